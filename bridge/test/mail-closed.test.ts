import { expect, inject, test } from 'vitest'
import { asElement, mailVerbs, readMailState, refusalOf, startsChat } from './support/mail.ts'
import { CLIENT, type Matrix, ask, eventually, roomPath, sendPath, sharedStage, some } from './support/rooms.ts'

const stage = sharedStage()
const { signIn, told, as, bridge, admin, serverName } = stage
const { two, three, become, createRoom, say } = mailVerbs(stage)
const BOT = `@sphere:${serverName}`

test('no third person enters, by any route, and nobody changes anything: refused by Synapse itself and by the rules', async () => {
  const [nadia, paul, zoe] = await three()
  const room = await startsChat(nadia.matrix, asElement(paul.person.userId))
  const before = await readMailState(stage, room)
  const third = zoe.person.userId
  const powers = before.find(({ type }) => type === 'm.room.power_levels')?.content ?? {}
  const tries: [string, string, unknown?][] = [
    ['POST', roomPath(room, 'invite'), { user_id: third }],
    ['PUT', roomPath(room, 'state', 'm.room.member', third), { membership: 'invite' }],
    ['PUT', roomPath(room, 'state', 'm.room.member', third), { membership: 'join' }],
    ['POST', roomPath(room, 'invite'), { user_id: BOT }],
    ['POST', roomPath(room, 'kick'), { user_id: paul.person.userId }],
    ['POST', roomPath(room, 'ban'), { user_id: paul.person.userId }],
    ['PUT', roomPath(room, 'state', 'm.room.name', ''), { name: 'x' }],
    ['PUT', roomPath(room, 'state', 'm.room.topic', ''), { topic: 'x' }],
    ['PUT', roomPath(room, 'state', 'm.room.encryption', ''), { algorithm: 'm.megolm.v1.aes-sha2' }],
    ['PUT', roomPath(room, 'state', 'm.room.power_levels', ''), { ...powers, users: { [nadia.person.userId]: 100 } }],
    ['PUT', roomPath(room, 'state', 'm.room.join_rules', ''), { join_rule: 'public' }],
    ['PUT', roomPath(room, 'state', 'm.room.join_rules', ''), { join_rule: 'restricted', allow: [] }],
    ['POST', roomPath(room, 'upgrade'), { new_version: '11' }],
    ['PUT', sendPath(room, 'm.room.encrypted'), { algorithm: 'm.megolm.v1.aes-sha2', ciphertext: 'x', session_id: 's', sender_key: 'k' }],
  ]
  // The public port, and the application service in the person's own name around it.
  for (const matrix of [nadia.matrix, as(nadia.person.userId)])
    for (const [method, path, body] of tries) {
      const { status, body: said } = await matrix(method, path, body)
      expect(status, `${method} ${path}: ${JSON.stringify(said)}`).toBe(403)
    }
  const entries: [Matrix, string][] = [
    [zoe.matrix, roomPath(room, 'join')],
    [as(third), roomPath(room, 'join')],
    [bridge, roomPath(room, 'join')],
    [as(third), `${CLIENT}/knock/${encodeURIComponent(room)}`],
  ]
  for (const [matrix, path] of entries) expect((await matrix('POST', path, {})).status, path).toBe(403)
  expect((await bridge('POST', roomPath(room, 'invite'), { user_id: third })).status).toBe(403)
  for (const path of [
    `/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/make_room_admin`,
    `/_synapse/admin/v1/join/${encodeURIComponent(room)}`,
  ])
    expect((await admin('POST', path, { user_id: third })).status, path).toBeGreaterThanOrEqual(400)
  const { status } = await zoe.matrix('GET', `${roomPath(room, 'messages')}?dir=b`)
  expect(status).toBe(403)
  const ids = (events: typeof before) => events.map(({ event_id: id }) => id)
  expect(ids(await readMailState(stage, room))).toEqual(ids(before))
})

test('without Synapse’s own powers the rules alone would refuse the same', async () => {
  const [nadia, paul, zoe] = await three()
  const room = await startsChat(nadia.matrix, asElement(paul.person.userId))
  const { policyUrl, secrets } = inject('stack')
  const judge = async (sender: string, type: string, stateKey: string, content: object) => {
    const event = {
      type,
      state_key: stateKey,
      sender,
      content,
      msgtype: null,
      rel_type: null,
      edits: false,
      vanishes: false,
      size: 100,
      media: [],
    }
    const question = {
      room_id: room,
      marker: null,
      event: { event_id: `$${some('imaginé')}`, ...event, redaction: null, former_membership: null },
    }
    return (await ask(`${policyUrl}/policy/event`, 'POST', secrets.policySecret, question)).body
  }
  const third = zoe.person.userId
  const acts: [string, string, string, object][] = [
    [nadia.person.userId, 'm.room.member', third, { membership: 'invite' }],
    [BOT, 'm.room.member', third, { membership: 'invite' }],
    [third, 'm.room.member', third, { membership: 'join' }],
    [third, 'm.room.member', third, { membership: 'knock' }],
    [nadia.person.userId, 'm.room.member', paul.person.userId, { membership: 'leave' }],
    [BOT, 'm.room.member', paul.person.userId, { membership: 'leave' }],
    [nadia.person.userId, 'm.room.name', '', { name: 'x' }],
    [BOT, 'm.room.name', '', { name: 'x' }],
    [nadia.person.userId, 'm.room.power_levels', '', { users: { [nadia.person.userId]: 100 } }],
    [BOT, 'm.room.power_levels', '', { users: { [nadia.person.userId]: 100 } }],
    [nadia.person.userId, 'm.room.encryption', '', { algorithm: 'm.megolm.v1.aes-sha2' }],
    [nadia.person.userId, 'm.room.tombstone', '', { body: 'x', replacement_room: room }],
  ]
  for (const act of acts) expect(await judge(...act), JSON.stringify(act)).toMatchObject({ allowed: false })
})

test('around the gateway, nobody makes a room: the module refuses what is not the bridge’s', async () => {
  const [nadia, paul] = await two()
  expect(refusalOf(await createRoom(as(nadia.person.userId), asElement(paul.person.userId)))).toEqual({
    status: 403,
    code: 'ROOM_CREATION_REFUSED',
  })
  // The bridge's own token makes none either that the registry does not wait for.
  expect(refusalOf(await createRoom(bridge, asElement(paul.person.userId)))).toMatchObject({ status: 403 })
})

test('who leaves keeps nothing of it; the one who stays is told why nothing is written there; the next conversation is another room', async () => {
  const [nadia, paul] = await two()
  const room = await startsChat(nadia.matrix, asElement(paul.person.userId))
  const said = await say(nadia.matrix, room, 'entre nous')
  const event = String(said.body['event_id'])
  expect((await paul.matrix('GET', roomPath(room, 'event', event))).status).toBe(200)
  expect((await paul.matrix('POST', roomPath(room, 'leave'), {})).status).toBe(200)

  // At once: nobody waits for news of it.
  for (const path of [roomPath(room, 'event', event), roomPath(room, 'context', event), `${roomPath(room, 'messages')}?dir=b`])
    expect((await paul.matrix('GET', path)).status, path).toBe(403)
  expect(refusalOf(await say(nadia.matrix, room))).toEqual({ status: 403, code: 'MAIL_CORRESPONDENT_LEFT' })
  const { body: notified } = await paul.matrix('GET', `${CLIENT}/notifications`)
  expect(JSON.stringify(notified)).not.toContain('entre nous')
  expect(JSON.stringify((await paul.matrix('GET', `${CLIENT}/sync?timeout=0&full_state=true`)).body)).not.toContain('entre nous')
  expect((await nadia.matrix('GET', roomPath(room, 'event', event))).status).toBe(200)
  expect((await paul.matrix('POST', roomPath(room, 'join'), {})).status).toBe(403)

  const next = await startsChat(paul.matrix, asElement(nadia.person.userId))
  expect(next).not.toBe(room)
  expect(await startsChat(nadia.matrix, asElement(paul.person.userId))).toBe(next)
  expect((await say(nadia.matrix, next)).status).toBe(200)
})

test('who leaves around the gateway, or by their own state, keeps nothing either', async () => {
  const [nadia, paul] = await two()
  for (const leaves of [
    (room: string) => as(paul.person.userId)('POST', roomPath(room, 'leave'), {}),
    (room: string) => paul.matrix('PUT', roomPath(room, 'state', 'm.room.member', paul.person.userId), { membership: 'leave' }),
  ]) {
    const room = await startsChat(nadia.matrix, asElement(paul.person.userId))
    const event = String((await say(nadia.matrix, room)).body['event_id'])
    expect((await leaves(room)).status).toBe(200)
    await eventually(async () => {
      expect((await paul.matrix('GET', roomPath(room, 'event', event))).status).toBe(403)
      expect(refusalOf(await say(nadia.matrix, room))).toEqual({ status: 403, code: 'MAIL_CORRESPONDENT_LEFT' })
    })
  }
})

test('in a conversation with somebody who is suspended or has departed nothing is written, in words that say which', async () => {
  const [nadia, paul, zoe] = await three()
  const withPaul = await startsChat(nadia.matrix, asElement(paul.person.userId))
  const withZoe = await startsChat(nadia.matrix, asElement(zoe.person.userId))
  await become(paul.person, 'suspended')
  await told('DELETE', `/people/${zoe.person.id}`)
  expect(refusalOf(await say(nadia.matrix, withPaul))).toEqual({ status: 403, code: 'MAIL_TO_A_SUSPENDED' })
  expect(refusalOf(await say(as(nadia.person.userId), withZoe))).toEqual({ status: 403, code: 'MAIL_TO_A_DEPARTED' })
  await become(paul.person, 'active')
  expect((await say(nadia.matrix, withPaul)).status).toBe(200)
  // Back, they find their conversation as it was.
  await stage.withAccount(paul.person)
  const again = await signIn(paul.person)
  expect((await say(again, withPaul)).status).toBe(200)
  expect(await startsChat(again, asElement(nadia.person.userId))).toBe(withPaul)
})
