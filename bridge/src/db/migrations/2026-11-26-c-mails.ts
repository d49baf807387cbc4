import { type Kysely, sql } from 'kysely'

/** The messagerie interne: what was written to whom and who read it, without the text; and who is away. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // One is there from the moment at which it is asked for (no event yet) or from the moment at which its event is known.
  `create table mail (
     id text primary key,
     ref text not null references mail_room,
     sender text not null references person,
     at timestamptz not null,
     event_id text unique,
     claimed text not null,
     part_of text,
     subject text not null default '',
     important boolean not null default false,
     notify boolean not null default false,
     plain boolean not null,
     reply_to text,
     state text not null check (state in ('waiting', 'sent', 'failed')),
     failure text
   )`,
  // Files follow their mail as events of their own, and name it as its sender did.
  `create index mail_claimed on mail (ref, sender, claimed)`,
  `create index mail_subject_search on mail using gin (folded(subject) gin_trgm_ops)`,

  // A mail as one person has it. What is to be told about it stays written here until it was.
  `create table mail_copy (
     person text not null references person,
     mail text not null references mail on delete cascade,
     ref text not null references mail_room,
     sent boolean not null,
     at timestamptz not null,
     read_at timestamptz,
     confirmed_at timestamptz,
     unread_since timestamptz,
     tell_read boolean not null default false,
     tell_absent boolean not null default false,
     waits text check (waits in ('reminder', 'sender')),
     primary key (person, mail)
   )`,
  `create index mail_copy_of_mail on mail_copy (mail)`,
  `create index mail_copy_folder on mail_copy (person, sent, at, mail)`,
  `create index mail_copy_unread on mail_copy (person) where not sent and (read_at is null or unread_since is not null)`,
  `create index mail_copy_unconfirmed on mail_copy (person, ref) where not sent and (confirmed_at is null or unread_since is not null)`,
  `create index mail_copy_to_tell on mail_copy (mail) where tell_read or tell_absent`,
  `create index mail_copy_waits on mail_copy (waits, at) where waits is not null`,

  `create table mail_file (
     event_id text primary key,
     ref text not null references mail_room,
     sender text not null references person,
     claimed text not null,
     part int not null,
     address text not null,
     name text not null,
     type text not null,
     size bigint not null
   )`,
  `create index mail_file_of_mail on mail_file (ref, sender, claimed)`,

  // A mail on its way. What it says is here until the homeserver has it, and not a moment longer.
  `create table mail_sending (
     mail text primary key references mail on delete cascade,
     person text not null references person,
     key text not null,
     digest bytea not null,
     asked_at timestamptz not null,
     content jsonb,
     began_at timestamptz,
     attempts int not null default 0,
     unique (person, key)
   )`,
  `create index mail_sending_waiting on mail_sending (asked_at) where content is not null`,

  `create table absence (
     person text primary key references person,
     start_at timestamptz not null,
     end_at timestamptz not null,
     replacement text references person,
     check (end_at > start_at)
   )`,
]
