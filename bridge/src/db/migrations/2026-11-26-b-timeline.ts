import { type Kysely, sql } from 'kysely'

/** Receipts that came before their event, and up to where the index of each room is known to be whole. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // Every receipt passes here; those of a known event not for longer than a transaction.
  `create table receipt_waiting (
     kind text not null,
     ref text not null,
     person text not null references person,
     thread text not null,
     private boolean not null,
     event_id text not null,
     at timestamptz not null,
     primary key (person, kind, ref, thread, private),
     foreign key (kind, ref) references room
   )`,
  `create index receipt_waiting_for on receipt_waiting (event_id)`,
  `create index receipt_waiting_in on receipt_waiting (kind, ref)`,
  // Compared with the homeserver: nothing is missing up to this event.
  `create table timeline_check (
     kind text not null,
     ref text not null,
     whole_to text,
     checked_at timestamptz not null,
     primary key (kind, ref),
     foreign key (kind, ref) references room
   )`,
  // The start of the homeserver since when everything was compared.
  `create table homeserver_boot (boot text primary key, seen_at timestamptz not null)`,
]
