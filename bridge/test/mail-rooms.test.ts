import { expect, test } from 'vitest'
import { asCinny, asElement, directOf, mailVerbs, membersOf, readMailState, refusalOf, roomsOf, startsChat } from './support/mail.ts'
import { CLIENT, roomPath, sharedStage, some } from './support/rooms.ts'

const stage = sharedStage()
const { newPerson, newStructure, newCircle, addMember, settled, signIn, told, admin, serverName } = stage
const { somebody, two, three, become, createRoom, say } = mailVerbs(stage)
const BOT = `@sphere:${serverName}`

test.each([
  ['Element', asElement],
  ['Cinny', asCinny],
])(
  '“start a chat” of %s works at once, unencrypted: both are in, both clients know it as a conversation, the bridge is gone',
  async (_client, body) => {
    const [nadia, paul] = await two()
    const room = await startsChat(nadia.matrix, body(paul.person.userId))

    expect(await membersOf(stage, room)).toEqual({ [nadia.person.userId]: 'join', [paul.person.userId]: 'join', [BOT]: 'leave' })
    expect(await directOf(nadia.matrix, nadia.person)).toEqual({ [paul.person.userId]: [room] })
    expect(await directOf(paul.matrix, paul.person)).toEqual({ [nadia.person.userId]: [room] })
    expect(await roomsOf(paul.matrix)).toContain(room)
    const state = await readMailState(stage, room)
    const held = state.filter(({ type }) => type !== 'm.room.member').map(({ type }) => type)
    expect(held.toSorted()).toEqual([
      'fr.sphere.room',
      'm.room.create',
      'm.room.guest_access',
      'm.room.history_visibility',
      'm.room.join_rules',
      'm.room.power_levels',
    ])
    expect(state.find(({ type }) => type === 'm.room.guest_access')?.content).toEqual({ guest_access: 'forbidden' })

    expect((await say(nadia.matrix, room)).status).toBe(200)
    const answer = await say(paul.matrix, room, 'bonjour à vous')
    expect(answer.status).toBe(200)
    const { body: seen } = await nadia.matrix('GET', roomPath(room, 'event', String(answer.body['event_id'])))
    expect(seen['content']).toMatchObject({ body: 'bonjour à vous' })
  },
)

test('the same people are given the same room, whoever starts it, by whatever client and route; other people another', async () => {
  const [nadia, paul, zoe] = await three()
  const room = await startsChat(nadia.matrix, asElement(paul.person.userId))
  expect(await startsChat(paul.matrix, asCinny(nadia.person.userId))).toBe(room)
  expect(await startsChat(nadia.matrix, { invite: [paul.person.userId, paul.person.userId, nadia.person.userId] })).toBe(room)
  expect(await startsChat(nadia.matrix, { invite: [paul.person.userId], name: 'Entre nous', topic: 'x', room_version: '12' })).toBe(room)
  const byNumber = await nadia.matrix('PUT', `/_matrix/client/r0/createRoom/${some('txn')}`, asElement(paul.person.userId))
  expect(byNumber.body).toEqual({ room_id: room })
  const inThree = await startsChat(nadia.matrix, asElement(paul.person.userId, zoe.person.userId))
  expect(inThree).not.toBe(room)
  expect(await startsChat(zoe.matrix, asElement(nadia.person.userId, paul.person.userId))).toBe(inThree)
  expect(await directOf(zoe.matrix, zoe.person)).toEqual({ [nadia.person.userId]: [inThree], [paul.person.userId]: [inThree] })
  // What clients know already stays.
  expect(await directOf(paul.matrix, paul.person)).toEqual({ [nadia.person.userId]: [room, inThree], [zoe.person.userId]: [inThree] })
})

test('two people who start the same conversation at the same moment, twenty times each, are in one room', async () => {
  const [nadia, paul] = await two()
  const started = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0 ? startsChat(nadia.matrix, asElement(paul.person.userId)) : startsChat(paul.matrix, asCinny(nadia.person.userId)),
    ),
  )
  expect(new Set(started).size).toBe(1)
  const mine = (await roomsOf(nadia.matrix)).filter((room) => started.includes(room))
  expect(mine).toEqual([started[0]])
  expect(await roomsOf(paul.matrix)).toEqual(await roomsOf(nadia.matrix))
})

test('a conversation that a client knew before stays known: nothing of the person’s own is lost', async () => {
  const [nadia, paul] = await two()
  const path = `${CLIENT}/user/${encodeURIComponent(nadia.person.userId)}/account_data/m.direct`
  await nadia.matrix('PUT', path, { '@ancien:localhost': ['!ancien:localhost'], [paul.person.userId]: ['!perdu:localhost'] })
  const room = await startsChat(nadia.matrix, asElement(paul.person.userId))
  expect(await directOf(nadia.matrix, nadia.person)).toEqual({
    '@ancien:localhost': ['!ancien:localhost'],
    [paul.person.userId]: ['!perdu:localhost', room],
  })
})

test('nobody but active professionals is written to, and what is no conversation is refused, in words', async () => {
  const [nadia, paul] = await two()
  const [suspended, departed] = [await newPerson({}, { withPassword: false }), await newPerson({}, { withPassword: false })]
  await become(suspended, 'suspended')
  await told('DELETE', `/people/${departed.id}`)
  const crowd = Array.from({ length: 21 }, (_, index) => `@x${index}:${serverName}`)
  const user = paul.person.userId
  const cases: [unknown, string][] = [
    [{}, 'MAIL_NEEDS_SOMEBODY'],
    [asElement(nadia.person.userId), 'MAIL_NEEDS_SOMEBODY'],
    [asElement(...crowd), 'MAIL_TO_TOO_MANY'],
    [asElement(departed.userId), 'MAIL_TO_A_DEPARTED'],
    [asElement(user, departed.userId), 'MAIL_TO_A_DEPARTED'],
    [asElement(suspended.userId), 'MAIL_TO_A_SUSPENDED'],
    [asElement(`@${some('personne')}:${serverName}`), 'MAIL_TO_A_STRANGER'],
    [asElement('@somebody:example.org'), 'MAIL_TO_A_STRANGER'],
    [asElement(BOT), 'MAIL_TO_THE_SERVICE'],
    [asElement(user, `@sphere-admin:${serverName}`), 'MAIL_TO_THE_SERVICE'],
    [{ ...asElement(user), visibility: 'public' }, 'ROOM_NEVER_PUBLIC'],
    [{ ...asElement(user), preset: 'public_chat' }, 'ROOM_NEVER_PUBLIC'],
    [{ ...asElement(user), room_alias_name: some('salon') }, 'ROOM_NEVER_PUBLIC'],
    [{ ...asElement(user), creation_content: { type: 'm.space' } }, 'ROOM_CREATION_REFUSED'],
    [{ ...asElement(user), invite_3pid: [{ medium: 'email', address: 'a@example.org' }] }, 'MAIL_TO_A_STRANGER'],
  ]
  for (const [body, code] of cases)
    expect(refusalOf(await createRoom(nadia.matrix, body)), JSON.stringify(body)).toEqual({ status: 403, code })
  const words = (await createRoom(nadia.matrix, asElement(departed.userId))).body
  expect(words).toMatchObject({ errcode: 'M_FORBIDDEN', error: expect.stringContaining('n’exerce plus sur la plateforme') })
  for (const body of [[], 'x', null, { invite: paul.person.userId }, { invite: [1] }])
    expect(await createRoom(nadia.matrix, body)).toMatchObject({ status: 400, body: { errcode: 'M_BAD_JSON' } })
  expect(await createRoom(nadia.matrix, { invite: ['x'.repeat(70_000)] })).toMatchObject({ status: 413, body: { errcode: 'M_TOO_LARGE' } })
  expect(await roomsOf(nadia.matrix)).toEqual([])
})

test('who is suspended or unknown to the registry opens nothing', async () => {
  const paul = await somebody()
  const stranger = { userId: `@${some('inconnu')}:${serverName}`, password: some('mot-de-passe') }
  await admin('PUT', `/_synapse/admin/v2/users/${encodeURIComponent(stranger.userId)}`, { password: stranger.password })
  const matrix = await signIn(stranger)
  expect(refusalOf(await createRoom(matrix, asElement(paul.person.userId)))).toEqual({ status: 403, code: 'ACCOUNT_NOT_ACTIVE' })
})

test('the console and the registry know circles, not who writes to whom', async () => {
  const [nadia, paul] = await two()
  const circle = await newCircle((await newStructure()).id)
  for (const { person } of [nadia, paul]) await addMember(circle.id, person.id)
  await settled(circle.id)
  const room = await startsChat(nadia.matrix, asElement(paul.person.userId))
  await say(nadia.matrix, room)
  const listed = await told('GET', `/circles?personId=${nadia.person.id}`)
  expect((listed['items'] as { id: string }[]).map(({ id }) => id)).toEqual([circle.id])
  expect(JSON.stringify(await stage.eventsOf(`personId=${nadia.person.id}`))).not.toContain(room)
})
