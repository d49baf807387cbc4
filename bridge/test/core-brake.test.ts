import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterSteps, enoughToBeFew, isTooLargeAShare, losing, newTally, shortenedBy } from '../src/core/brake.ts'
import type { PersonId } from '../src/core/ids.ts'
import type { Period } from '../src/core/periods.ts'
import type { Belonging } from '../src/core/presence.ts'
import { snapshotSteps } from '../src/core/snapshot-steps.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 8, minute))
const NOW = at(0)
const WHEN = { now: NOW, horizon: at(60) }
const PEOPLE = ['nadia', 'yann', 'solene', 'theo', 'maelys', 'zoe']

test('counting no further than needed says the same as counting everybody', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(20_000), fc.double({ min: 0.01, max: 100, noNaN: true }), (endings, of, percent) => {
      const limit = { percent, floor: 1 }
      const seen = Math.min(of, enoughToBeFew(endings, limit))
      expect(isTooLargeAShare(endings, seen, limit)).toBe(isTooLargeAShare(endings, of, limit))
    }),
  )
})

const aPeriod = fc.tuple(fc.integer({ min: -90, max: 30 }), fc.option(fc.integer({ min: 1, max: 200 }), { freq: 3 }))
/** At most one period of each source for each person. */
const aCircle = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...PEOPLE), fc.constantFrom('portail', 'DAC'), aPeriod), {
    selector: ([person, source]) => `${person} ${source}`,
    maxLength: 12,
  })
  .map((all) =>
    all.map(([person, source, [start, length]], index): Belonging & Period => ({
      id: String(index),
      person,
      source,
      role: 'Infirmière',
      start: at(start),
      end: length === null ? null : at(start + length),
      requestedBy: source,
      reason: null,
    })),
  )
const covers = ({ start, end }: Pick<Belonging, 'start' | 'end'>, now: Date) => start <= now && (end === null || end > now)

test('of a list, who loses the circle is who is there now, is not listed, and whom no other source keeps', () => {
  fc.assert(
    fc.property(aCircle, fc.uniqueArray(fc.constantFrom(...PEOPLE)), (all, listed) => {
      const present = PEOPLE.filter((person) => all.some((one) => one.person === person && covers(one, NOW)))
      const mine = all.filter(({ source }) => source === 'portail').map((one) => ({ ...one, person: one.person as PersonId }))
      // As each is placed today, so that the list changes nothing for those who are on it.
      const members = mine
        .filter(({ person }) => listed.includes(person))
        .map(({ person, role, start, end }) => ({ personId: person, role, start: start.toISOString(), end: end?.toISOString() ?? null }))
      const { endings, placements } = snapshotSteps(mine, members, NOW)
      expect(placements).toEqual([])

      const lost = losing(
        present.map((person) => ({ person, role: 'Infirmière' })),
        afterSteps(all, 'portail', endings),
        shortenedBy(endings),
        WHEN,
      )
      const remains = all.filter(({ person, source }) => source !== 'portail' || listed.includes(person))
      const stays = (person: string, when: Date) => remains.some((one) => one.person === person && covers(one, when))
      // Whom this source puts out has to be kept beyond the next hour: an end that is near is no reason to stay.
      const isPutOut = (person: string) => endings.some((step) => step.person === person)
      const kept = (person: string) => stays(person, NOW) && (!isPutOut(person) || stays(person, WHEN.horizon))
      expect(lost.toSorted()).toEqual(present.filter((person) => !kept(person)).toSorted())
    }),
  )
})

test('an end that was brought to the next minutes is an ending; one that was there already, or is far, is none', () => {
  const there = [{ person: 'nadia', role: 'Infirmière' }]
  const until = (end: Date | null) => [{ person: 'nadia', start: at(-10), end }]
  expect(losing(there, until(at(2)), new Set(['nadia']), WHEN)).toEqual(['nadia'])
  expect(losing(there, until(at(2)), new Set(), WHEN)).toEqual([])
  expect(losing(there, until(at(120)), new Set(['nadia']), WHEN)).toEqual([])
})

test('a person who goes from a circle by two acts of one change counts once', () => {
  const tally = newTally()
  tally.add({ scope: 'circle', ref: 'c', people: new Set(['nadia']), of: null, gone: 0 })
  tally.add({ scope: 'circle', ref: 'c', people: new Set(['nadia', 'yann']), of: 8, gone: 2 })
  expect(tally.list().map(({ people, of }) => ({ people: [...people], of }))).toEqual([{ people: ['nadia', 'yann'], of: 8 }])
})
