const two = (number: number) => String(number).padStart(2, '0')
/** As a date field writes it, by the clock of who looks. */
export const dayOf = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
/** The last day of something that ends at an instant: at midnight, the day before. */
export const lastDay = (end: string): Date => new Date(Date.parse(end) - 1)
export const midnight = (day: string): Date => new Date(`${day}T00:00:00`)
/** At the end of that day. */
export const midnightAfter = (day: string): Date => {
  const date = midnight(day)
  date.setDate(date.getDate() + 1)
  return date
}
