import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnStack, ownStack } from './support/own-stack.ts'
import { type Stage, eventually, roomPath } from './support/rooms.ts'

let own: OwnStack
let stage: Stage
beforeAll(async () => {
  // Each role alone, so that the work can rest while the doors are open.
  own = await ownStack('drift', { roles: ['gateway', 'policy', 'api', 'work'], withModule: false, env: { COMPARE_EVERY_MINUTES: '0.1' } })
  stage = own.stage
})
afterAll(() => own.end())

async function circleOf(number: number) {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const people = await Promise.all(Array.from({ length: number }, () => stage.newPerson({}, { withPassword: false })))
  for (const { id } of people) await stage.addMember(circle.id, id)
  const { roomId } = await stage.settled(circle.id)
  const users = people.map(({ userId }) => userId)
  return { circle: circle.id, name: circle.patient.displayName, room: roomId, people, users }
}
const stateContent = async (room: string) =>
  Object.fromEntries(
    (await stage.readState(room)).filter(({ type }) => type !== 'm.room.member').map(({ type, content }) => [type, content]),
  )
const drifts = async (circle: string) =>
  (await stage.eventsOf(`circleId=${circle}`)).filter(({ type }) => type === 'drift.found').map(({ after }) => after)
const leave = (user: string, room: string) => stage.as(user)('POST', roomPath(room, 'leave'), {})

test('what was changed while the homeserver ran without its module is repaired when both are back, and recorded', async () => {
  const { circle, room, users } = await circleOf(4)
  const untouched = await circleOf(1)
  const outsider = await stage.newPerson()
  const before = await stateContent(room)
  // Nothing is enforced, and this does not go unnoticed.
  expect(await stage.health()).toMatchObject({ status: 503, body: { status: 'down' } })

  for (const part of ['api', 'work']) await own.stack.processes[part]?.stop()
  const [kicked = '', banned = '', empowered = ''] = users
  const set = (type: string, content: unknown) => stage.bridge('PUT', roomPath(room, 'state', type, ''), content)
  const move = (act: string, user: string | undefined) => stage.bridge('POST', roomPath(room, act), { user_id: user })
  const powers = before['m.room.power_levels'] as { users: object }
  const meddling = [
    await move('invite', outsider.userId),
    await stage.as(outsider.userId)('POST', roomPath(room, 'join'), {}),
    await move('kick', kicked),
    await move('ban', banned),
    await set('m.room.name', { name: 'Un autre nom' }),
    await set('m.room.join_rules', { join_rule: 'public' }),
    await set('m.room.history_visibility', { history_visibility: 'world_readable' }),
    await set('fr.sphere.room', { kind: 'journal', id: 'autre' }),
    await set('m.room.power_levels', { ...powers, users: { ...powers.users, [empowered]: 50 }, invite: 0 }),
  ]
  expect(meddling.map(({ status }) => status)).toEqual(meddling.map(() => 200))

  own = await own.restart({ withModule: true })
  stage = own.stage
  await eventually(async () => {
    expect(await stage.joinedIn(room)).toEqual(users.toSorted())
    expect(await stateContent(room)).toEqual(before)
  })
  expect(await stage.membershipOf(room, outsider.userId)).toBe('leave')
  const [found] = await drifts(circle)
  const { missing, surplus, settings } = found as { missing: string[]; surplus: string[]; settings: string[] }
  expect({ missing: missing.toSorted(), surplus, settings: settings.toSorted() }).toEqual({
    missing: [kicked, banned].toSorted(),
    surplus: [outsider.userId],
    settings: ['fr.sphere.room', 'm.room.history_visibility', 'm.room.join_rules', 'm.room.name', 'm.room.power_levels'],
  })
  expect(await drifts(untouched.circle)).toEqual([])
})

test('a person who leaves by themselves is recorded, told of once, and back', async () => {
  const { circle, room, people, users } = await circleOf(2)
  const [leaver] = people
  if (leaver === undefined) throw new Error('two people were made')
  expect((await leave(leaver.userId, room)).status).toBe(200)
  const recorded = () => stage.eventsOf(`circleId=${circle}`).then((events) => events.filter(({ type }) => type === 'member.put-back'))
  await eventually(async () =>
    expect(await recorded()).toMatchObject([{ personId: leaver.id, source: 'messagerie', by: expect.stringContaining(leaver.familyName) }]),
  )
  await stage.settled(circle)
  expect(await stage.joinedIn(room)).toEqual(users.toSorted())
  expect((await stage.noticesOf(room)).filter(({ type }) => type === 'member.put-back').map(({ body }) => body)).toEqual([
    `${leaver.fullName} a quitté ce salon depuis une application ; le registre l’y compte toujours : l’accès est rétabli.`,
  ])
})

test('a person who leaves and whose membership ends meanwhile is not put back', async () => {
  const { circle, room, people } = await circleOf(2)
  const [leaver, stays] = people
  if (leaver === undefined || stays === undefined) throw new Error('two people were made')
  await own.stack.processes['work']?.stop()
  await leave(leaver.userId, room)
  await stage.endMember(circle, leaver.id)
  await own.stack.processes['work']?.start()
  await stage.settled(circle)
  // Somebody else's departure, later in the same queue, shows that this one has been read.
  await leave(stays.userId, room)
  await eventually(async () =>
    expect(
      (await stage.eventsOf(`circleId=${circle}`)).filter(({ type }) => type === 'member.put-back').map(({ personId }) => personId),
    ).toEqual([stays.id]),
  )
  await stage.settled(circle)
  expect(await stage.joinedIn(room)).toEqual([stays.userId])
})

test('a departure of which the homeserver never told is found by comparing, repaired and recorded', async () => {
  const { circle, room, users } = await circleOf(2)
  const synapse = new Client(own.stack.synapseDatabaseUrl)
  await synapse.connect()
  try {
    for (const part of ['api', 'work']) await own.stack.processes[part]?.stop()
    const leaver = String(users[0])
    expect((await leave(leaver, room)).status).toBe(200)
    const { rows } = await synapse.query<{ event_id: string }>(
      `select event_id from current_state_events where room_id = $1 and type = 'm.room.member' and state_key = $2`,
      [room, leaver],
    )
    // Lost, as after a crash of the homeserver: this departure, not something older that was still to be told.
    const lost = `delete from application_services_txns where event_ids like $1`
    await eventually(async () => expect((await synapse.query(lost, [`%${rows[0]?.event_id}%`])).rowCount).toBe(1))
    for (const part of ['api', 'work']) await own.stack.processes[part]?.start()
    await eventually(async () => expect(await drifts(circle)).toEqual([{ room: 'journal', missing: [leaver], surplus: [], settings: [] }]))
    await stage.settled(circle)
    expect(await stage.joinedIn(room)).toEqual(users.toSorted())
    expect((await stage.eventsOf(`circleId=${circle}`)).map(({ type }) => type)).not.toContain('member.put-back')
  } finally {
    await synapse.end()
  }
})
