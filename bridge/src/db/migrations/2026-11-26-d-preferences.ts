import { type Kysely, sql } from 'kysely'

/** How each person wants to be told, what the homeserver knows of it, and what the bell shows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // Only what differs from the defaults.
  `create table preference_choice (
     person text not null references person,
     news text not null check (news in ('mail', 'journal', 'liaison', 'circle-change', 'read-confirmation', 'document')),
     channel text not null check (channel in ('app', 'email')),
     rhythm text not null check (rhythm in ('immediate', 'daily', 'never')),
     primary key (person, news, channel),
     check (channel <> 'app' or rhythm <> 'daily')
   )`,
  `create table preference_settings (
     person text primary key references person,
     version int not null default 0,
     language text not null default 'fr' check (language in ('fr', 'en')),
     digest_hour int not null default 18 check (digest_hour between 0 and 23),
     quiet_from text check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
     quiet_to text check (quiet_to ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
     away_minutes int not null default 15 check (away_minutes between 0 and 10080),
     check ((quiet_from is null) = (quiet_to is null))
   )`,
  // Of one room: true, silenced; false, told of although its kind never is. Without a row its kind decides.
  `create table room_choice (
     person text not null references person,
     kind text not null,
     ref text not null,
     muted boolean not null,
     primary key (person, kind, ref),
     foreign key (kind, ref) references room
   )`,
  // Whether the homeserver's rules were seen to silence a room: whoever differs from it since, we or the person, is the one who changed.
  `create table push_mirror (
     person text not null references person,
     kind text not null,
     ref text not null,
     silent boolean not null,
     primary key (person, kind, ref),
     foreign key (kind, ref) references room
   )`,
  `create table push_check (person text primary key references person, checked_at timestamptz not null)`,

  // What the bell shows: words of the service, never of a person.
  `alter table notification add column type text, add column about jsonb, add column body text, add column event_id text`,
  `create index notification_bell on notification (person, id desc) where body is not null`,
  // Circle changes up to this event were told to the person whom they concern.
  `create table told_change (person text primary key references person, up_to bigint not null)`,
]
