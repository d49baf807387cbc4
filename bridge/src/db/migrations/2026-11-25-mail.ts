import { type Kysely, sql } from 'kysely'

/** Rooms that people open by writing to each other, and what the service tells one person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table room drop constraint room_scope_check`,
  `alter table room add constraint room_scope_check check (scope in ('circle', 'staff', 'mail', 'person'))`,

  // One open room per exact set of people: the index settles who comes first when two start the same conversation at once.
  `create table mail_room (
     id text primary key default gen_random_uuid()::text,
     key bytea not null,
     open boolean not null default true,
     opened_at timestamptz not null,
     made_at timestamptz
   )`,
  `create unique index mail_room_open on mail_room (key) where open`,
  `create table mail_participant (
     mail text not null references mail_room,
     person text not null references person,
     start_at timestamptz not null,
     left_at timestamptz,
     primary key (mail, person)
   )`,
  `create index mail_participant_of_person on mail_participant (person, mail)`,

  // One cause is told once: the key names it.
  `create table notification (
     id bigint generated always as identity primary key,
     person text not null references person,
     key text not null,
     at timestamptz not null,
     content jsonb,
     saying boolean not null default false,
     said_at timestamptz,
     unique (person, key)
   )`,
  `create index notification_unsaid on notification (person, id) where said_at is null`,
  `create index notification_old on notification (at)`,

  // People are searched by the name of their account too.
  `create index person_localpart_search on person using gin (localpart gin_trgm_ops)`,

  `create or replace view belonging as
     select 'circle'::text as scope, circle as ref, person, role, true as writes, source, start_at, end_at from circle_membership
     union all
     select 'staff'::text, employment.structure, person, role, role in ('editor', 'manager'), source, start_at, end_at
     from employment join structure on structure.id = employment.structure and structure.dac
     union all
     select 'mail'::text, mail, person, 'correspondant', true, 'messagerie', start_at, left_at from mail_participant
     union all
     select 'person'::text, id, id, 'destinataire', true, 'messagerie', 'epoch'::timestamptz, null from person`,
]
