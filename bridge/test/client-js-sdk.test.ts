import { type MatrixClient, type MatrixEvent, ClientEvent, MsgType, EventType, RelationType, createClient } from 'matrix-js-sdk'
import { logger } from 'matrix-js-sdk/lib/logger.js'
import { afterAll, expect, inject, test } from 'vitest'
import { type Someone, eventually, sharedStage, some } from './support/rooms.ts'

/** The library that Element is made of, as Element uses it: the public port, a session of its own, a /sync that runs. */
const stage = sharedStage()
const { baseUrl } = inject('stack')
const running: MatrixClient[] = []
afterAll(() => running.forEach((client) => client.stopClient()))

// It tells of all it does; the parts that take no logger are silenced by its own.
;(logger as unknown as { setLevel(level: string): void }).setLevel('silent')
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, getChild: () => silent }
async function signIn({ userId, password }: Someone): Promise<MatrixClient> {
  const login = await createClient({ baseUrl, logger: silent }).loginRequest({
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user: userId },
    password,
  })
  const { access_token: accessToken, device_id: deviceId } = login
  const client = createClient({ baseUrl, accessToken, deviceId, userId, logger: silent, timelineSupport: true })
  running.push(client)
  await client.startClient({ initialSyncLimit: 20 })
  await eventually(() => expect(client.isInitialSyncComplete()).toBe(true))
  return client
}
const shownIn = (client: MatrixClient, room: string): MatrixEvent[] => client.getRoom(room)?.getLiveTimeline().getEvents() ?? []
/** What they see of an event, once it has come to them. */
const seen = (client: MatrixClient, room: string, id: string): Promise<MatrixEvent> =>
  eventually(() => {
    const event = shownIn(client, room).find((one) => one.getId() === id)
    if (event === undefined) throw new Error('not there yet')
    return event
  })
/** What a refusal tells the client. */
const refusalOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'accepted',
    (error: { httpStatus?: number; data?: Record<string, unknown> }) => [error.httpStatus, error.data?.['fr.sphere.refusal']],
  )

async function twoPeopleInAJournal() {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const [nadia, marc] = await Promise.all([stage.newPerson({ givenName: 'Nadia' }), stage.newPerson({ givenName: 'Marc' })])
  for (const { id } of [nadia, marc]) await stage.addMember(circle.id, id)
  const { roomId: room } = await stage.settled(circle.id)
  return { circle, room, people: { nadia, marc }, nadia: await signIn(nadia), marc: await signIn(marc) }
}

test('two people talk, answer and react with the library of Element', async () => {
  const { circle, room, nadia, marc } = await twoPeopleInAJournal()
  await eventually(() => expect(marc.getRoom(room)?.name).toBe(circle.patient.displayName))
  expect(marc.getRoom(room)?.hasEncryptionStateEvent()).toBe(false)

  const words = some('bonjour')
  const { event_id: said } = await nadia.sendTextMessage(room, words)
  expect((await seen(marc, room, said)).getContent()).toMatchObject({ body: words })

  const { event_id: answer } = await marc.sendMessage(room, {
    msgtype: MsgType.Text,
    body: 'bien reçu',
    'm.relates_to': { 'm.in_reply_to': { event_id: said } },
  })
  expect((await seen(nadia, room, answer)).replyEventId).toBe(said)

  const { event_id: reaction } = await nadia.sendEvent(room, EventType.Reaction, {
    'm.relates_to': { rel_type: RelationType.Annotation, event_id: answer, key: '👍' },
  })
  expect((await seen(marc, room, reaction)).getRelation()).toMatchObject({ event_id: answer, key: '👍' })
  // Marc has read nothing of it yet: the server counts what was said to him.
  await eventually(() => expect(marc.getRoom(room)?.getUnreadNotificationCount() ?? 0).toBeGreaterThanOrEqual(1))
})

/** One white point. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4//8/AwAI/AL+p5qgoAAAAABJRU5ErkJggg==', 'base64')
const bytesOf = async (client: MatrixClient, mxc: string) => {
  const address = client.mxcUrlToHttp(mxc, undefined, undefined, undefined, false, true, true)
  expect(address).toContain('/_matrix/client/v1/media/download/')
  const answer = await fetch(String(address), { headers: { authorization: `Bearer ${client.getAccessToken()}` } })
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) }
}

test('a picture is uploaded, shown in the journal, and fetched by those who are in it', async () => {
  const { room, nadia, marc } = await twoPeopleInAJournal()
  const uploaded = await nadia.uploadContent(new Blob([PNG], { type: 'image/png' }), { type: 'image/png', name: 'plaie.png' })
  const { event_id: sent } = await nadia.sendImageMessage(
    room,
    uploaded.content_uri,
    { mimetype: 'image/png', size: PNG.length, w: 1, h: 1 },
    'plaie.png',
  )
  const shown = (await seen(marc, room, sent)).getContent()
  expect(shown).toMatchObject({ msgtype: 'm.image', body: 'plaie.png', url: uploaded.content_uri })
  expect(await bytesOf(marc, String(shown['url']))).toEqual({ status: 200, bytes: PNG })
})

test('the author deletes the last message, and both see it as deleted; an earlier one, or that of another, is refused', async () => {
  const { room, nadia, marc } = await twoPeopleInAJournal()
  const { event_id: first } = await nadia.sendTextMessage(room, 'premier')
  const { event_id: last } = await nadia.sendTextMessage(room, 'dernier')
  await seen(nadia, room, last)
  await seen(marc, room, last)

  expect(await refusalOf(nadia.redactEvent(room, first))).toEqual([403, 'NO_LONGER_THE_LAST'])
  expect(await refusalOf(marc.redactEvent(room, last))).toEqual([403, 'ONLY_ITS_AUTHOR_DELETES'])
  await nadia.redactEvent(room, last)
  for (const client of [nadia, marc])
    await eventually(async () => {
      const event = await seen(client, room, last)
      expect(event.isRedacted()).toBe(true)
      expect(event.getContent()).toEqual({})
    })
  // The server keeps what was refused: nobody sees it as deleted.
  expect((await seen(marc, room, first)).isRedacted()).toBe(false)
})

test('who is taken out of the circle while their client is open sees that they left, and hears nothing more', async () => {
  const { circle, room, people, nadia, marc } = await twoPeopleInAJournal()
  const { event_id: before } = await nadia.sendTextMessage(room, 'avant')
  await seen(marc, room, before)
  const heard: string[] = []
  marc.on(ClientEvent.Event, (event) => heard.push(JSON.stringify(event.event)))

  await stage.endMember(circle.id, people.marc.id)
  const after = some('après')
  await nadia.sendTextMessage(room, after)
  await eventually(() => expect(marc.getRoom(room)?.getMyMembership() ?? 'leave').toBe('leave'))
  await stage.settled(circle.id)
  const { event_id: later } = await nadia.sendTextMessage(room, after)
  await seen(nadia, room, later)
  // His client goes on: it hears of what concerns him still, and not of the journal.
  const elsewhere = await stage.newCircle((await stage.newStructure()).id)
  await stage.addMember(elsewhere.id, people.marc.id)
  const { roomId: other } = await stage.settled(elsewhere.id)
  await eventually(() => expect(marc.getRoom(other)?.getMyMembership()).toBe('join'))
  expect(heard.filter((event) => event.includes(after))).toEqual([])
  expect(await refusalOf(marc.fetchRoomEvent(room, before))).toEqual([403, 'NOT_IN_THE_CIRCLE'])
})

test('one starts a chat with another as Element does: at once, unencrypted, both in it, and it is the same room for both', async () => {
  const [nadia, marc] = await Promise.all([stage.newPerson(), stage.newPerson()])
  const [hers, his] = [await signIn(nadia), await signIn(marc)]
  const asElementDoes = (with_: Someone) => ({
    preset: 'trusted_private_chat' as never,
    is_direct: true,
    invite: [with_.userId],
    initial_state: [
      { type: 'm.room.guest_access', state_key: '', content: { guest_access: 'can_join' } },
      { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } },
    ],
  })
  const [one, two] = await Promise.all([hers.createRoom(asElementDoes(marc)), his.createRoom(asElementDoes(nadia))])
  expect(one.room_id).toBe(two.room_id)
  const { event_id: said } = await hers.sendTextMessage(one.room_id, 'bonjour')
  expect((await seen(his, one.room_id, said)).getContent()).toMatchObject({ body: 'bonjour' })
  expect(his.getRoom(one.room_id)?.hasEncryptionStateEvent()).toBe(false)
  expect(
    his
      .getRoom(one.room_id)
      ?.getJoinedMembers()
      .map(({ userId }) => userId)
      .toSorted(),
  ).toEqual([nadia.userId, marc.userId].toSorted())
  await eventually(() => expect(his.getAccountData('m.direct' as never)?.getContent()).toEqual({ [nadia.userId]: [one.room_id] }))
  expect(await refusalOf(hers.invite(one.room_id, (await stage.newPerson({}, { withPassword: false })).userId))).not.toBe('accepted')
})
