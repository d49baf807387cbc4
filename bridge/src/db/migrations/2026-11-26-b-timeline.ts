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
  // Roots of threads.
  `create index room_event_thread on room_event (thread) where thread is not null`,
  // Compared with the homeserver: nothing is missing up to this event.
  `create table timeline_check (
     kind text not null,
     ref text not null,
     whole_to text,
     rebuilding boolean not null default false,
     checked_at timestamptz,
     primary key (kind, ref),
     foreign key (kind, ref) references room
   )`,
  `create index timeline_rebuilding on timeline_check (kind, ref) where rebuilding`,
]
