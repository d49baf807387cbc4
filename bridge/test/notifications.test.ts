import { afterAll, expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { tellPerson } from '../src/flows/tell-person.ts'
import { refusalOf } from './support/mail.ts'
import { type Someone, eventually, roomPath, sendPath, sharedStage, text } from './support/rooms.ts'

const stage = sharedStage()
const { newPerson, signIn, told, timelineOf, as, serverName } = stage
const BOT = `@sphere:${serverName}`
// What tells has no door of its own: other works call it.
const { db } = connect(inject('stack').databaseUrl, 2)
afterAll(() => db.destroy())
const tell = (person: Someone, key: string, body: string) => tellPerson({ db, now: () => new Date() }, person.id, { key, body })

const roomOf = (person: Someone): Promise<string> =>
  eventually(async () => {
    const row = await db.selectFrom('room').selectAll().where('kind', '=', 'notifications').where('ref', '=', person.id).executeTakeFirst()
    expect(row).toMatchObject({ in_step: true, last_error: null })
    return String(row?.room_id)
  })
/** What the service said there, oldest first. */
const saidIn = async (room: string) =>
  (await timelineOf(room)).filter(({ type, sender }) => type === 'm.room.message' && sender === BOT).map(({ content }) => content['body'])

/** What was refused meanwhile is told there too. */
const isNoRefusal = (said: unknown): boolean => !/^(Refusé|Vous avez rejoint)/.test(String(said))

test('what the service has to say opens a room for that person alone, and each cause is told once', async () => {
  const person = await newPerson()
  const matrix = await signIn(person)
  await Promise.all([tell(person, 'cause-1', 'Un.'), tell(person, 'cause-1', 'Un.'), tell(person, 'cause-1', 'Un encore.')])
  const room = await roomOf(person)
  await tell(person, 'cause-2', 'Deux.')
  await tell(person, 'cause-1', 'Un.')
  await eventually(async () => expect(await saidIn(room)).toHaveLength(2))
  await roomOf(person)
  expect(await saidIn(room)).toEqual([expect.stringMatching(/^Un/), 'Deux.'])
  expect(await stage.joinedIn(room)).toEqual([person.userId])
  expect(await stage.stateEvent(room, 'm.room.name')).toEqual({ name: 'Notifications' })
  expect((await matrix('GET', `${roomPath(room, 'messages')}?dir=b`)).status).toBe(200)
  // The words are in the room, and kept nowhere else.
  const kept = await db.selectFrom('notification').select('content').where('person', '=', person.id).execute()
  expect(kept).toEqual([{ content: null }, { content: null }])
})

test('many causes at once are told each once, in their order', async () => {
  const person = await newPerson({}, { withPassword: false })
  for (let number = 1; number <= 12; number++) await tell(person, `cause-${number}`, `${number}`)
  const room = await roomOf(person)
  expect(await saidIn(room)).toEqual(Array.from({ length: 12 }, (_, index) => String(index + 1)))
})

test('« aide » is answered once; anything else that a person writes there is refused, in words that say what to do', async () => {
  const person = await newPerson()
  const matrix = await signIn(person)
  await tell(person, 'bienvenue', 'Bienvenue.')
  const room = await roomOf(person)
  const say = (content: unknown, type?: string) => matrix('PUT', sendPath(room, type), content)
  const asked = sendPath(room)
  for (let times = 0; times < 3; times++) expect((await matrix('PUT', asked, text(' Aide '))).status).toBe(200)
  const help = await eventually(async () => {
    const said = await saidIn(room)
    expect(said).toHaveLength(2)
    return String(said[1])
  })
  expect(help).toContain('aide')
  for (const content of [
    text('bonjour'),
    text('aide moi'),
    text(''),
    text('x'.repeat(101)),
    text('é'.repeat(80)),
    text('😀'.repeat(100)),
    { msgtype: 'm.notice', body: 'aide' },
    { msgtype: 'm.image', body: 'aide', url: `mxc://${serverName}/x` },
  ])
    expect(refusalOf(await say(content)), JSON.stringify(content)).toEqual({ status: 403, code: 'COMMANDS_ONLY' })
  const refusal = await say(text('bonjour'))
  expect(refusal.body['error']).toContain('« aide »')
  const reaction = { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$x', key: '👍' } }
  expect(refusalOf(await say(reaction, 'm.reaction'))).toEqual({ status: 403, code: 'COMMANDS_ONLY' })
  // Around the gateway too.
  expect(refusalOf(await as(person.userId)('PUT', sendPath(room), text('bonjour')))).toEqual({ status: 403, code: 'COMMANDS_ONLY' })
  expect((await saidIn(room)).filter(isNoRefusal)).toHaveLength(2)
})

test('the same word in a journal is an ordinary message: it is neither answered nor kept', async () => {
  const person = await newPerson()
  const circle = await stage.newCircle((await stage.newStructure()).id)
  await stage.addMember(circle.id, person.id)
  const { roomId } = await stage.settled(circle.id)
  const { body } = await as(person.userId)('PUT', sendPath(roomId), text('aide'))
  await tell(person, 'après', 'Après.')
  const room = await roomOf(person)
  expect((await saidIn(room)).filter(isNoRefusal)).toEqual(['Après.'])
  const kept = await db.selectFrom('inbox_event').select('event_id').where('event_id', '=', String(body['event_id'])).execute()
  expect(kept).toEqual([])
})

test('nobody else enters or reads it, who leaves it is put back, and a suspended person is out of it until they are back', async () => {
  const [person, other] = [await newPerson(), await newPerson()]
  const [matrix, others] = [await signIn(person), await signIn(other)]
  await tell(person, 'bienvenue', 'Bienvenue.')
  const room = await roomOf(person)
  expect((await others('GET', `${roomPath(room, 'messages')}?dir=b`)).status).toBe(403)
  expect((await others('POST', roomPath(room, 'join'), {})).status).toBe(403)
  for (const [act, body] of [
    ['invite', { user_id: other.userId }],
    ['kick', { user_id: BOT }],
    ['upgrade', { new_version: '11' }],
  ] as const)
    expect((await matrix('POST', roomPath(room, act), body)).status, act).toBe(403)
  expect((await matrix('PUT', roomPath(room, 'state', 'm.room.name', ''), { name: 'x' })).status).toBe(403)

  expect((await matrix('POST', roomPath(room, 'leave'), {})).status).toBe(200)
  await eventually(async () => expect(await stage.membershipOf(room, person.userId)).toBe('join'))
  const { givenName, familyName, profession } = person
  const become = (status: string) => told('PUT', `/people/${person.id}`, { givenName, familyName, profession, status })
  await become('suspended')
  await eventually(async () => expect(await stage.joinedIn(room)).toEqual([]))
  await tell(person, 'pendant', 'Pendant.')
  await become('active')
  await eventually(async () => expect(await stage.joinedIn(room)).toEqual([person.userId]))
  expect((await saidIn(room)).filter(isNoRefusal)).toEqual(['Bienvenue.'])
})

test('rooms of notifications are no circles: the registry shows none of them', async () => {
  const person = await newPerson({}, { withPassword: false })
  await tell(person, 'bienvenue', 'Bienvenue.')
  const room = await roomOf(person)
  expect(JSON.stringify(await told('GET', `/circles?personId=${person.id}`))).not.toContain(room)
  expect(JSON.stringify(await stage.eventsOf(`personId=${person.id}`))).not.toContain(room)
})
