import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UserId } from '../src/core/ids.ts'
import { type ActualRoom, type Membership, type RoomDifference, roomDifference, sameJson } from '../src/core/room-difference.ts'
import type { StateEvent } from '../src/core/rooms/kind.ts'

const user = (name: string): UserId => UserId.parse(`@${name}:exemple.fr`)
const BRIDGE = user('sphere')
const PEOPLE = ['nadia', 'yann', 'solene', 'zoe', 'theo'].map(user)

const aMembership = fc.constantFrom<Membership>('join', 'invite', 'knock', 'leave', 'ban')
const someMembers = fc
  .array(fc.tuple(fc.constantFrom(...PEOPLE), aMembership))
  .map((members): ReadonlyMap<string, Membership> => new Map<string, Membership>([[BRIDGE, 'join'], ...members]))
const someState = fc
  .uniqueArray(
    fc.record({ type: fc.constantFrom('m.room.name', 'm.room.topic', 'm.space.child'), stateKey: fc.constantFrom('', '!salle') }),
    {
      selector: ({ type, stateKey }) => `${type} ${stateKey}`,
    },
  )
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc.record({ name: fc.constantFrom('Journal', 'Cahier'), seen: fc.boolean() }).map((content) => ({ ...key, content })),
      ),
    ),
  )
const aRoom = fc.record({ state: someState, members: someMembers })
const aWish = fc
  .record({ state: someState, people: fc.subarray(PEOPLE) })
  .map(({ state, people }) => ({ state, members: new Set(people), bridge: BRIDGE }))

/** The room once everything was done that the difference asks for. */
function done({ set, admit, join, unban, remove }: RoomDifference, room: ActualRoom): ActualRoom {
  const members = new Map(room.members)
  for (const one of unban) members.set(one, 'leave')
  for (const one of [...admit, ...join]) if (members.get(one) !== 'ban') members.set(one, 'join')
  for (const one of remove) members.set(one, 'leave')
  const replaced = ({ type, stateKey }: StateEvent) => set.some((event) => event.type === type && event.stateKey === stateKey)
  return { state: [...room.state.filter((event) => !replaced(event)), ...set], members }
}
const inside = ({ members }: ActualRoom): string[] =>
  [...members].flatMap(([one, membership]) => (['join', 'invite', 'knock'].includes(membership) ? [one] : [])).toSorted()

test('after the difference was acted on, the people wanted are in the room, with the bridge and nobody else', () => {
  fc.assert(
    fc.property(aWish, aRoom, (wanted, room) => {
      const after = done(roomDifference(wanted, room), room)
      expect(inside(after)).toEqual([...wanted.members, BRIDGE].toSorted())
      for (const one of wanted.members) expect(after.members.get(one)).toBe('join')
      for (const event of wanted.state) expect(after.state).toContainEqual(event)
      // What lies in a Space is exactly what is wanted; of other state nothing is taken away.
      for (const { type, stateKey, content } of after.state) {
        const isWanted = wanted.state.some((event) => event.type === type && event.stateKey === stateKey)
        if (!isWanted) expect(Object.keys(content).length === 0).toBe(type === 'm.space.child')
      }
    }),
  )
})

test('a room that is as wanted needs nothing', () => {
  fc.assert(
    fc.property(aWish, aRoom, (wanted, room) => {
      const after = done(roomDifference(wanted, room), room)
      expect(roomDifference(wanted, after)).toEqual({ set: [], admit: [], join: [], unban: [], remove: [] })
    }),
  )
})

test('nobody who is where they should be is touched', () => {
  fc.assert(
    fc.property(aWish, aRoom, (wanted, room) => {
      const { admit, join, unban, remove } = roomDifference(wanted, room)
      const touched = new Set<string>([...admit, ...join, ...unban, ...remove])
      for (const [one, membership] of room.members)
        if (membership === 'join' && wanted.members.has(user(one.slice(1, one.indexOf(':'))))) expect(touched).not.toContain(one)
      expect(touched).not.toContain(BRIDGE)
    }),
  )
})

test('a nurse who was banned by hand is let in again, an outsider who was invited is put out', () => {
  const room: ActualRoom = {
    state: [],
    members: new Map<string, Membership>([
      [BRIDGE, 'join'],
      [user('nadia'), 'ban'],
      [user('yann'), 'invite'],
    ]),
  }

  expect(roomDifference({ state: [], members: new Set([user('nadia')]), bridge: BRIDGE }, room)).toEqual({
    set: [],
    unban: [user('nadia')],
    admit: [user('nadia')],
    join: [],
    remove: [user('yann')],
  })
})

test('two contents are the same whatever the order of their keys, and only then', () => {
  const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, held]) => [key, turned(held)]),
    )
  }
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(sameJson(json(one), turned(json(one)))).toBe(true)
      expect(sameJson(json(one), json(other))).toBe(isDeepStrictEqual(json(one), json(other)))
    }),
  )
  expect(sameJson({ a: undefined }, { b: undefined })).toBe(false)
})
