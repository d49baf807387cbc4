/** What one source wrote of one person's presence in one place, as it was recorded then. */
export interface PeriodFact {
  readonly event: string
  readonly at: Date
  readonly change: 'added' | 'changed' | 'ended' | 'cancelled'
  readonly source: string
  readonly by: string
  readonly reason: string | null
  readonly before: Stated | null
  readonly after: Stated | null
}
export interface Stated {
  readonly role: string
  readonly start: Date
  readonly end: Date | null
}
/** From then on the account was open, or was not. */
export interface StatusFact {
  readonly at: Date
  readonly active: boolean
}
/** From when to when one source gave the right to read; `to` is the first instant without, null: it still does. */
export interface Grant {
  readonly from: Date
  readonly to: Date | null
  readonly source: string
  readonly by: string
  readonly role: string
  readonly reason: string | null
  /** The recorded event by which it was given. */
  readonly event: string
}
export interface Span {
  readonly from: Date
  readonly to: Date | null
}

const FOREVER = Number.POSITIVE_INFINITY
const time = (at: Date | null): number => at?.getTime() ?? FOREVER
const date = (at: number): Date | null => (at === FOREVER ? null : new Date(at))

type Known = Stated & Omit<PeriodFact, 'before' | 'after' | 'change' | 'at'>

/**
 * When one person had the right to read in one place, and who gave it: what was recorded is played again, so that what was written later
 * of an earlier time changes nothing of what was true then. Facts in the order in which they were recorded. Grants of one source that
 * follow each other without a gap, a change or another author are one.
 */
export function grantsOf(facts: readonly PeriodFact[], statuses: readonly StatusFact[]): Grant[] {
  const open = activeSpans(statuses)
  let known: Known[] = []
  const grants: Grant[] = []
  for (const [index, fact] of facts.entries()) {
    known = told(known, fact)
    const [from, to] = [fact.at.getTime(), time(facts[index + 1]?.at ?? null)]
    for (const one of known) add(grants, one, Math.max(from, time(one.start)), Math.min(to, time(one.end)))
  }
  return grants
    .flatMap((grant) => open.flatMap((span) => clipped(grant, span)))
    .toSorted((a, b) => time(a.from) - time(b.from) || Number(a.event) - Number(b.event))
}

/** What is known once a fact was recorded. It names the period it is about by what that was; the same source's goes before another's. */
function told(known: readonly Known[], fact: PeriodFact): Known[] {
  const { before, after, event, source, by, reason } = fact
  const alike = known.filter((one) => before !== null && isSame(one, before))
  const meant = alike.find((one) => one.source === source) ?? alike[0]
  const others = known.filter((one) => one !== meant)
  if (after === null) return others
  if (meant === undefined || fact.change === 'added') return [...others, { ...after, event, source, by, reason }]
  // Who ends a period has not given it; who gives it another role or other dates has.
  const given = fact.change === 'ended' ? meant : { event, source: meant.source, by, reason }
  return [...others, { ...after, event: given.event, source: given.source, by: given.by, reason: given.reason }]
}
const isSame = (one: Stated, other: Stated): boolean =>
  one.role === other.role && time(one.start) === time(other.start) && time(one.end) === time(other.end)

function add(grants: Grant[], { role, source, by, reason, event }: Known, from: number, to: number): void {
  if (from >= to) return
  const last = grants.findIndex((grant) => grant.event === event && time(grant.to) === from)
  const grant = { from: new Date(from), to: date(to), source, by, role, reason, event }
  const before = grants[last]
  if (before === undefined) grants.push(grant)
  else grants[last] = { ...grant, from: before.from }
}

/** Without a word about it the account was open. */
function activeSpans(statuses: readonly StatusFact[]): Span[] {
  const spans: Span[] = []
  let since: number | null = Number.NEGATIVE_INFINITY
  for (const { at, active } of statuses)
    if (active && since === null) since = at.getTime()
    else if (!active && since !== null) {
      spans.push(between(since, at.getTime()))
      since = null
    }
  return since === null ? spans : [...spans, between(since, FOREVER)]
}
const FIRST = new Date(-8_640_000_000_000_000)
const between = (from: number, to: number): Span => ({ from: from === Number.NEGATIVE_INFINITY ? FIRST : new Date(from), to: date(to) })

/** What of it lies within a span. */
export function clipped<One extends Span>(one: One, within: Span): One[] {
  const [from, to] = [Math.max(time(one.from), time(within.from)), Math.min(time(one.to), time(within.to))]
  return from < to ? [{ ...one, from: new Date(from), to: date(to) }] : []
}

/** Whoever gave the right: from when to when somebody had it. */
export function union(grants: readonly Span[]): Span[] {
  const spans: Span[] = []
  for (const { from, to } of grants.toSorted((a, b) => time(a.from) - time(b.from))) {
    const last = spans.at(-1)
    if (last === undefined || time(last.to) < time(from)) spans.push({ from, to })
    else if (time(to) > time(last.to)) spans[spans.length - 1] = { from: last.from, to }
  }
  return spans
}
