import { type Kysely, sql } from 'kysely'

/** What the rules decided, for those who must explain it; and which refusals their authors were told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // Nothing of what was said. One row per cause and minute, however often it was tried and by whichever process it was decided.
  // No foreign keys: the log is a memory, and outlives what it names.
  `create table decision (
     id bigint generated always as identity primary key,
     minute timestamptz not null,
     first_at timestamptz not null,
     last_at timestamptz not null,
     count integer not null check (count > 0),
     allowed boolean not null,
     question text not null,
     action text,
     rule text,
     code text,
     person text,
     user_id text not null,
     subject text,
     room_id text,
     kind text,
     ref text,
     via text not null check (via in ('module', 'gateway')),
     instance text not null,
     check (allowed = (code is null)),
     unique nulls not distinct (minute, user_id, question, action, code, room_id, kind, ref, subject, via)
   )`,
  `create index decision_newest on decision (first_at, id)`,
  ...['person', 'code', 'rule', 'question', 'room_id'].map(
    (column) => `create index decision_by_${column} on decision (${column}, first_at, id) where ${column} is not null`,
  ),
  `create index decision_by_place on decision (ref, kind, first_at, id) where ref is not null`,
  `create index decision_allowed on decision (first_at, id) where allowed`,

  `create table refusal_told (
     person text not null,
     code text not null,
     place text not null,
     at timestamptz not null,
     primary key (person, code, place)
   )`,
  `create index refusal_told_oldest on refusal_told (at)`,
]
