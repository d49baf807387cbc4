import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault } from '../src/core/faults.ts'
import { type AskedPeriod, type Period, endPeriods, isUnderWay, placePeriod } from '../src/core/periods.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 8, minute))
const anInstant = fc.integer({ min: 0, max: 20 }).map(at)
const aRole = fc.constantFrom('Infirmière', 'Médecin traitant')
const anAsk = fc.record({ role: aRole, start: fc.option(anInstant, { nil: undefined }), end: fc.option(anInstant) })
const someActs = fc.array(fc.record({ now: anInstant, asked: fc.option(anAsk, { nil: undefined }) }), { maxLength: 12 })

/** What a source holds once it asked, or the fault it was answered. */
function put(held: readonly Period[], asked: AskedPeriod, now: Date): Period[] | Fault {
  try {
    const placed = placePeriod(held, asked, now)
    if (placed.change === 'none') return [...held]
    if (placed.change === 'insert')
      return [...held, { id: `${held.length}-${now.getTime()}-${placed.period.start.getTime()}`, ...placed.period }]
    return held.map((period) => (period.id === placed.before.id ? placed.period : period))
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}
function end(held: readonly Period[], now: Date): Period[] {
  const endings = endPeriods(held, now)
  return held.flatMap((period) => {
    const ending = endings.find(({ before }) => before.id === period.id)
    if (ending === undefined) return [period]
    return ending.change === 'cancel' ? [] : [{ ...period, end: ending.end }]
  })
}
/** What a source holds after acts in their order; a refused act changes nothing. */
const lived = (acts: readonly { now: Date; asked: AskedPeriod | undefined }[]): Period[] =>
  acts.reduce<Period[]>((held, { now, asked }) => {
    const after = asked === undefined ? end(held, now) : put(held, asked, now)
    return after instanceof Fault ? held : after
  }, [])

const aLife = someActs.map(lived)
const minutes = Array.from({ length: 24 }, (_, minute) => at(minute))
const isThere = (held: readonly Period[], instant: Date): boolean => held.some((period) => isUnderWay(period, instant))

test('whatever a source asks, it never says two things of one person at one instant', () => {
  fc.assert(
    fc.property(aLife, (held) => {
      for (const period of held) expect(period.end === null || period.end > period.start).toBe(true)
      for (const instant of minutes) expect(held.filter((period) => isUnderWay(period, instant)).length).toBeLessThanOrEqual(1)
    }),
  )
})

test('who asks the same again at the same moment changes nothing', () => {
  fc.assert(
    fc.property(aLife, anAsk, anInstant, (held, asked, now) => {
      const after = put(held, asked, now)
      if (!(after instanceof Fault)) expect(placePeriod(after, asked, now).change).toBe('none')
    }),
  )
})

test('the person is there with the role asked, from the start asked until the end asked', () => {
  fc.assert(
    fc.property(aLife, anAsk, anInstant, (held, asked, now) => {
      const after = put(held, asked, now)
      if (after instanceof Fault) return
      const meant =
        held.find((period) => isUnderWay(period, now)) ??
        held.find(({ end: ended }) => ended !== null && +ended === Number(asked.end) && ended <= now)
      const start = asked.start ?? meant?.start ?? now
      expect(after.filter((period) => isUnderWay(period, start))).toMatchObject([{ role: asked.role, start, end: asked.end }])
    }),
  )
})

test('a refusal says whether the end precedes the start or several periods are in the way', () => {
  const refusal = (held: readonly Period[], asked: AskedPeriod) => {
    const after = put(held, asked, at(0))
    return after instanceof Fault ? [after.code, after.path] : 'placed'
  }
  const past = { id: '1', role: 'Infirmière', start: at(1), end: at(3) }
  const current = { id: '2', role: 'Infirmière', start: at(5), end: null }

  expect(refusal([], { role: 'Infirmière', start: at(4), end: at(4) })).toEqual(['END_BEFORE_START', 'end'])
  expect(refusal([past, current], { role: 'Infirmière', start: at(2) })).toEqual(['PERIODS_OVERLAP', 'start'])
  expect(refusal([past, current], { role: 'Infirmière', start: at(3), end: at(5) })).toBe('placed')
})

test('who is ended now is gone from now on, and what was before stays as it was', () => {
  fc.assert(
    fc.property(aLife, anInstant, (held, now) => {
      const after = end(held, now)
      for (const instant of minutes) expect(isThere(after, instant)).toBe(instant < now && isThere(held, instant))
      expect(endPeriods(after, now)).toEqual([])
    }),
  )
})
