import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PeriodFact, type Stated, type StatusFact, grantsOf, union } from '../src/core/could-read.ts'

const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1) + number * 3_600_000)

/** What a source writes, one act after the other, as the registry would record it. */
const acts = fc.array(
  fc.record({
    wait: fc.integer({ min: 1, max: 8 }),
    source: fc.constantFrom('portail', 'console'),
    act: fc.constantFrom('add', 'change', 'end', 'cancel', 'suspend', 'reinstate'),
    role: fc.constantFrom('Infirmière', 'Médecin'),
    start: fc.integer({ min: -12, max: 12 }),
    length: fc.option(fc.integer({ min: 1, max: 20 })),
    which: fc.nat(5),
  }),
  { maxLength: 25 },
)
interface Held extends Stated {
  source: string
}

/** The registry as it stood after each act: a list of what every source says. */
function lived(given: typeof acts extends fc.Arbitrary<infer T> ? T : never) {
  const facts: PeriodFact[] = []
  const statuses: StatusFact[] = []
  const states: { at: Date; held: Held[]; active: boolean }[] = []
  let [now, held, active] = [0, [] as Held[], true]
  for (const [index, { wait, source, act, role, start, length, which }] of given.entries()) {
    now += wait
    const at = day(now)
    const own = held.filter((one) => one.source === source)
    const meant = own[which % Math.max(1, own.length)]
    const record = (change: PeriodFact['change'], before: Held | null, after: Held | null) => {
      facts.push({ event: String(index + 1), at, change, source, by: source, reason: null, before, after })
      held = [...held.filter((one) => one !== before), ...(after === null ? [] : [after])]
    }
    const dates = { start: day(now + start), end: length === null ? null : day(now + start + length) }
    if (act === 'suspend' || act === 'reinstate') {
      active = act === 'reinstate'
      statuses.push({ at, active })
    } else if (act === 'add') record('added', null, { source, role, ...dates })
    else if (meant === undefined) continue
    else if (act === 'change') record('changed', meant, { source, role, ...dates })
    else if (act === 'cancel') record('cancelled', meant, null)
    else if (meant.start < at && (meant.end === null || meant.end > at)) record('ended', meant, { ...meant, end: at })
    states.push({ at, held: [...held], active })
  }
  return { facts, statuses, states }
}

test('at every instant, who had the right is who a naive look at the registry of that moment names, and by the same sources', () => {
  fc.assert(
    fc.property(acts, (given) => {
      const { facts, statuses, states } = lived(given)
      const grants = grantsOf(facts, statuses)
      for (let hour = -15; hour < 240; hour++) {
        // Between the hours: nothing changes there.
        const at = new Date(day(hour).getTime() + 1)
        const state = states.findLast((one) => one.at <= at)
        const sources = !state?.active
          ? []
          : state.held.filter(({ start, end }) => start <= at && (end === null || end > at)).map(({ source }) => source)
        const holds = ({ from, to }: { from: Date; to: Date | null }) => from <= at && (to === null || to > at)
        expect([...new Set(grants.filter(holds).map(({ source }) => source))].toSorted()).toEqual([...new Set(sources)].toSorted())
        expect(union(grants).some(holds)).toBe(sources.length > 0)
      }
    }),
    { numRuns: 300 },
  )
})

test('what was written later of an earlier time gives nobody a past: the right begins when it was recorded', () => {
  const added: PeriodFact = {
    event: '7',
    at: day(100),
    change: 'added',
    source: 'portail',
    by: 'SI régional',
    reason: 'reprise',
    before: null,
    after: { role: 'Infirmière', start: day(1), end: null },
  }
  expect(grantsOf([added], [])).toEqual([
    { from: day(100), to: null, source: 'portail', by: 'SI régional', role: 'Infirmière', reason: 'reprise', event: '7' },
  ])
})

test('a right that one source gave is one, whatever else was recorded meanwhile', () => {
  const stated = { role: 'Infirmière', start: day(1), end: null }
  const facts: PeriodFact[] = [
    { event: '1', at: day(1), change: 'added', source: 'portail', by: 'portail', reason: null, before: null, after: stated },
    {
      event: '2',
      at: day(5),
      change: 'added',
      source: 'console',
      by: 'Claire',
      reason: null,
      before: null,
      after: { ...stated, start: day(5) },
    },
    {
      event: '3',
      at: day(9),
      change: 'ended',
      source: 'portail',
      by: 'portail',
      reason: null,
      before: stated,
      after: { ...stated, end: day(9) },
    },
  ]
  expect(grantsOf(facts, []).map(({ source, from, to }) => ({ source, from, to }))).toEqual([
    { source: 'portail', from: day(1), to: day(9) },
    { source: 'console', from: day(5), to: null },
  ])
  expect(union(grantsOf(facts, []))).toEqual([{ from: day(1), to: null }])
})
