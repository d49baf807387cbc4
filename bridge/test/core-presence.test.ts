import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Belonging, type Present, type Transition, nextChange, transitions } from '../src/core/presence.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 8, minute))
const aPeriod = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.option(fc.integer({ min: 1, max: 10 })))
const aBelonging = fc
  .record({
    person: fc.constantFrom('nadia', 'yann', 'solene'),
    source: fc.constantFrom('portail', 'DAC', 'console'),
    role: fc.constantFrom('Infirmière', 'Médecin traitant', 'Assistante sociale'),
    period: aPeriod,
  })
  .map(({ period: [start, length], ...rest }): Belonging => {
    return { ...rest, start: at(start), end: length === null ? null : at(start + length), requestedBy: rest.source, reason: null }
  })
const aCircle = fc.array(aBelonging, { maxLength: 8 })
const someInstants = fc.uniqueArray(fc.integer({ min: 0, max: 35 }), { maxLength: 10 }).map((all) => all.toSorted((a, b) => a - b).map(at))

const covers = ({ start, end }: Belonging, now: Date): boolean => start <= now && (end === null || end > now)
const thereAt = (all: readonly Belonging[], now: Date): string[] =>
  [...new Set(all.filter((one) => covers(one, now)).map(({ person }) => person))].toSorted()
const names = (present: readonly Present[]): string[] => present.map(({ person }) => person).toSorted()

const after = (present: readonly Present[], changes: readonly Transition[]): Present[] => {
  const roles = new Map(present.map(({ person, role }) => [person, role]))
  for (const change of changes)
    if (change.change === 'left') roles.delete(change.person)
    else roles.set(change.person, change.role)
  return [...roles].map(([person, role]) => ({ person, role }))
}
const belonging = (person: string, source: string, start: number, end: number | null, role = 'Infirmière'): Belonging => {
  return { person, source, role, start: at(start), end: end === null ? null : at(end), requestedBy: source, reason: null }
}

test('whoever follows what is announced, from nobody on, knows who is there', () => {
  fc.assert(
    fc.property(aCircle, someInstants, (all, instants) => {
      let present: Present[] = []
      for (const now of instants) {
        present = after(present, transitions(all, present, now))
        expect(names(present)).toEqual(thereAt(all, now))
        expect(transitions(all, present, now)).toEqual([])
      }
    }),
  )
})

test('nobody whom some source keeps is announced as gone, and nobody already there as arriving', () => {
  fc.assert(
    fc.property(aCircle, someInstants, (all, instants) => {
      let present: Present[] = []
      for (const now of instants) {
        const changes = transitions(all, present, now)
        const left = changes.filter(({ change }) => change === 'left').map(({ person }) => person)
        const arrived = changes.filter(({ change }) => change === 'joined' || change === 'returned').map(({ person }) => person)
        for (const person of thereAt(all, now)) expect(left).not.toContain(person)
        for (const person of names(present)) expect(arrived).not.toContain(person)
        present = after(present, changes)
      }
    }),
  )
})

test('a nurse whom the portal and the DAC both name stays when the portal ends, and leaves with the last of them', () => {
  const all = [belonging('nadia', 'portail', 0, 10), belonging('nadia', 'DAC', 5, 20)]
  const present = [{ person: 'nadia', role: 'Infirmière' }]

  expect(transitions(all, present, at(10))).toEqual([])
  expect(transitions(all, present, at(20))).toMatchObject([{ change: 'left', person: 'nadia', because: { source: 'DAC' } }])
})

test('where two sources give two roles the older one speaks, and its end changes the role', () => {
  const all = [belonging('yann', 'portail', 0, 10, 'Médecin traitant'), belonging('yann', 'DAC', 5, null, 'Coordinateur')]

  expect(transitions(all, [], at(6))).toMatchObject([{ change: 'joined', role: 'Médecin traitant' }])
  expect(transitions(all, [{ person: 'yann', role: 'Médecin traitant' }], at(10))).toMatchObject([
    { change: 'role-changed', before: 'Médecin traitant', role: 'Coordinateur', because: { source: 'DAC' } },
  ])
})

test('who was here before returns, who was not joins', () => {
  const all = [belonging('nadia', 'portail', 0, 5), belonging('nadia', 'portail', 10, null), belonging('yann', 'portail', 10, null)]

  expect(transitions(all, [], at(12)).map(({ change, person }) => [person, change])).toEqual([
    ['nadia', 'returned'],
    ['yann', 'joined'],
  ])
})

test('between now and the next change nothing happens, and after the last one nothing ever does', () => {
  fc.assert(
    fc.property(aCircle, fc.integer({ min: 0, max: 35 }), (all, minute) => {
      const boundaries = all.flatMap(({ start, end }) => [start, ...(end === null ? [] : [end])]).filter((instant) => instant > at(minute))
      const next = nextChange(all, at(minute))
      expect(next?.getTime()).toBe(boundaries.length === 0 ? undefined : Math.min(...boundaries.map((instant) => instant.getTime())))

      const present = after([], transitions(all, [], at(minute)))
      for (let later = minute; later < 40 && (next === null || at(later) < next); later++)
        expect(transitions(all, present, at(later))).toEqual([])
    }),
  )
})
