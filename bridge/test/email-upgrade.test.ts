import { readdirSync } from 'node:fs'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'

const MIGRATIONS = new URL('../src/db/migrations/', import.meta.url)
const UPGRADE = '2026-12-01-c-emails.ts'

test('an upgrade keeps what people were told of and what waits to be sent; what the bell said before is no news by e-mail', async () => {
  const { db, pool } = connect(inject('stack').databaseUrl, 1)
  const trx = await db.startTransaction().execute()
  try {
    // A database of before, beside the one of today; nothing of it is kept.
    await sql`create schema upgrade`.execute(trx)
    await sql`set local search_path to upgrade, public`.execute(trx)
    const run = async (name: string) => ((await import(new URL(name, MIGRATIONS).href)) as Migration).up(trx)
    const names = readdirSync(MIGRATIONS).toSorted()
    for (const name of names.slice(0, names.indexOf(UPGRADE))) await run(name)
    for (const statement of OF_BEFORE) await sql.raw(statement).execute(trx)

    await run(UPGRADE)

    const told = await sql`select person, kind, ref, news, event_id, position::int from email_told order by kind, ref, news`.execute(trx)
    const whose = (kind: string, ref: string, news: string, event: string, position: number) =>
      expect.objectContaining({ person: 'lea', kind, ref, news, event_id: event, position }) as object
    expect(told.rows).toEqual([
      whose('documents', 'dac', 'document', '$file', 7),
      whose('journal', 'c1', 'journal', '$word', 5),
      whose('notifications', 'lea', 'circle-change', '$bell-2', 9),
      whose('notifications', 'lea', 'read-confirmation', '$bell-2', 9),
    ])
    const out = await sql`select message_id, state, local_day::text as day, counts from email_out order by id`.execute(trx)
    expect(out.rows).toEqual([
      {
        message_id: 'un@ici',
        state: 'prepared',
        day: '2026-11-30',
        counts: [
          { news: 'journal', count: 3, rooms: 2 },
          { news: 'document', count: 1, rooms: 1 },
        ],
      },
      { message_id: 'deux@ici', state: 'sent', day: null, counts: [] },
    ])
    expect((await sql`select from email_news`.execute(trx)).rows).toEqual([])
  } finally {
    await trx.rollback().execute()
    await db.destroy()
    await pool.end().catch(() => undefined)
  }
})

const OF_BEFORE = [
  `insert into person (id, given_name, family_name, profession, status, administrator, localpart)
   select id, 'Camille', id, 'Infirmière', 'active', false, id from unnest(array['lea', 'paul']) as id`,
  `insert into room (kind, ref, scope) values ('journal', 'c1', 'circle'), ('documents', 'dac', 'staff'),
     ('notifications', 'lea', 'person'), ('notifications', 'paul', 'person')`,
  `insert into room_event (event_id, kind, ref, position, at, sender, said) values
     ('$word', 'journal', 'c1', 5, now(), '@a:b', true), ('$later', 'journal', 'c1', 6, now(), '@a:b', true),
     ('$file', 'documents', 'dac', 7, now(), '@a:b', true),
     ('$bell-1', 'notifications', 'lea', 8, now(), '@a:b', true), ('$bell-2', 'notifications', 'lea', 9, now(), '@a:b', true)`,
  `insert into email_told (person, kind, ref, event_id, position) values
     ('lea', 'journal', 'c1', '$word', 5), ('lea', 'documents', 'dac', '$file', 7), ('lea', 'notifications', 'lea', '$bell-1', 8)`,
  `insert into email_out (person, sort, local_day, message_id, language, state, counts, prepared_at, next_try_at) values
     ('lea', 'digest', '2026-11-30', 'un@ici', 'fr', 'prepared',
       '[{"kind": "journal", "messages": 3, "rooms": 2}, {"kind": "documents", "messages": 1, "rooms": 1}]', now(), now()),
     ('lea', 'immediate', null, 'deux@ici', 'fr', 'sent', '[]', now(), now())`,
]
