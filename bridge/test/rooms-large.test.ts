import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnStack, ownStack } from './support/own-stack.ts'
import { eventually } from './support/rooms.ts'

const PEOPLE = 40
/** More than are worked on at once. */
const LARGE = 6

let own: OwnStack
beforeAll(async () => {
  own = await ownStack('rooms-large', { env: { CANARY_EVERY_MINUTES: '0' } })
}, 180_000)
afterAll(() => own.end())

test('who leaves a journal is out of it before large arrivals elsewhere are over, and everybody arrives', async () => {
  const { stage } = own
  const structure = await stage.newStructure()
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => stage.newPerson({}, { withPassword: false })))
  for (const person of people) await stage.withAccount(person)
  const [leaver, stayer] = people
  if (leaver === undefined || stayer === undefined) throw new Error('nobody is there')
  const small = await stage.newCircle(structure.id)
  for (const { id } of [leaver, stayer]) await stage.addMember(small.id, id)
  const { roomId } = await stage.settled(small.id)

  const large = await Promise.all(Array.from({ length: LARGE }, () => stage.newCircle(structure.id)))
  const members = people.map(({ id }) => ({ personId: id, role: 'Intervenant' }))
  for (const { id } of large) await stage.told('PUT', `/circles/${id}/members`, { members })
  const states = () => Promise.all(large.map(({ id }) => stage.stateOf(id)))
  await eventually(async () => expect((await states()).filter((state) => state.roomId !== null).length).toBeGreaterThan(3), 60_000)

  await stage.endMember(small.id, leaver.id)
  await eventually(async () => expect(await stage.joinedIn(roomId)).toEqual([stayer.userId]), 60_000)
  expect((await states()).filter(({ inStep }) => inStep)).toEqual([])

  await eventually(async () => expect((await states()).filter(({ inStep }) => !inStep)).toEqual([]), 120_000)
  for (const state of await states()) expect(await stage.joinedIn(String(state.roomId))).toHaveLength(PEOPLE)
}, 300_000)
