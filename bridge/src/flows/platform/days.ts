import { localDay } from '../../core/emails/local-time.ts'

const DAY_MS = 86_400_000

/** So many days (YYYY-MM-DD), the last is the one of `now`: by the calendar of a zone, where a day of 23 or 25 hours is one too. */
export function daysUntil(now: Date, zone: string, count: number): string[] {
  const last = Date.parse(`${localDay(now, zone)}T12:00:00Z`)
  return Array.from({ length: count }, (_, index) => new Date(last - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10))
}
