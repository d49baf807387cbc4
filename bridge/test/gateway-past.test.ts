import { expect, inject, test } from 'vitest'
import { type Answer, type Json, type Matrix, CLIENT, ask, doorsOf, eventually, roomPath, sendPath, some, text } from './support/rooms.ts'

const stack = inject('stack')
const { told, newPerson, newStructure, newCircle, addMember, endMember, settled, logIn } = doorsOf(stack)
const SECRET = 'le secret du journal'

/** A journal with something to hide, its author, and somebody who has read all of it, with the traces that a client keeps. */
async function someoneWhoKnows() {
  const circle = await newCircle((await newStructure()).id)
  const [author, reader] = await Promise.all([newPerson(), newPerson()])
  for (const { id } of [author, reader]) await addMember(circle.id, id)
  const { roomId: room } = await settled(circle.id)
  const tokens = await Promise.all([author, reader].map(async (one) => (await logIn(one.userId, one.password)).body.access_token))
  const [authorMatrix, readerMatrix] = tokens.map(
    (token): Matrix =>
      (method, path, body) =>
        ask(`${stack.baseUrl}${path}`, method, token, body),
  ) as [Matrix, Matrix]
  const before = (await readerMatrix('GET', `${CLIENT}/sync?timeout=0`)).body['next_batch'] as string
  const said = await authorMatrix('PUT', sendPath(room), {
    ...text(`${SECRET} ${reader.userId}`),
    'm.mentions': { user_ids: [reader.userId] },
  })
  expect(said.status).toBe(200)
  await eventually(async () => expect(JSON.stringify((await readerMatrix('GET', `${CLIENT}/notifications`)).body)).toContain(SECRET))
  return { circle, room, event: String(said.body['event_id']), before, reader, token: tokens[1] ?? '', as: readerMatrix }
}

/** Every way to read that names the room, and those that tell of all rooms. */
const reads = (room: string, event: string, before: string): [string, string, string, unknown?][] => [
  ['event', 'GET', roomPath(room, 'event', event)],
  ['context', 'GET', roomPath(room, 'context', event)],
  ['messages', 'GET', `${roomPath(room, 'messages')}?dir=b&limit=20`],
  ['messages by an old version', 'GET', `${roomPath(room, 'messages').replace('/v3/', '/r0/')}?dir=b`],
  ['members', 'GET', roomPath(room, 'members')],
  ['members at an instant', 'GET', `${roomPath(room, 'members')}?at=${before}`],
  ['joined members', 'GET', roomPath(room, 'joined_members')],
  ['state', 'GET', roomPath(room, 'state')],
  ['name', 'GET', roomPath(room, 'state', 'm.room.name', '')],
  ['initial sync', 'GET', roomPath(room, 'initialSync')],
  ['relations', 'GET', roomPath(room, 'relations', event).replace('/v3/', '/v1/')],
  ['threads', 'GET', roomPath(room, 'threads').replace('/v3/', '/v1/')],
  ['hierarchy', 'GET', roomPath(room, 'hierarchy').replace('/v3/', '/v1/')],
  ['summary', 'GET', `/_matrix/client/v1/room_summary/${encodeURIComponent(room)}`],
  ['by date', 'GET', `${roomPath(room, 'timestamp_to_event').replace('/v3/', '/v1/')}?ts=1&dir=f`],
  ['notifications', 'GET', `${CLIENT}/notifications`],
  ['sync from before', 'GET', `${CLIENT}/sync?timeout=0&since=${before}`],
  ['sync anew', 'GET', `${CLIENT}/sync?timeout=0&full_state=true`],
  [
    'sliding sync',
    'POST',
    '/_matrix/client/unstable/org.matrix.simplified_msc3575/sync',
    { lists: { all: { ranges: [[0, 20]], required_state: [['*', '*']], timeline_limit: 20 } } },
  ],
  ['search', 'POST', `${CLIENT}/search`, { search_categories: { room_events: { search_term: 'secret' } } }],
  ['event by its identifier alone', 'GET', `${CLIENT}/events/${encodeURIComponent(event)}`],
]
/** Whether an answer says something of the room: its secret anywhere, or any message of it (Notifications, told in the same breath, is another room). */
const tells = ({ body }: Answer, room: string): boolean => JSON.stringify(body).includes(SECRET) || holdsMessage(body, room, false)
function holdsMessage(value: unknown, room: string, inRoom: boolean): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some((one) => holdsMessage(one, room, inRoom))
  const here = inRoom || ('room_id' in value && value.room_id === room)
  return (
    (here && 'type' in value && value.type === 'm.room.message') ||
    Object.entries(value).some(([key, one]) => holdsMessage(one, room, here || key === room))
  )
}

test('who leaves the circle reads nothing of it any more, by any route, from the moment the registry says so', async () => {
  const { circle, room, event, before, reader, as } = await someoneWhoKnows()
  await endMember(circle.id, reader.id)
  // At once: the homeserver may not have heard of it yet.
  const answers = await Promise.all(
    reads(room, event, before).map(async ([what, method, path, body]) => ({ what, answer: await as(method, path, body) })),
  )
  for (const { what, answer } of answers) {
    expect(tells(answer, room), `${what}: ${answer.status} ${JSON.stringify(answer.body)}`).toBe(false)
    if (!/sync|search|notifications/.test(what) || what === 'initial sync') expect([403, 404], what).toContain(answer.status)
  }
  await settled(circle.id)
  for (const [what, method, path, body] of reads(room, event, before))
    expect(tells(await as(method, path, body), room), `${what}, later`).toBe(false)
})

test('a member reads by all of these ways, and who returns to the circle reads again', async () => {
  const { circle, room, event, before, reader, as } = await someoneWhoKnows()
  const mayTell = async () => {
    for (const [what, method, path, body] of reads(room, event, before).filter(([one]) =>
      /^(event|context|messages|sync|notifications)$/.test(one),
    )) {
      const answer = await as(method, path, body)
      expect(JSON.stringify(answer.body), what).toContain(SECRET)
      expect(holdsMessage(answer.body, room, false), what).toBe(true)
    }
    expect((await as('GET', roomPath(room, 'members'))).status).toBe(200)
    expect((await as('GET', roomPath(room, 'state'))).status).toBe(200)
  }
  await mayTell()
  await endMember(circle.id, reader.id)
  expect((await as('GET', roomPath(room, 'event', event))).status).toBe(403)
  await addMember(circle.id, reader.id)
  await settled(circle.id)
  await mayTell()
})

test('a request that waits for news is cut when its reader loses an access', async () => {
  const { circle, room, reader, as } = await someoneWhoKnows()
  // News of other kinds (counts, devices) may still be on their way: wait for silence.
  let now = ''
  let waiting: Promise<Answer> | undefined
  while (waiting === undefined) {
    now = (await as('GET', `${CLIENT}/sync?timeout=0${now === '' ? '' : `&since=${now}`}`)).body['next_batch'] as string
    const asked = as('GET', `${CLIENT}/sync?timeout=60000&since=${now}`).catch((): Answer => ({
      status: 0,
      body: {},
      headers: new Headers(),
    }))
    const silent = new Promise<'silent'>((resolve) => setTimeout(resolve, 1_500, 'silent'))
    if ((await Promise.race([asked, silent])) === 'silent') waiting = asked
  }
  await endMember(circle.id, reader.id)
  const { status, body } = await waiting
  expect([0, 503]).toContain(status)
  expect(JSON.stringify(body)).not.toContain(room)
  const next = await as('GET', `${CLIENT}/sync?timeout=0&since=${now}`)
  expect(next.status).toBe(200)
  // The client learns that it left, and nothing else.
  expect(Object.keys((next.body['rooms'] as { leave: Json }).leave)).toEqual([room])
  expect(tells(next, room)).toBe(false)
})

test('a suspended person reads nothing, though their session may still be known', async () => {
  const { room, event, before, reader, as } = await someoneWhoKnows()
  const { givenName, familyName, profession } = reader
  await told('PUT', `/people/${reader.id}`, { givenName, familyName, profession, status: 'suspended' })
  for (const [what, method, path, body] of reads(room, event, before)) expect(tells(await as(method, path, body), room), what).toBe(false)
})

test('two tokens, none, or a wrong one open nothing; a token in the address is read as Synapse does', async () => {
  const { room, event, token } = await someoneWhoKnows()
  const path = `${stack.baseUrl}${roomPath(room, 'event', event)}`
  expect((await ask(`${path}?access_token=${token}`, 'GET', null)).status).toBe(200)
  expect((await ask(`${path}?access_token=${token}`, 'GET', some('jeton'))).status).toBe(400)
  expect((await ask(`${path}?access_token=${token}&access_token=${some('jeton')}`, 'GET', null)).status).toBe(400)
  expect((await ask(path, 'GET', null)).status).toBe(401)
  expect((await ask(path, 'GET', some('jeton'))).status).toBe(401)
})

test('what is closed says so, and what is not in the table does not exist', async () => {
  const { as } = await someoneWhoKnows()
  for (const [method, path] of [
    ['POST', `${CLIENT}/register`],
    ['POST', `${CLIENT}/account/deactivate`],
    ['GET', `${CLIENT}/publicRooms`],
    ['PUT', `${CLIENT}/directory/room/%23a:b`],
    ['POST', `${CLIENT}/knock/!x:y`],
    ['POST', `${CLIENT}/account/3pid/add`],
  ] as const) {
    const { status, body } = await as(method, path, method === 'GET' ? undefined : {})
    expect([status, body['errcode']], path).toEqual([403, 'M_FORBIDDEN'])
  }
  for (const path of [
    '/_synapse/admin/v1/rooms',
    '/_matrix/federation/v1/version',
    '/_matrix/key/v2/server',
    '/_matrix/app/v1/ping',
    '/_matrix/media/v3/download/a/b',
    `${CLIENT}/unheard-of`,
  ])
    expect((await as('GET', path)).status, path).toBe(404)
})
