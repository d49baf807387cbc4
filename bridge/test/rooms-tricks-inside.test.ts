import { beforeAll, expect, test } from 'vitest'
import { type Answer, CLIENT, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'

// What only the application service's token and the administrator's account reach: even these do not lead around the registry.
const stage = sharedStage()
const { addMember, newCircle, newPerson, newStructure, settled, bridge, admin, as, serverName } = stage
type Who = Awaited<ReturnType<typeof newPerson>>

let circle: string
let room: string
let member: Who
let outsider: Who
beforeAll(async () => {
  circle = (await newCircle((await newStructure()).id)).id
  ;[member, outsider] = [await newPerson({}, { withPassword: false }), await newPerson({}, { withPassword: false })]
  await addMember(circle, member.id)
  room = (await settled(circle)).roomId
  await stage.withAccount(outsider)
})

const everything = async () => ({
  state: (await stage.readState(room)).map((event) => event.event_id).toSorted(),
  said: (await stage.timelineOf(room)).length,
})
async function expectRefused(answer: Answer, code?: string): Promise<void> {
  expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(400)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500)
  if (code !== undefined)
    expect(answer).toMatchObject({
      status: 403,
      body: { errcode: 'M_FORBIDDEN', 'fr.sphere.refusal': code, error: expect.stringMatching(/\.$/) },
    })
}
const state = (type: string, content: unknown, key = '') => [roomPath(room, 'state', type, key), content] as const
const roomsOfTheBridge = async () => (await bridge('GET', `${CLIENT}/joined_rooms`)).body['joined_rooms'] as string[]

test('the administrator makes nobody an administrator of a journal', async () => {
  const before = await everything()
  await expectRefused(
    await admin('POST', `/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/make_room_admin`, { user_id: member.userId }),
  )
  await expectRefused(
    await admin('POST', `/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/make_room_admin`, { user_id: outsider.userId }),
  )
  expect(await everything()).toEqual(before)
})

test('the administrator makes no outsider enter a journal', async () => {
  const before = await everything()
  await expectRefused(await admin('POST', `/_synapse/admin/v1/join/${encodeURIComponent(room)}`, { user_id: outsider.userId }))
  expect(await everything()).toEqual(before)
})

test('the administrator erases no journal', async () => {
  const before = await everything()
  const erase = { purge: true, force_purge: true, block: true }
  for (const version of ['v1', 'v2'])
    await expectRefused(await admin('DELETE', `/_synapse/admin/${version}/rooms/${encodeURIComponent(room)}`, erase))
  expect(await everything()).toEqual(before)
})

test('the bridge itself gives a room no other settings than those of its kind', async () => {
  const before = await everything()
  const powers = await stage.stateEvent(room, 'm.room.power_levels')
  const settings = [
    state('m.room.power_levels', { ...powers, users: { [`@sphere:${serverName}`]: 100, [member.userId]: 100 } }),
    state('m.room.power_levels', { ...powers, events_default: 50 }),
    state('m.room.name', { name: 'Autre' }),
    state('m.room.topic', { topic: 'Sujet' }),
    state('m.room.join_rules', { join_rule: 'public' }),
    state('m.room.history_visibility', { history_visibility: 'world_readable' }),
    state('m.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' }),
    state('m.room.tombstone', { body: 'fin', replacement_room: '!x' }),
    state('fr.sphere.room', { kind: 'journal', id: 'autre', everybody_writes: true }),
    state('m.space.child', { via: ['localhost'] }, room),
  ]
  for (const [path, content] of settings) await expectRefused(await bridge('PUT', path, content), 'NOT_AS_THE_KIND_SAYS')
  await expectRefused(await bridge('POST', roomPath(room, 'upgrade'), { new_version: '12' }))
  expect(await everything()).toEqual(before)
})

test('the bridge itself moves nobody against the registry', async () => {
  const before = await everything()
  const someone = { user_id: outsider.userId }
  await expectRefused(await bridge('POST', roomPath(room, 'invite'), someone), 'NOT_IN_THE_CIRCLE')
  await expectRefused(await bridge('PUT', ...state('m.room.member', { membership: 'invite' }, outsider.userId)), 'NOT_IN_THE_CIRCLE')
  await expectRefused(await bridge('POST', roomPath(room, 'ban'), someone), 'MEMBERSHIP_FOLLOWS_THE_REGISTRY')
  for (const act of ['kick', 'ban'])
    await expectRefused(await bridge('POST', roomPath(room, act), { user_id: member.userId }), 'MEMBERSHIP_FOLLOWS_THE_REGISTRY')
  await expectRefused(await bridge('POST', roomPath(room, 'leave'), {}), 'MEMBERSHIP_FOLLOWS_THE_REGISTRY')
  expect(await everything()).toEqual(before)
})

test('the token of the bridge, used in a person’s name, is held to the same rules', async () => {
  const before = await everything()
  await expectRefused(await as(outsider.userId)('POST', roomPath(room, 'join'), {}), 'NOT_IN_THE_CIRCLE')
  await expectRefused(await as(member.userId)('POST', roomPath(room, 'invite'), { user_id: outsider.userId }), 'NOT_IN_THE_CIRCLE')
  await expectRefused(await as(member.userId)('PUT', ...state('m.room.topic', { topic: 'x' })), 'ROOM_SETTINGS_FOLLOW_THE_REGISTRY')
  await expectRefused(await as(member.userId)('POST', `${CLIENT}/createRoom`, {}), 'ROOM_CREATION_REFUSED')
  await expectRefused(await admin('POST', `${CLIENT}/createRoom`, {}), 'ACCOUNT_NOT_ACTIVE')
  await expectRefused(await admin('PUT', sendPath(room), text('x')))
  expect(await everything()).toEqual(before)
})

test('the bridge makes no room that the registry does not want, nor a wanted one otherwise', async () => {
  const waiting = await newCircle((await newStructure()).id)
  const marked = (id: string) => ({ creation_content: { 'm.federate': false, 'fr.sphere.room': { kind: 'journal', id } } })
  const before = await roomsOfTheBridge()
  for (const [request, code] of [
    [{}, 'ROOM_UNKNOWN'],
    [marked('inconnu'), 'ROOM_UNKNOWN'],
    // It has its room already.
    [marked(circle), 'ROOM_UNKNOWN'],
    [marked(waiting.id), 'NOT_AS_THE_KIND_SAYS'],
    [{ ...marked(waiting.id), preset: 'public_chat', invite: [outsider.userId] }, 'NOT_AS_THE_KIND_SAYS'],
  ] as const)
    await expectRefused(await bridge('POST', `${CLIENT}/createRoom`, request), code)
  // Other tests make rooms meanwhile: none of the new ones is of this circle.
  const made = (await roomsOfTheBridge()).filter((one) => !before.includes(one))
  const markers = await Promise.all(made.map(async (one) => (await stage.stateEvent(one, 'm.room.create'))?.['fr.sphere.room']))
  expect(markers.filter((marker) => (marker as { id?: string } | undefined)?.id === waiting.id || marker === undefined)).toEqual([])
})

test('the bridge publishes no journal, gives it no address and deletes nothing in it', async () => {
  const before = await everything()
  const sent = await as(member.userId)('PUT', sendPath(room), text('à garder'))
  await expectRefused(
    await bridge('PUT', roomPath(room, 'redact', String(sent.body['event_id']), some('txn')), {}),
    'ONLY_ITS_AUTHOR_DELETES',
  )
  await expectRefused(await bridge('PUT', `${CLIENT}/directory/list/room/${encodeURIComponent(room)}`, { visibility: 'public' }))
  await expectRefused(
    await bridge('PUT', `${CLIENT}/directory/room/${encodeURIComponent(`#${some('a')}:${serverName}`)}`, { room_id: room }),
  )
  expect(await everything()).toEqual({ ...before, said: before.said + 1 })
})
