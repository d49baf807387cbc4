import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Period, isUnderWay } from '../src/core/periods.ts'
import { type Between, conflictOf } from '../src/core/substitutions/conflict.ts'
import { type Stretch, derivePeriods, wantedStretches } from '../src/core/substitutions/derive.ts'
import { inShort, untilWords } from '../src/core/substitutions/substitution-words.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 8, minute))
const MINUTES = Array.from({ length: 45 }, (_, minute) => minute)
const anOwn = fc
  .record({
    role: fc.constantFrom('Infirmière', 'Médecin'),
    start: fc.integer({ min: 0, max: 30 }),
    length: fc.option(fc.integer({ min: 1, max: 12 })),
  })
  .map(({ role, start, length }) => ({ role, start: at(start), end: length === null ? null : at(start + length) }))
const someOwn = fc.array(anOwn, { maxLength: 5 })
const aWindow = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 14 }))
  .map(([start, length]) => ({ start: at(start), end: at(start + length) }))

/** As what the replacement is there at an instant, by looking at that instant alone. */
const roleAt = (window: { start: Date; end: Date }, own: readonly Omit<Period, 'id'>[], instant: Date): string | undefined =>
  isUnderWay(window, instant)
    ? own.filter((one) => isUnderWay(one, instant)).toSorted((a, b) => a.start.getTime() - b.start.getTime())[0]?.role
    : undefined
const heldRole = (held: readonly (Period | Stretch)[], instant: Date): string | undefined =>
  held.find((one) => isUnderWay(one, instant))?.role

/** Writes as the database would: no two periods of one substitution overlap. */
function write(held: readonly Period[], wanted: readonly Stretch[], now: Date, next: () => string): Period[] {
  let rows = [...held]
  for (const done of derivePeriods(held, wanted, now)) {
    if (done.change === 'cancel') rows = rows.filter(({ id }) => id !== done.before.id)
    else if (done.change === 'end') rows = rows.map((row) => (row.id === done.before.id ? { ...row, end: done.end } : row))
    else if (done.change === 'update') rows = rows.map((row) => (row.id === done.before.id ? done.period : row))
    else rows.push({ ...done.period, id: next() })
    for (const minute of MINUTES) expect(rows.filter((row) => isUnderWay(row, at(minute))).length).toBeLessThanOrEqual(1)
  }
  return rows
}

test('at any instant the replacement is wanted where the replaced person is, as what they are, and nowhere else', () => {
  fc.assert(
    fc.property(aWindow, someOwn, (window, own) => {
      const wanted = wantedStretches(window, own)
      for (const minute of MINUTES) expect(heldRole(wanted, at(minute))).toBe(roleAt(window, own, at(minute)))
    }),
  )
})

test('whatever changes and whenever somebody looks: from then on it is as wanted, what is past is as it was, to look twice changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), aWindow, someOwn), { minLength: 1, maxLength: 6 }), (looks) => {
      let held: Period[] = []
      let [minute, count] = [0, 0]
      const next = () => String(count++)
      for (const [later, window, own] of looks) {
        minute += later
        const now = at(minute)
        const [before, wanted] = [held, wantedStretches(window, own)]
        held = write(before, wanted, now, next)
        for (const past of MINUTES.filter((one) => one < minute)) expect(heldRole(held, at(past))).toBe(heldRole(before, at(past)))
        for (const coming of MINUTES.filter((one) => one >= minute))
          expect(heldRole(held, at(coming))).toBe(roleAt(window, own, at(coming)))
        expect(derivePeriods(held, wanted, now)).toEqual([])
      }
    }),
    { numRuns: 500 },
  )
})

test('a period under way that goes on keeps its start', () => {
  const held = [{ id: '1', role: 'Médecin', start: at(2), end: at(9) }]
  const wanted = [{ role: 'Médecin', start: at(0), end: at(12) }]
  expect(derivePeriods(held, wanted, at(5))).toEqual([
    { change: 'update', before: held[0], period: { id: '1', role: 'Médecin', start: at(2), end: at(12) } },
  ])
})

const named = (id: string) => ({ id, givenName: id, familyName: 'Morvan' })
const between = (replacement: string, replaced: string): Between => ({
  id: '7',
  replacement: named(replacement),
  replaced: named(replaced),
  start: at(0),
  end: new Date(Date.UTC(2026, 0, 15, 23)),
})

test.each([
  ['the same twice', between('b', 'a'), 'SUBSTITUTION_TWICE'],
  ['somebody who replaces is replaced', between('a', 'x'), 'REPLACED_REPLACES'],
  ['somebody who is replaced replaces', between('x', 'b'), 'REPLACEMENT_IS_REPLACED'],
  ['the shortest cycle', between('a', 'b'), 'REPLACED_REPLACES'],
  ['another replaces the same person', between('x', 'a'), undefined],
  ['the same person replaces another', between('b', 'x'), undefined],
])('b is to replace a, and meanwhile: %s', (_what, meanwhile, code) => {
  expect(conflictOf({ replaced: 'a', replacement: 'b' }, [meanwhile])?.code).toBe(code)
})

test('no chain of any length can be built: who refuses each is enough', () => {
  const people = ['a', 'b', 'c', 'd', 'e']
  const aPair = fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people)).filter(([one, other]) => one !== other)
  fc.assert(
    fc.property(fc.array(aPair, { maxLength: 15 }), (pairs) => {
      const taken: Between[] = []
      for (const [replaced, replacement] of pairs)
        if (conflictOf({ replaced, replacement }, taken) === undefined) taken.push(between(replacement, replaced))
      const replaced = new Set(taken.map((one) => one.replaced.id))
      for (const one of taken) expect(replaced.has(one.replacement.id)).toBe(false)
    }),
  )
})

test('an end at midnight is told as the day before, by the clocks of the place', () => {
  expect(untilWords(new Date('2026-01-15T23:00:00Z'), 'Europe/Paris')).toBe('15 janvier 2026')
  expect(inShort(between('b', 'a'), 'Europe/Paris')).toBe('(b MORVAN → a MORVAN, 01/01/2026 – 15/01/2026)')
})
