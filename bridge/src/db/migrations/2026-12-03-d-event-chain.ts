import { type Kysely, sql } from 'kysely'

/**
 * Each event carries the hash of the one before it and its own; what was recorded before is chained as it stands. A row of `event_chain` says
 * where the chain ends, so that its last events cannot be taken away unseen.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** As db/event-chain.ts makes it, which may never make it otherwise: SHA-256 over the hash before and a JSON array of texts and nulls. */
const CHAIN = `do $$
  declare
    last bytea := decode(repeat('00', 32), 'hex');
    made bytea;
    kept record;
    length bigint := 0;
    last_id bigint := 0;
  begin
    for kept in
      select e.id, array_to_json(array[e.id::text, e.batch::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.type,
        e.circle, e.person, e.structure, e.patient, e.source, e.by, e.reason, e.before::text, e.after::text])::text as said
      from event e order by e.id
    loop
      made := sha256(last || convert_to(kept.said, 'UTF8'));
      update event set previous = last, hash = made where id = kept.id;
      last := made;
      last_id := kept.id;
      length := length + 1;
    end loop;
    insert into event_chain values (true, last_id, length, last);
  end $$`

const STATEMENTS = [
  `create table event_chain (
     one boolean primary key default true check (one),
     last_id bigint not null,
     length bigint not null,
     hash bytea not null
   )`,
  `create table event_seal (
     last_id bigint primary key,
     length bigint not null,
     hash bytea not null,
     at timestamptz not null,
     signature bytea not null
   )`,
  `create table event_check (
     id bigint generated always as identity primary key,
     asked_by text not null,
     asked_at timestamptz not null,
     finished_at timestamptz,
     length bigint,
     verified bigint not null default 0,
     fault_count integer not null default 0,
     faults jsonb not null default '[]'
   )`,
  `create unique index event_check_under_way on event_check ((true)) where finished_at is null`,
  // By which the record is read, newest first.
  `create index event_of_type on event (type, id)`,
  `create index event_of_author on event (by, id)`,
  `create index event_of_source on event (source, id)`,
  `create index event_recorded_at on event (at)`,
  `create index event_of_patient on event (patient, id) where patient is not null`,
  `create index event_reason on event using gin (to_tsvector('french', folded(reason))) where reason is not null`,
  `create index event_of_status on event (person, id) where type in ('person.created', 'person.suspended', 'person.departed', 'person.reinstated')`,
  `alter table event add column previous bytea, add column hash bytea`,
  `alter table event disable trigger event_append_only`,
  CHAIN,
  `alter table event enable trigger event_append_only`,
  `alter table event alter column previous set not null, alter column hash set not null`,
]
