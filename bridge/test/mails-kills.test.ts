import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Mail } from '../src/contract.ts'
import { COUNTED_AT_MOST } from '../src/db/unread.ts'
import { type Writer, mailsOf } from './support/mails.ts'
import { type OwnStack, ownStack } from './support/own-stack.ts'
import { type Answer, CLIENT, type Json, type MatrixEvent, eventually, roomPath, sendPath, some, text } from './support/rooms.ts'

/** The whole of the trial is 1000 mails and 5000 messages (MAILS=1000 MESSAGES=5000), an hour of it: minutes are enough to see that nothing is special about the number. */
const MAILS = Number(process.env['MAILS'] ?? 24)
const MESSAGES = Number(process.env['MESSAGES'] ?? 120)
/** As many kills as that takes: whoever kills for ever keeps everything down for longer and longer. */
const KILLS = Math.ceil((MAILS + MESSAGES) / 8)
const PARTS = ['work', 'api', 'synapse', 'postgres', 'gateway', 'policy'] as const

let own: OwnStack
let writer: ReturnType<typeof mailsOf>['writer']
beforeAll(async () => {
  own = await ownStack('mails-kills', { roles: ['gateway', 'policy', 'api', 'work'], env: { CANARY_EVERY_MINUTES: '0' } })
  writer = mailsOf(own.stage, own.stack.baseUrl).writer
}, 240_000)
afterAll(() => own.end())

/** As a client does: the same request until it is answered. */
async function untilAnswered<Body>(act: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  for (;;) {
    const answer = await act().catch(() => null)
    if (answer !== null && answer.status < 500 && answer.status !== 429) return answer
    await pause(150)
  }
}
async function good<Body>(act: () => Promise<Answer<Body>>): Promise<Body> {
  const { status, body } = await untilAnswered(act)
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}
/** Every page of a list of theirs. */
async function all<Item>(who: Writer, path: string): Promise<Item[]> {
  const items: Item[] = []
  for (let cursor = ''; ;) {
    const page = await good(() => who.api<{ items: Item[]; next: string | null }>('GET', `${path}limit=100${cursor}`))
    items.push(...page.items)
    if (page.next === null) return items
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
}
async function everythingIn(who: Writer, room: string): Promise<MatrixEvent[]> {
  const events: MatrixEvent[] = []
  for (let from = ''; ;) {
    const body = await good(() => who.matrix('GET', `${roomPath(room, 'messages')}?dir=f&limit=500${from}`))
    events.push(...(body['chunk'] as MatrixEvent[]))
    if (typeof body['end'] !== 'string') return events
    from = `&from=${encodeURIComponent(body['end'])}`
  }
}
async function notificationsOf(who: Writer): Promise<MatrixEvent[]> {
  const { joined_rooms: rooms } = await good(() => who.matrix('GET', `${CLIENT}/joined_rooms`))
  for (const room of rooms as string[]) {
    const { body } = await untilAnswered(() => who.matrix('GET', roomPath(room, 'state', 'm.room.name')))
    if (body['name'] === 'Notifications') return everythingIn(who, room)
  }
  return []
}
/** From the database: counts are bounded, and so are lists. */
async function indexedIn(circle: string, person: string): Promise<string[]> {
  const database = new Client(own.stack.databaseUrl)
  await database.connect()
  try {
    const query = `select event_id from room_event where kind = 'journal' and ref = $1 and person = $2 and said`
    return (await database.query<{ event_id: string }>(query, [circle, person])).rows.map((row) => row.event_id)
  } finally {
    await database.end()
  }
}
const sortedIds = (mails: readonly { id: string }[]) => mails.map(({ id }) => id).toSorted()

test(
  'everything is killed at random while people write and read: the index is complete, and each reading is confirmed exactly once',
  async () => {
    const [sender, ...readers] = await Promise.all([writer(), writer(), writer()])
    const { stage } = own
    const circle = await stage.newCircle((await stage.newStructure()).id)
    for (const { id } of [sender, ...readers]) await stage.addMember(circle.id, id)
    const journal = (await stage.settled(circle.id)).roomId
    const to = readers.map(({ id }) => id)

    let over = false
    const killing = (async () => {
      for (let turn = 0; !over && turn < KILLS; turn++) {
        await pause(1_000 + Math.random() * 3_000)
        own.stack.processes[PARTS[turn % PARTS.length] ?? 'work']?.kill('SIGKILL')
      }
    })()
    const mails: string[] = []
    const mailing = (async () => {
      for (let nth = 0; nth < MAILS; nth++) {
        const body = { key: some('cle'), to, subject: `Sujet ${nth}`, text: `Texte ${nth}`, notifyOnRead: true }
        mails.push((await good(() => sender.api<Mail>('POST', '/mails', body))).id)
      }
    })()
    const chatting = (async () => {
      for (let nth = 0; nth < MESSAGES; nth++) {
        const path = sendPath(journal)
        await good(() => sender.matrix('PUT', path, text(`mot ${nth}`)))
      }
    })()
    // Each reads whatever has arrived, again and again: by the API the one, in a client the other.
    const reading = readers.map(async (reader, index) => {
      while (!over) {
        for (const mail of await all<Mail>(reader, '/mails?folder=received&unread=true&')) {
          if (index === 0) await untilAnswered(() => reader.api('PUT', `/mails/${mail.id}/read`, { read: true }))
          else if (mail.roomId !== null && mail.eventId !== null) {
            const receipt = roomPath(mail.roomId, 'receipt', 'm.read', mail.eventId)
            await untilAnswered(() => reader.matrix('POST', receipt, {}))
          }
        }
        await pause(200)
      }
    })
    try {
      await Promise.all([mailing, chatting])
    } finally {
      over = true
      await Promise.allSettled([killing, ...reading])
    }
    const isDown = async () =>
      ((await stage.health()).body['parts'] as { part: string; status: string; detail: string }[]).filter(({ status }) => status === 'down')
    await eventually(async () => expect(await isDown()).toEqual([]), 120_000)

    // Whatever was still on its way arrives, and is read.
    const [first] = readers
    if (first === undefined) throw new Error('nobody reads')
    await eventually(async () => {
      const sent = await all<Mail>(sender, '/mails?folder=sent&')
      expect(sortedIds(sent)).toEqual(mails.toSorted())
      expect(new Set(sent.map(({ state }) => state))).toEqual(new Set(['sent']))
      for (const reader of readers) expect(sortedIds(await all<Mail>(reader, '/mails?folder=received&'))).toEqual(mails.toSorted())
    }, 120_000)
    const [newest] = await all<Mail>(first, '/mails?folder=received&')
    for (const reader of readers)
      await good(() => reader.matrix('POST', roomPath(String(newest?.roomId), 'receipt', 'm.read', String(newest?.eventId)), {}))

    const confirmed = MAILS * readers.length
    await eventually(async () => {
      const sent = await all<Mail>(sender, '/mails?folder=sent&')
      expect(sent.filter(({ readBy }) => readBy === readers.length)).toHaveLength(MAILS)
      for (const reader of readers) expect(await reader.unread()).toBe(0)
      const bell = await all<{ type: string; about: Json }>(sender, '/notifications?')
      const told = bell.filter(({ type }) => type === 'mail.read').map(({ about }) => `${String(about['mail'])} ${String(about['person'])}`)
      expect(told).toHaveLength(confirmed)
      expect(new Set(told).size).toBe(confirmed)
      const said = (await notificationsOf(sender)).flatMap(
        ({ content }) => (content['fr.sphere.notice'] as Json | undefined)?.['event'] ?? [],
      )
      expect(new Set(said).size).toBe(said.length)
      expect(said).toHaveLength(bell.length)
      // Nobody read in the journal: each message counts, once, as far as is counted.
      const counts = await good(() => first.api<{ journals: { unread: number }[] }>('GET', '/counts'))
      expect(counts.journals.map(({ unread }) => unread)).toEqual([Math.min(MESSAGES, COUNTED_AT_MOST)])
    }, 180_000)
    const saidThere = (await everythingIn(first, journal)).filter(
      ({ type, sender: who }) => type === 'm.room.message' && who === sender.userId,
    )
    expect(saidThere).toHaveLength(MESSAGES)
    expect((await indexedIn(circle.id, sender.id)).toSorted()).toEqual(saidThere.map(({ event_id: id }) => String(id)).toSorted())
    const room = String(newest?.roomId)
    const inRoom = (await everythingIn(first, room)).flatMap(({ content }) => (content['fr.sphere.mail'] as Json | undefined)?.['id'] ?? [])
    expect(inRoom.map(String).toSorted()).toEqual(mails.toSorted())
  },
  1_200_000 + (MAILS + MESSAGES) * 1_000,
)
