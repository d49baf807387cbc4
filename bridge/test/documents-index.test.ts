import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { up } from '../src/db/migrations/2026-12-01-d-documents.ts'
import { withDatabase } from './support/decisions.ts'
import { holderOf } from './support/files.ts'
import { loseIndex, makeIndexAnew } from './support/mail-index.ts'
import { couple, deposit, documentsOf, found, kept, namesOf, stack, stage } from './support/own-documents.ts'
import { eventually, roomPath, some, text } from './support/rooms.ts'

test('who deletes the message deletes the document, and its name', async () => {
  const { room, nadia, paul } = await couple()
  const [first, second] = [some('premier'), some('second')]
  await deposit(nadia, room, first)
  const gone = await deposit(nadia, room, second)
  await found(paul, [second, first])
  expect((await nadia.fetch('PUT', roomPath(room, 'redact', gone, some('txn')), { body: '{}' })).status).toBe(200)
  await found(paul, [first])
  expect(await kept(gone)).toEqual([])
  await makeIndexAnew(stack, room)
  expect(await namesOf(paul)).toEqual([first])
})

test('the index is made anew from the homeserver: of nothing, and where it knew messages but not yet their files', async () => {
  const { room, nadia, paul } = await couple()
  const [first, second] = [some('premier'), some('second')]
  await deposit(nadia, room, first)
  await nadia.send(room, text('Bonjour'))
  await deposit(paul, room, second)
  await found(paul, [second, first])
  const before = await documentsOf(paul)

  await loseIndex(stack, room)
  expect(await namesOf(paul)).toEqual([])
  await makeIndexAnew(stack, room)
  expect(await documentsOf(paul)).toEqual(before)

  await withDatabase((pool) => pool.query(`delete from document where event_id = any($1)`, [before.map(({ eventId }) => eventId)]))
  expect(await namesOf(paul)).toEqual([])
  await makeIndexAnew(stack, room)
  expect(await documentsOf(paul)).toEqual(before)
})

test('an upgrade has the rooms that hold files read anew, and no others', async () => {
  const { room, nadia } = await couple()
  const empty = await couple()
  await deposit(nadia, room, some('ancien'))
  await empty.nadia.send(empty.room, text('Bonjour'))
  for (const one of [room, empty.room]) await makeIndexAnew(stack, one)
  const { db } = connect(stack.databaseUrl, 1)
  const trx = await db.startTransaction().execute()
  try {
    // As on a database that has no table of documents yet; nothing of it is kept.
    await sql`create schema upgrade`.execute(trx)
    await sql`set local search_path to upgrade, public`.execute(trx)
    await up(trx as unknown as Kysely<unknown>)
    const { rows } = await sql<{ room_id: string }>`select r.room_id from timeline_check c join room r on r.kind = c.kind and r.ref = c.ref
      where c.rebuilding and r.room_id in (${room}, ${empty.room})`.execute(trx)
    expect(rows).toEqual([{ room_id: room }])
  } finally {
    await trx.rollback().execute()
    await db.destroy()
  }
})

test('files of a liaison book and of a DAC’s documents are known, and are no journal’s; words alone are not', async () => {
  const dac = await stage.newStructure({ dac: true, kind: 'DAC' })
  const editor = await stage.newPerson()
  await stage.employ(editor, dac.id, 'editor')
  const rooms = await stage.settledDac(dac.id)
  const nadia = await holderOf(stage, stack.baseUrl, editor)
  for (const kind of ['liaison', 'documents'] as const) {
    const event = await deposit(nadia, rooms[kind], some('note'))
    await eventually(async () => expect(await kept(event)).toEqual([{ kind }]))
  }
  const said = await nadia.send(rooms.liaison, text('mxc://x/y'))
  expect(await kept(String(said.json['event_id']))).toEqual([])
  expect(await namesOf(nadia)).toEqual([])
})
