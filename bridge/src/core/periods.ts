import { Fault } from './faults.ts'

/** A period during which one source says that somebody is somewhere; `end` is the first instant without. */
export interface Period {
  readonly id: string
  readonly role: string
  readonly start: Date
  readonly end: Date | null
}
export interface AskedPeriod {
  readonly role: string
  readonly start?: Date | undefined
  /** undefined: without end, as null. */
  readonly end?: Date | null | undefined
}
export type Placement =
  | { change: 'none'; period: Period }
  | { change: 'insert'; period: Omit<Period, 'id'> }
  | { change: 'update'; before: Period; period: Period }

const FOREVER = Number.POSITIVE_INFINITY
const endOf = (end: Date | null): number => end?.getTime() ?? FOREVER
export const isUnderWay = ({ start, end }: Pick<Period, 'start' | 'end'>, now: Date): boolean => start <= now && endOf(end) > now.getTime()

/**
 * Where an asked period goes among those that the same source already gave: the same start, or the only one that it
 * overlaps, is changed; else it is a new one. Asking again for what is there changes nothing, so callers may retry.
 * Without a start, the period under way is meant, or the past one that already ends as asked, or else now.
 * Throws END_BEFORE_START, PERIODS_OVERLAP.
 */
export function placePeriod(existing: readonly Period[], asked: AskedPeriod, now: Date): Placement {
  const end = asked.end ?? null
  // Who sets an end that is past, and asks again: by then nothing is under way any more.
  const meant =
    existing.find((period) => isUnderWay(period, now)) ??
    existing.find((period) => endOf(period.end) === endOf(end) && endOf(end) <= now.getTime())
  const start = asked.start ?? meant?.start ?? now
  if (endOf(end) <= start.getTime()) throw new Fault('END_BEFORE_START', 'end')

  const overlapping = existing.filter((period) => period.start.getTime() < endOf(end) && endOf(period.end) > start.getTime())
  const sameStart = existing.find((period) => period.start.getTime() === start.getTime())
  if (overlapping.length > 1) throw new Fault('PERIODS_OVERLAP', 'start')

  const before = sameStart ?? overlapping[0]
  if (before === undefined) return { change: 'insert', period: { role: asked.role, start, end } }

  const period = { id: before.id, role: asked.role, start, end }
  const same = before.role === period.role && before.start.getTime() === start.getTime() && endOf(before.end) === endOf(end)
  return same ? { change: 'none', period: before } : { change: 'update', before, period }
}

export type Ending = { change: 'end'; before: Period; end: Date } | { change: 'cancel'; before: Period }

/** What "it ends now" does: the period under way ends, those still to come are cancelled, the past stays. */
export function endPeriods(existing: readonly Period[], now: Date): Ending[] {
  return (
    existing
      .filter((period) => endOf(period.end) > now.getTime())
      // A period that starts at this very instant has no length: it is cancelled rather than kept empty.
      .map((before) => (before.start < now ? { change: 'end', before, end: now } : { change: 'cancel', before }))
  )
}
