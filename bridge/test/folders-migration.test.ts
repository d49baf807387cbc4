import { type Kysely, sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { up } from '../src/db/migrations/2026-12-02-a-folders.ts'
import { some } from './support/rooms.ts'

/** The tables that the migration changes, as they were before it; nothing of it is kept. */
const BEFORE = [
  `create schema upgrade`,
  `set local search_path to upgrade, public`,
  `create table structure (id text primary key, name text not null, dac boolean not null)`,
  `create table person (id text primary key)`,
  ...['circle_membership', 'employment'].map(
    (table) => `create table ${table} (${table === 'employment' ? 'structure' : 'circle'} text, person text, role text, source text,
      start_at timestamptz default now(), end_at timestamptz)`,
  ),
  `create table mail_participant (mail text, person text, start_at timestamptz, left_at timestamptz)`,
  `create table room (kind text not null, ref text not null, scope text not null constraint room_scope_check check (scope in ('circle', 'staff', 'mail', 'person')),
     room_id text unique, in_step boolean not null default false, change bigint not null default 0, dirty_since timestamptz, next_try_at timestamptz,
     primary key (kind, ref))`,
  `create table room_event (event_id text primary key)`,
  `create table document (event_id text primary key references room_event on delete cascade, kind text not null, ref text not null,
     at timestamptz not null, person text not null, name text not null)`,
  `create table timeline_check (kind text, ref text, rebuilding boolean)`,
  `create view belonging as
     select 'circle'::text as scope, circle as ref, person, role, true as writes, source, start_at, end_at from circle_membership
     union all
     select 'staff'::text, employment.structure, person, role, role in ('editor', 'manager'), source, start_at, end_at
     from employment join structure on structure.id = employment.structure and structure.dac
     union all
     select 'mail'::text, mail, person, 'correspondant', true, 'messagerie', start_at, left_at from mail_participant
     union all
     select 'person'::text, id, id, 'destinataire', true, 'messagerie', 'epoch'::timestamptz, null from person`,
]

test('an installation of before keeps its room of documents as the first folder, with what lies in it and who reads it', async () => {
  const { db } = connect(inject('stack').databaseUrl, 1)
  const trx = await db.startTransaction().execute()
  const [dac, former, practice, event] = [some('dac'), some('ancien-dac'), some('cabinet'), some('$e')]
  const rows = async (query: string) => (await sql.raw<Record<string, unknown>>(query).execute(trx)).rows
  try {
    for (const statement of BEFORE) await sql.raw(statement).execute(trx)
    for (const [id, isDac] of [
      [dac, true],
      [former, false],
      [practice, false],
    ])
      await sql`insert into structure values (${id}, 'S', ${isDac})`.execute(trx)
    await sql`insert into person values ('paul'), ('nadia')`.execute(trx)
    await sql`insert into employment (structure, person, role, source) values (${dac}, 'paul', 'editor', 's'), (${dac}, 'paul', 'member', 't'), (${practice}, 'nadia', 'member', 's')`.execute(trx) // prettier-ignore
    for (const [kind, ref, id] of [
      ['documents', dac, '!documents'],
      ['space', dac, '!space'],
      ['documents', former, '!former'],
      ['journal', 'c', '!journal'],
    ] as const)
      await sql`insert into room values (${kind}, ${ref}, ${kind === 'journal' ? 'circle' : 'staff'}, ${id}, true)`.execute(trx)
    await sql`insert into room_event values (${event})`.execute(trx)
    await sql`insert into document values (${event}, 'documents', ${dac}, now(), 'paul', 'Trame.pdf')`.execute(trx)
    await sql`insert into timeline_check values ('documents', ${dac}, false), ('documents', ${former}, false)`.execute(trx)

    await up(trx as unknown as Kysely<unknown>)

    expect(await rows(`select id, name from folder order by id = '${former}'`)).toEqual([
      { id: dac, name: 'Documents généraux' },
      { id: former, name: 'Documents généraux' },
    ])
    expect(
      await rows(
        `select kind, room_id, scope, members_of, in_step from room where structure = '${dac}' or members_of = '${dac}' order by kind`,
      ),
    ).toEqual([
      { kind: 'documents', room_id: '!documents', scope: 'staff', members_of: dac, in_step: false },
      { kind: 'documents-space', room_id: null, scope: 'staff', members_of: dac, in_step: false },
      { kind: 'journals-space', room_id: null, scope: 'journals', members_of: expect.any(String), in_step: false },
      { kind: 'space', room_id: '!space', scope: 'staff', members_of: dac, in_step: false },
    ])
    expect(await rows(`select members_of, in_step from room where kind = 'journal'`)).toEqual([{ members_of: 'c', in_step: true }])
    expect(await rows(`select person, structure from journal_space`)).toEqual([{ person: 'paul', structure: dac }])
    expect(await rows(`select distinct person from belonging where scope = 'journals'`)).toEqual([{ person: 'paul' }])
    expect(await rows(`select structure, title, series, version, newest from document`)).toEqual([
      { structure: dac, title: 'Trame.pdf', series: event, version: 1, newest: true },
    ])
    expect(await rows(`select ref from timeline_check where rebuilding`)).toEqual([{ ref: dac }])
  } finally {
    await trx.rollback().execute()
    await db.destroy()
  }
})
