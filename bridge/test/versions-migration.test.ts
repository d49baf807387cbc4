import { type Kysely, sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { up } from '../src/db/migrations/2026-12-03-b-versions.ts'

/** The tables that the migration changes, as they were before it; nothing of it is kept. */
const BEFORE = [
  `create schema upgrade`,
  `set local search_path to upgrade, public`,
  `create table person (id text primary key)`,
  `create table room_event (event_id text primary key, kind text, ref text, at timestamptz, said boolean, deleted_at timestamptz)`,
  `create table document (event_id text primary key, series text, version integer, newest boolean)`,
  `create table document_link (event_id text primary key references room_event, ref text, replies_to text, series text)`,
  `create table timeline_check (kind text, ref text, rebuilding boolean)`,
]

test('versions of before get the number that counts what was removed, and their room is read anew for who removed it', async () => {
  const { db } = connect(inject('stack').databaseUrl, 1)
  const trx = await db.startTransaction().execute()
  const rows = async (query: string) => (await sql.raw<Record<string, unknown>>(query).execute(trx)).rows
  try {
    for (const statement of BEFORE) await sql.raw(statement).execute(trx)
    // Of three versions the second and the last were removed; one document of another folder went as a whole, before links were kept.
    for (const [n, [event, ref, deleted]] of [
      ['$1', 'dac', false],
      ['$2', 'dac', true],
      ['$3', 'dac', false],
      ['$4', 'dac', true],
      ['$alone', 'other', true],
      ['$kept', 'quiet', false],
    ].entries())
      await sql`insert into room_event values (${event}, 'documents', ${ref}, ${new Date(1e12 + n)}, true, ${deleted === true ? new Date(2e12) : null})`.execute(
        trx,
      )
    await sql`insert into document_link values ('$1', 'dac', null, '$1'), ('$2', 'dac', '$1', '$1'), ('$3', 'dac', '$2', '$1'), ('$4', 'dac', '$1', '$1'), ('$kept', 'quiet', null, '$kept')`.execute(trx) // prettier-ignore
    await sql`insert into document values ('$1', '$1', 1, false), ('$3', '$1', 2, true), ('$kept', '$kept', 1, true)`.execute(trx)
    await sql`insert into timeline_check values ('documents', 'dac', false), ('documents', 'other', false), ('documents', 'quiet', false)`.execute(
      trx,
    )

    await up(trx as unknown as Kysely<unknown>)

    expect(await rows(`select event_id, version, newest from document order by event_id`)).toEqual([
      { event_id: '$1', version: 1, newest: false },
      { event_id: '$3', version: 3, newest: true },
      { event_id: '$kept', version: 1, newest: true },
    ])
    expect(await rows(`select event_id, version from document_link where removed_at is not null and not noted order by event_id`)).toEqual([
      { event_id: '$2', version: 2 },
      { event_id: '$4', version: 4 },
      { event_id: '$alone', version: 1 },
    ])
    expect(await rows(`select ref from timeline_check where rebuilding order by ref`)).toEqual([{ ref: 'dac' }, { ref: 'other' }])
  } finally {
    await trx.rollback().execute()
    await db.destroy()
  }
})
