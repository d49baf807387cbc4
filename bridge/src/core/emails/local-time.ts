import type { WishSettings } from '../wishes.ts'

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...parts })
  formats.set(zone, made)
  return made
}

/** What a clock on the wall shows, as if that were UTC: milliseconds. */
function wallClock(at: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const of = (name: string) => parts[name] ?? 0
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
}

/** YYYY-MM-DD. */
export const localDay = (at: Date, zone: string): string => new Date(wallClock(at.getTime(), zone)).toISOString().slice(0, 10)
const localMinutes = (at: Date, zone: string): number => Math.floor((wallClock(at.getTime(), zone) % DAY_MS) / 60_000)
const dayAfter = (day: string, days = 1): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/**
 * When the clock shows these minutes of that day. Of an hour that comes twice, the first; an hour that does not come is told by the clock
 * from before the change (02:30 comes at 03:30), so that every day has one.
 */
export function instantOf(day: string, minutes: number, zone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000
  const offsetAt = (at: number) => wallClock(at, zone) - Math.floor(at / 1_000) * 1_000
  const before = wall - offsetAt(wall - DAY_MS)
  const after = wall - offsetAt(wall + DAY_MS)
  const right = [before, after].filter((at) => wallClock(at, zone) === wall)
  return new Date(right.length === 0 ? before : Math.min(...right))
}

const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** The end of the quiet hours under way; null outside of them. They may last over midnight. */
export function quietEnd(now: Date, from: string | null, to: string | null, zone: string): Date | null {
  if (from === null || to === null || from === to) return null
  const [start, end, minutes] = [minutesIn(from), minutesIn(to), localMinutes(now, zone)]
  const quiet = start < end ? minutes >= start && minutes < end : minutes >= start || minutes < end
  if (!quiet) return null
  const today = localDay(now, zone)
  const [first, second] = [instantOf(today, end, zone), instantOf(dayAfter(today), end, zone)]
  return first > now ? first : second
}

/** When a person wants their digest, and no e-mail: in the time of the zone. */
export type DigestWishes = Pick<WishSettings, 'digestHour' | 'quietFrom' | 'quietTo'>

/**
 * The first digest that is not before this instant, and not of the day of the last one or earlier. One whose hour lies in quiet hours leaves
 * at their end, the next morning perhaps, and tells of all that came until then; it is still the digest of the day of its hour.
 */
export function nextDigest(from: Date, wishes: DigestWishes, zone: string, lastDay: string | null): { day: string; at: Date } {
  let day = dayAfter(localDay(from, zone), -1)
  if (lastDay !== null && lastDay >= day) day = dayAfter(lastDay)
  for (;;) {
    const hour = instantOf(day, wishes.digestHour * 60, zone)
    const at = quietEnd(hour, wishes.quietFrom, wishes.quietTo, zone) ?? hour
    if (at >= from) return { day, at }
    day = dayAfter(day)
  }
}
