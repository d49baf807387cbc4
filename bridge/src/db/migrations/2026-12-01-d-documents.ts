import { type Kysely, sql } from 'kysely'

/** The files of journals, liaison books and rooms of documents, as their messages name them: to be looked for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // It lives as long as its message: who deletes that deletes the name of the file too.
  `create table document (
     event_id text primary key references room_event on delete cascade,
     kind text not null,
     ref text not null,
     at timestamptz not null,
     person text not null references person,
     address text not null,
     name text not null,
     folded_name text not null generated always as (folded(name)) stored,
     type text not null,
     category text not null check (category in ('image', 'pdf', 'sound', 'video', 'other')),
     size bigint not null check (size >= 0),
     foreign key (kind, ref) references room
   )`,
  `create index document_in_room on document (kind, ref, at, event_id)`,
  // Rooms that hold files already are read anew from the homeserver, at the first comparison of everything.
  `update timeline_check c set rebuilding = true
   from room r
   where r.kind = c.kind and r.ref = c.ref and c.kind in ('journal', 'liaison', 'documents')
     and exists (select from attachment a where a.room_id = r.room_id and a.ended_at is null)`,
]
