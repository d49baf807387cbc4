/** How the addresses of the console's pages are read and written. */
export type Text = Record<string, string | undefined>
export const DAY = /^\d{4}-\d\d-\d\d$/
export const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

/** Of these names, those that have a value of that form. */
export function words<const Name extends string>(raw: Text, names: readonly Name[], form = /^.{1,200}$/): { [Key in Name]?: string } {
  const given = names.flatMap((name) => (raw[name] !== undefined && form.test(raw[name]) ? [[name, raw[name]]] : []))
  return Object.fromEntries(given) as { [Key in Name]?: string }
}

/** A change of an address: what is undefined leaves it. */
export type Change<Search> = { [Key in keyof Search]: Search[Key] | undefined }
export const defined = <Search extends object>(search: Change<Search>): Search =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Search

/** Midnight where the reader is, so many days later. */
export function startOf(day: string | undefined, later = 0): string | undefined {
  const date = new Date(`${day ?? ''}T00:00:00`)
  if (Number.isNaN(date.getTime())) return undefined
  date.setDate(date.getDate() + later)
  return date.toISOString()
}
/** The instant that the reader's clock shows like this. */
export function instantOf(moment: string | undefined): string | undefined {
  const date = new Date(moment ?? '')
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
