import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { Client } from 'pg'
import { type Json, ask, eventually, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stage = sharedStage()
const { secrets, apiUrl, databaseUrl } = inject('stack')
const db = new Client(databaseUrl)
beforeAll(() => db.connect())
afterAll(() => db.end())
const deliver = (body: unknown, id = some('txn')) => ask(`${apiUrl}/_matrix/app/v1/transactions/${id}`, 'PUT', secrets.hsToken, body)

async function journalOf(number: number) {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const people = await Promise.all(Array.from({ length: number }, () => stage.newPerson()))
  for (const { id } of people) await stage.addMember(circle.id, id)
  const { roomId } = await stage.settled(circle.id)
  return { circle: circle.id, room: roomId, people, clients: await Promise.all(people.map((person) => stage.signIn(person))) }
}
const indexOf = async (circle: string) =>
  (
    await db.query<{ event_id: string; person: string | null; said: boolean; thread: string | null; deleted: boolean }>(
      `select event_id, person, said, thread, deleted_at is not null as deleted from room_event where kind = 'journal' and ref = $1 order by position`,
      [circle],
    )
  ).rows
const receiptsOf = async (person: string) =>
  (
    await db.query<{ thread: string; private: boolean; event_id: string }>(
      `select thread, private, event_id from receipt where person = $1 and position is not null order by thread, private`,
      [person],
    )
  ).rows

test('what is said, deleted and read in a journal is known, in order, without its text', async () => {
  const {
    circle,
    room,
    people: [anne, paul],
    clients: [asAnne, asPaul],
  } = await journalOf(2)
  if (anne === undefined || paul === undefined || asAnne === undefined || asPaul === undefined) throw new Error('two people')
  const say = async (who: typeof asAnne, content: Json) => String((await who('PUT', sendPath(room), content)).body['event_id'])
  const root = await say(asAnne, text('le secret du journal'))
  const reply = await say(asPaul, { ...text('dans le fil'), 'm.relates_to': { rel_type: 'm.thread', event_id: root } })
  const notice = await say(asAnne, { msgtype: 'm.notice', body: 'pour mémoire' })
  const last = await say(asAnne, text('à supprimer'))
  expect((await asAnne('PUT', roomPath(room, 'redact', last, some('t')), {})).status).toBe(200)
  expect((await asPaul('POST', roomPath(room, 'receipt', 'm.read', root), {})).status).toBe(200)
  expect((await asPaul('POST', roomPath(room, 'receipt', 'm.read.private', notice), {})).status).toBe(200)
  await eventually(async () => {
    const index = await indexOf(circle)
    expect(index.filter(({ person, said }) => said || person === anne.id).map(({ event_id }) => event_id)).toEqual(
      expect.arrayContaining([root, reply, last, notice]),
    )
    expect(index.filter(({ event_id }) => [root, reply, notice, last].includes(event_id))).toEqual([
      { event_id: root, person: anne.id, said: true, thread: null, deleted: false },
      { event_id: reply, person: paul.id, said: true, thread: root, deleted: false },
      { event_id: notice, person: anne.id, said: false, thread: null, deleted: false },
      { event_id: last, person: anne.id, said: true, thread: null, deleted: true },
    ])
    expect(await receiptsOf(paul.id)).toContainEqual({ thread: '', private: true, event_id: notice })
  })
})

test('no text is kept of what people write', async () => {
  const { rows } = await db.query<{ found: string }>(
    `select string_agg(t::text, '') as found from (select to_jsonb(e) as t from room_event e union all select to_jsonb(i) from inbox_event i) as kept where t::text like '%le secret du journal%'`,
  )
  expect(rows[0]?.found).toBeNull()
})

test('a delivery that comes twice, or whose parts cannot be read, changes nothing and stops nothing', async () => {
  const { circle, room, people } = await journalOf(2)
  const [anne, paul] = people
  if (anne === undefined || paul === undefined) throw new Error('two people')
  const event = (over: Json = {}) => ({
    event_id: `$${some('e')}`,
    room_id: room,
    type: 'm.room.message',
    sender: anne.userId,
    origin_server_ts: Date.now(),
    content: text('x'),
    ...over,
  })
  const [first, second] = [event(), event()]
  const receipt = { type: 'm.receipt', room_id: room, content: { [second.event_id]: { 'm.read': { [paul.userId]: { ts: Date.now() } } } } }
  const body = { events: [first, second], ephemeral: [receipt], 'de.sorunome.msc2409.ephemeral': [receipt] }
  const id = some('txn')
  expect([(await deliver(body, id)).status, (await deliver(body, id)).status, (await deliver(body)).status]).toEqual([200, 200, 200])
  const said = async () => (await indexOf(circle)).filter((row) => row.said).map(({ event_id }) => event_id)
  expect(await said()).toEqual([first.event_id, second.event_id])
  expect(await receiptsOf(paul.id)).toEqual([{ thread: '', private: false, event_id: second.event_id }])

  // Back to the first: nobody has read less than they had.
  const back = { type: 'm.receipt', room_id: room, content: { [first.event_id]: { 'm.read': { [paul.userId]: { ts: Date.now() } } } } }
  expect((await deliver({ ephemeral: [back] })).status).toBe(200)
  expect(await receiptsOf(paul.id)).toEqual([{ thread: '', private: false, event_id: second.event_id }])

  const odd = [
    null,
    3,
    'x',
    [],
    {},
    { events: [] },
    event({ origin_server_ts: -1 }),
    event({ origin_server_ts: 1e300 }),
    event({ event_id: '$\u0000' }),
    event({ sender: '\ud800' }),
    event({ event_id: 'x'.repeat(300) }),
    event({ room_id: '!unknown:nowhere' }),
    event({ content: 'text' }),
    event({ content: { 'm.relates_to': { rel_type: 'm.thread', event_id: { a: 1 } } } }),
    event({ redacts: 5, type: 'm.room.redaction', content: { redacts: [] } }),
    event({ type: 'm.room.member', state_key: anne.userId, content: { membership: 'join', reason: '\u0000\ud800' } }),
  ]
  const oddReceipts = [
    null,
    { type: 'm.receipt' },
    { type: 'm.receipt', room_id: room, content: { a: { 'm.read': 3 }, '\u0000': { 'm.read': { x: null } } } },
    { type: 'm.receipt', room_id: room, content: { [first.event_id]: { 'm.read': { [paul.userId]: { ts: 'soon', thread_id: 7 } } } } },
    { type: 'm.typing' },
  ]
  const last = event()
  expect((await deliver({ events: [...odd, last], ephemeral: oddReceipts })).status).toBe(200)
  for (const body of [[], 3, { events: 'x', ephemeral: {} }])
    expect((await deliver(body)).status, JSON.stringify(body)).toBe(body === 3 ? 400 : 200)
  expect((await said()).at(-1)).toBe(last.event_id)
})
