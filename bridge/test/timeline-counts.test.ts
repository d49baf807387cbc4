import { expect, inject, test } from 'vitest'
import type { Counts } from '../src/contract.ts'
import { asElement, mailVerbs, startsChat } from './support/mail.ts'
import {
  CLIENT,
  type Json,
  type Matrix,
  type Someone,
  ask,
  eventually,
  roomPath,
  sendPath,
  sharedStage,
  some,
  text,
} from './support/rooms.ts'

const stage = sharedStage()
const { baseUrl } = inject('stack')
const { two, say: sayMail } = mailVerbs(stage)

interface Reader {
  person: Someone
  matrix: Matrix
}
async function journalOf(number: number) {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const readers: Reader[] = []
  for (let made = 0; made < number; made++) {
    const person = await stage.newPerson()
    await stage.addMember(circle.id, person.id)
    readers.push({ person, matrix: await stage.signIn(person) })
  }
  const { roomId } = await stage.settled(circle.id)
  return { circle: circle.id, room: roomId, readers }
}
let asked = 0
/** What any client shows beside the room. Synapse remembers the answer to a first /sync for minutes: none asks what another did. */
async function badge(matrix: Matrix, room: string): Promise<number> {
  const { body } = await matrix('GET', `${CLIENT}/sync?timeout=${++asked}`)
  const joined = (body['rooms'] as Json | undefined)?.['join'] as Record<string, Json> | undefined
  return Number((joined?.[room]?.['unread_notifications'] as Json | undefined)?.['notification_count'] ?? -1)
}
const countsOf = (person: string) => stage.told<Counts>('GET', `/people/${person}/counts`)
const unreadIn = async (person: string, circle: string) =>
  (await countsOf(person)).journals.find(({ circleId }) => circleId === circle)?.unread ?? 0

// Every 30 s Synapse adds its counts up; who reads one thread at that very moment may be shown too many there until they read again. Another
// journal is asked then.
test(
  'what is unread in a journal is what a client shows: messages, threads, deletions, notices, own messages, either way of reading',
  {
    retry: 2,
  },
  async () => {
    const { circle, room, readers } = await journalOf(3)
    const [anne, paul, zoe] = readers
    if (anne === undefined || paul === undefined || zoe === undefined) throw new Error('three people')
    const ours = () => Promise.all(readers.map(({ person }) => unreadIn(person.id, circle)))
    const agreeing = async (expected: readonly number[]) => {
      await eventually(async () => {
        const theirs = await Promise.all(readers.map(({ matrix }) => badge(matrix, room)))
        expect({ ours: await ours(), theirs }).toEqual({ ours: expected, theirs: expected })
      }, 40_000)
    }
    const say = async ({ matrix }: Reader, content: Json) => {
      const { status, body } = await matrix('PUT', sendPath(room), content)
      expect(status, JSON.stringify(body)).toBe(200)
      return String(body['event_id'])
    }
    const inThread = (root: string, body: string) => ({ ...text(body), 'm.relates_to': { rel_type: 'm.thread', event_id: root } })
    const read = async ({ matrix }: Reader, event: string, body: Json = {}, kind = 'm.read') =>
      expect((await matrix('POST', roomPath(room, 'receipt', kind, event), body)).status).toBe(200)

    await agreeing([0, 0, 0])
    const first = await say(anne, text('un'))
    const second = await say(anne, text('deux'))
    await say(paul, { msgtype: 'm.notice', body: 'ne compte pas' })
    await agreeing([0, 2, 2])
    // A notice of the service in the journal counts for nobody.
    const newcomer = await stage.newPerson()
    await stage.addMember(circle, newcomer.id)
    await stage.settled(circle)
    await agreeing([0, 2, 2])
    await read(paul, first)
    await agreeing([0, 1, 2])
    const reply = await say(zoe, inThread(first, 'dans le fil'))
    await say(zoe, inThread(first, 'encore'))
    const third = await say(anne, text('trois'))
    await agreeing([2, 4, 3])
    // The main timeline alone, as Element does: what is in the thread stays unread.
    await read(paul, third, { thread_id: 'main' })
    await agreeing([2, 2, 3])
    await read(paul, reply, { thread_id: first }, 'm.read.private')
    await agreeing([2, 1, 3])
    // The thread alone: the rest stays unread.
    await read(zoe, reply, { thread_id: first })
    await agreeing([2, 1, 3])
    await read(zoe, second, { thread_id: 'main' })
    await agreeing([2, 1, 1])
    // Everything at once, without a thread; privately.
    await read(paul, third, {}, 'm.read.private')
    await say(paul, { ...text('réponse'), 'm.relates_to': { 'm.in_reply_to': { event_id: third } } })
    await agreeing([3, 0, 2])
    expect(
      (await anne.matrix('PUT', sendPath(room, 'm.reaction'), { 'm.relates_to': { rel_type: 'm.annotation', event_id: third, key: '👍' } }))
        .status,
    ).toBe(200)
    const last = await say(zoe, text('fin'))
    await agreeing([4, 1, 2])
    for (const reader of readers) await read(reader, last)
    await agreeing([0, 0, 0])
    // Deleted before it was read. Every 30 s Synapse adds its counts up, and a message that is deleted after that stays counted there until something is read.
    const gone = await say(zoe, text('une erreur'))
    await agreeing([1, 1, 0])
    expect((await zoe.matrix('PUT', roomPath(room, 'redact', gone, some('t')), {})).status).toBe(200)
    await eventually(async () => expect(await ours()).toEqual([0, 0, 0]))
    const after = await say(zoe, text('la bonne'))
    await eventually(async () => expect(await ours()).toEqual([1, 1, 0]))
    for (const reader of readers) await read(reader, after)
    await agreeing([0, 0, 0])
  },
)

test('an invitation is no news: the service lets in by itself, and nobody is rung for it', async () => {
  const { readers } = await journalOf(2)
  for (const { matrix } of readers) {
    const { status, body } = await matrix('GET', `${CLIENT}/notifications`)
    expect({ status, notifications: body['notifications'] }).toEqual({ status: 200, notifications: [] })
  }
})

test('mail is counted until it is read, and only for who is asked about', async () => {
  const [anne, paul] = await two()
  const room = await startsChat(anne.matrix, asElement(paul.person.userId))
  const { body } = await sayMail(anne.matrix, room)
  await eventually(async () => expect(await countsOf(paul.person.id)).toMatchObject({ mail: 1, journals: [], liaison: [], documents: [] }))
  expect(await countsOf(anne.person.id)).toMatchObject({ mail: 0 })
  expect(await badge(paul.matrix, room)).toBe(1)
  await paul.matrix('POST', roomPath(room, 'receipt', 'm.read', String(body['event_id'])), {})
  await eventually(async () => expect((await countsOf(paul.person.id)).mail).toBe(0))
  expect(await badge(paul.matrix, room)).toBe(0)
})

test('who comes in has read what was said before; who goes counts nothing any more; who comes back begins anew', async () => {
  const { circle, room, readers } = await journalOf(2)
  const [anne, paul] = readers
  if (anne === undefined || paul === undefined) throw new Error('two people')
  const say = (body: string) => anne.matrix('PUT', sendPath(room), text(body))
  await say('avant')
  await eventually(async () => expect(await unreadIn(paul.person.id, circle)).toBe(1))
  const late = await stage.newPerson()
  await stage.addMember(circle, late.id)
  await stage.settled(circle)
  expect(await unreadIn(late.id, circle)).toBe(0)
  await say('pendant')
  await eventually(async () => expect(await unreadIn(late.id, circle)).toBe(1))
  await stage.endMember(circle, late.id)
  expect(await unreadIn(late.id, circle)).toBe(0)
  await stage.settled(circle)
  await say('sans')
  await eventually(async () => expect(await unreadIn(paul.person.id, circle)).toBe(3))
  await stage.addMember(circle, late.id)
  await stage.settled(circle)
  expect(await unreadIn(late.id, circle)).toBe(0)
})

test('counts are one’s own: told to oneself and to systems that may read mail', async () => {
  const [anne, paul] = await two()
  const tokenOf = async ({ person }: { person: Someone }) => (await stage.logIn(person.userId, person.password)).body.access_token
  const askCounts = (token: string, id: string) => ask(`${baseUrl}/api/v1/people/${id}/counts`, 'GET', token)
  const token = await tokenOf(anne)
  expect(await askCounts(token, 'me')).toMatchObject({ status: 200, body: { mail: 0 } })
  expect(await askCounts(token, anne.person.id)).toMatchObject({ status: 200 })
  expect(await askCounts(token, paul.person.id)).toMatchObject({ status: 403 })
  const blind = await stage.told<{ key: string }>('POST', '/keys', { name: some('sans droit'), scopes: ['people:read'] })
  expect(await askCounts(blind.key, anne.person.id)).toMatchObject({ status: 403 })
  expect(await stage.registry('GET', '/people/nobody-of-this-name/counts')).toMatchObject({ status: 404 })
})
