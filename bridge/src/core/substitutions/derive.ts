import { type Ending, type Period, type Placement, endPeriods, isUnderWay } from '../periods.ts'

/** A replacement is there between two instants, as this. */
export interface Stretch {
  readonly role: string
  readonly start: Date
  readonly end: Date
}
export type Derived = Exclude<Placement, { change: 'none' }> | Ending

/**
 * Where a replacement is to be during a substitution: where the replaced person is in their own right, all sources united, and as they
 * are there. Where sources give them different roles, the period that began first speaks. In the order of time.
 */
export function wantedStretches({ start, end }: { start: Date; end: Date }, own: readonly Omit<Period, 'id'>[]): Stretch[] {
  const first = own.toSorted((a, b) => a.start.getTime() - b.start.getTime())
  const cuts = [start, end, ...own.flatMap((period) => (period.end === null ? [period.start] : [period.start, period.end]))]
  const instants = [...new Set(cuts.filter((cut) => cut >= start && cut <= end).map((cut) => cut.getTime()))].toSorted((a, b) => a - b)
  const stretches: Stretch[] = []
  for (const [index, until] of instants.entries()) {
    const from = instants[index - 1]
    const held = from === undefined ? undefined : first.find((period) => isUnderWay(period, new Date(from)))
    if (from === undefined || held === undefined) continue
    const last = stretches.at(-1)
    if (last !== undefined && last.end.getTime() === from && last.role === held.role)
      stretches[stretches.length - 1] = { ...last, end: new Date(until) }
    else stretches.push({ role: held.role, start: new Date(from), end: new Date(until) })
  }
  return stretches
}

/**
 * How the periods that a substitution gave become those that are wanted. What lies in the past is never rewritten: the period under way is
 * prolonged, shortened or ended now and keeps its start; what was to come is replaced. In the order in which it is to be written.
 */
export function derivePeriods(held: readonly Period[], wanted: readonly Stretch[], now: Date): Derived[] {
  const open = held.filter(({ end }) => end === null || end > now)
  let missing = wanted.flatMap((one) => (one.end > now ? [{ ...one, start: one.start < now ? now : one.start }] : []))
  const endings: Ending[] = []
  const updates: Derived[] = []
  for (const before of open) {
    const from = Math.max(before.start.getTime(), now.getTime())
    const same = missing.find(({ role, start }) => role === before.role && start.getTime() === from)
    if (same === undefined) endings.push(...endPeriods([before], now))
    else if (same.end.getTime() !== before.end?.getTime()) updates.push({ change: 'update', before, period: { ...before, end: same.end } })
    missing = missing.filter((one) => one !== same)
  }
  return [...endings, ...updates, ...missing.map((period): Derived => ({ change: 'insert', period }))]
}
