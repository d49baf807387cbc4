import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Counts, OwnDocument } from '../src/contract.ts'
import { aPdf, fileMessage, handsOf } from './support/files.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { type Json, type Matrix, type Someone, type Stage, eventually, roomPath, sendPath, some, text } from './support/rooms.ts'

let own: OwnStack
let stage: Stage
const [index, synapse] = [{ client: undefined as Client | undefined }, { client: undefined as Client | undefined }]
beforeAll(async () => {
  // Each role alone: the doors may be closed while people speak. Nothing is compared by the clock.
  own = await ownStack('timeline', {
    roles: ['gateway', 'policy', 'api', 'work'],
    env: { COMPARE_EVERY_MINUTES: '1440', CANARY_EVERY_MINUTES: '0' },
  })
  stage = own.stage
  index.client = new Client(own.stack.databaseUrl)
  synapse.client = new Client(own.stack.synapseDatabaseUrl)
  for (const { client } of [index, synapse]) {
    client?.on('error', () => undefined)
    await client?.connect()
  }
  // The first beat of a homeserver has everything compared: from here on nothing is found by that.
  await eventually(async () => {
    const beats = await rowsOf(index, 'select from module_heartbeat')
    const jobs = await rowsOf(index, `select from graphile_worker.jobs where task_identifier in ('compare-everything', 'repair-receipts')`)
    if (beats.length === 0 || jobs.length > 0) throw new Error('not yet')
  })
})
afterAll(async () => {
  for (const { client } of [index, synapse]) await client?.end()
  await own.end()
})
const rowsOf = async <Row extends object>(of: { client: Client | undefined }, sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await of.client?.query<Row>(sql, values))?.rows ?? []

interface Journal {
  circle: string
  room: string
  anne: { person: Someone; matrix: Matrix }
  paul: { person: Someone; matrix: Matrix }
}
async function aJournal(): Promise<Journal> {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const people = [await stage.newPerson(), await stage.newPerson()] as const
  for (const { id } of people) await stage.addMember(circle.id, id)
  const { roomId } = await stage.settled(circle.id)
  const [anne, paul] = [
    { person: people[0], matrix: await stage.signIn(people[0]) },
    { person: people[1], matrix: await stage.signIn(people[1]) },
  ]
  return { circle: circle.id, room: roomId, anne, paul }
}
async function say({ matrix }: Journal['anne'], room: string, content: Json = text('bonjour')): Promise<string> {
  const { status, body } = await matrix('PUT', sendPath(room), content)
  expect(status, JSON.stringify(body)).toBe(200)
  return String(body['event_id'])
}
const read = async ({ matrix }: Journal['anne'], room: string, event: string, body: Json = {}, kind = 'm.read') =>
  expect((await matrix('POST', roomPath(room, 'receipt', kind, event), body)).status).toBe(200)
/** Everything that the index holds of a room, in its order. */
const indexOf = (circle: string) =>
  rowsOf<{ event_id: string; sender: string; person: string | null; said: boolean; thread: string | null; deleted: boolean; at: Date }>(
    index,
    `select event_id, sender, person, said, thread, deleted_at is not null as deleted, at from room_event where kind = 'journal' and ref = $1 order by position`,
    [circle],
  )
const said = async (circle: string) => (await indexOf(circle)).filter((row) => row.said && !row.deleted).map((row) => row.event_id)
const unread = async (person: Someone, circle: string) =>
  (await stage.told<Counts>('GET', `/people/${person.id}/counts`)).journals.find(({ circleId }) => circleId === circle)?.unread ?? 0
/** What happens while this lasts is never told to us, as when the homeserver dies on its way. */
async function lost(events: () => Promise<string[]>): Promise<void> {
  await own.stack.processes['api']?.stop()
  for (const event of await events())
    await eventually(async () => {
      const { length } = await rowsOf(synapse, `delete from application_services_txns where event_ids like $1 returning txn_id`, [
        `%${event}%`,
      ])
      expect(length).toBe(1)
    })
  await own.stack.processes['api']?.start()
}

test('a message that was lost is found, in its place, when somebody reads it; what follows stays unread', async () => {
  const { circle, room, anne, paul } = await aJournal()
  const first = await say(anne, room)
  await eventually(async () => expect(await said(circle)).toEqual([first]))
  let second = ''
  await lost(async () => [(second = await say(anne, room))])
  const third = await say(anne, room)
  await eventually(async () => expect(await said(circle)).toEqual([first, third]))
  await read(paul, room, second)
  await eventually(async () => expect(await said(circle)).toEqual([first, second, third]))
  await eventually(async () => expect(await unread(paul.person, circle)).toBe(1))
})

test('what the homeserver lost is found when it starts again: messages, deletions, receipts', async () => {
  const { circle, room, anne, paul } = await aJournal()
  const first = await say(anne, room)
  const gone = await say(anne, room)
  await eventually(async () => expect(await said(circle)).toEqual([first, gone]))
  let second = ''
  await lost(async () => {
    const { body } = await anne.matrix('PUT', roomPath(room, 'redact', gone, some('t')), {})
    await read(paul, room, first)
    return [String(body['event_id'])]
  })
  await lost(async () => [(second = await say(anne, room, { ...text('fil'), 'm.relates_to': { rel_type: 'm.thread', event_id: first } }))])
  const third = await say(anne, room)
  await eventually(async () => expect(await said(circle)).toEqual([first, gone, third]))
  await killAndRestart(own.stack.processes['synapse'])
  await eventually(async () => expect(await said(circle)).toEqual([first, second, third]))
  expect((await indexOf(circle)).find(({ event_id }) => event_id === second)).toMatchObject({ person: anne.person.id, thread: first })
  await eventually(async () => expect(await unread(paul.person, circle)).toBe(2))
})

test('a file whose message was lost is found among the documents once it is; one whose deletion was lost is there no more', async () => {
  const { room, anne, paul } = await aJournal()
  const { body } = await stage.logIn(anne.person.userId, anne.person.password)
  const hands = handsOf(own.stack.baseUrl, anne.person, body.access_token)
  const documents = async () =>
    (await stage.told<{ items: OwnDocument[] }>('GET', `/people/${paul.person.id}/documents`)).items.map(({ eventId }) => eventId)
  const [kept, gone, late] = [await hands.upload(aPdf()), await hands.upload(aPdf()), await hands.upload(aPdf())]
  const first = await say(anne, room, fileMessage(kept))
  const deleted = await say(anne, room, fileMessage(gone))
  await eventually(async () => expect(await documents()).toEqual([deleted, first]))
  await lost(async () => [String((await anne.matrix('PUT', roomPath(room, 'redact', deleted, some('t')), {})).body['event_id'])])
  let second = ''
  await lost(async () => [(second = await say(anne, room, fileMessage(late)))])
  expect(await documents()).not.toContain(second)
  await read(paul, room, second)
  await eventually(async () => expect(await documents()).toEqual([second, first]), 150_000)
}, 240_000)

test('what was read while the door was closed is known once it is open again', async () => {
  const { circle, room, anne, paul } = await aJournal()
  const root = await say(anne, room)
  await say(anne, room, { ...text('fil'), 'm.relates_to': { rel_type: 'm.thread', event_id: root } })
  const last = await say(anne, room)
  await eventually(async () => expect(await unread(paul.person, circle)).toBe(3))
  await own.stack.processes['api']?.stop()
  await read(paul, room, last, { thread_id: 'main' }, 'm.read.private')
  const later = await say(anne, room)
  await own.stack.processes['api']?.start()
  await eventually(async () => {
    expect((await said(circle)).at(-1)).toBe(later)
    expect(await unread(paul.person, circle)).toBe(2)
  })
})

test('the index is made anew by one command while everything runs, and is the same', async () => {
  const { circle, room, anne, paul } = await aJournal()
  const root = await say(anne, room)
  await say(paul, room, { ...text('fil'), 'm.relates_to': { rel_type: 'm.thread', event_id: root } })
  const second = await say(anne, room)
  await say(anne, room, { msgtype: 'm.notice', body: 'pour mémoire' })
  const gone = await say(paul, room)
  expect((await paul.matrix('PUT', roomPath(room, 'redact', gone, some('t')), {})).status).toBe(200)
  await read(paul, room, second, { thread_id: 'main' })
  const last = await say(anne, room)
  await eventually(async () => {
    expect((await said(circle)).at(-1)).toBe(last)
    expect(await unread(paul.person, circle)).toBe(1)
  })
  const before = await indexOf(circle)
  const counted = () => Promise.all([anne, paul].map(({ person }) => unread(person, circle)))
  const countedBefore = await counted()

  for (const table of ['receipt', 'receipt_waiting', 'room_event', 'timeline_check']) await rowsOf(index, `delete from ${table}`)
  expect(await indexOf(circle)).toEqual([])
  const meanwhile = say(anne, room)
  expect(await own.stack.rebuildIndex()).toContain('Index reconstruit.')
  // Events from before the room was known to be a journal are there too, now.
  const after = await eventually(async () => {
    const rows = await indexOf(circle)
    expect(rows.at(-1)?.event_id).toBe(await meanwhile)
    return rows
  })
  const known = new Set(before.map(({ event_id }) => event_id))
  expect(after.filter(({ event_id }) => known.has(event_id))).toEqual(
    before.map((row) => (row.event_id === gone ? expect.objectContaining({ deleted: true }) : row)),
  )
  expect(await counted()).toEqual(countedBefore.map((count, who) => count + (who === 1 ? 1 : 0)))

  // Of one room, over what is wrong in it.
  await rowsOf(index, `update room_event set said = false, person = null where ref = $1`, [circle])
  expect(await own.stack.rebuildIndex(room)).toContain('Salon reconstruit.')
  expect((await indexOf(circle)).filter((row) => row.said && !row.deleted)).toEqual(after.filter((row) => row.said && !row.deleted))
})
