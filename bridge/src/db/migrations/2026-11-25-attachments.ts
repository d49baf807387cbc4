import { type Kysely, sql } from 'kysely'

/** Files, the events that hold them, and what is known of uploads and deletions that a crash may interrupt. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // People are named by the local part of their account: a file may outlive what the registry says of them.
  `create table media (
     media_id text primary key,
     uploader text not null,
     type text not null,
     size bigint not null check (size >= 0),
     uploaded_at timestamptz not null,
     verdict text not null check (verdict in ('clean', 'unscanned')),
     picture_of text,
     picture_since timestamptz check ((picture_since is null) = (picture_of is null)),
     loose_since timestamptz,
     deleting_since timestamptz
   )`,
  `create index media_loose on media (loose_since) where loose_since is not null and deleting_since is null`,
  `create index media_deleting on media (deleting_since) where deleting_since is not null`,
  `create index media_picture on media (picture_of) where picture_of is not null`,

  `create table attachment (
     media_id text not null references media on delete cascade,
     event_id text not null,
     room_id text not null,
     decided_at timestamptz not null,
     confirmed boolean not null default false,
     ended_at timestamptz,
     primary key (media_id, event_id)
   )`,
  `create index attachment_of_event on attachment (event_id)`,
  `create index attachment_of_room on attachment (room_id)`,

  `create table upload_under_way (
     id bigint generated always as identity primary key,
     uploader text not null,
     started_at timestamptz not null
   )`,
  `create index upload_by_start on upload_under_way (started_at)`,

  // A deletion may be asked for twice; it is recorded once.
  `create table deleted_message (event_id text primary key, room_id text not null, deleted_at timestamptz not null)`,
]
