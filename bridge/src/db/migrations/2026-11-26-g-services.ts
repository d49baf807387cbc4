import { type Kysely, sql } from 'kysely'

/** What other systems say in journals and liaison books, and the accounts that they are given. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // Its identifier is that of the event that records it: whatever a room is told comes in the order of events.
  `create table notice (
     event bigint primary key references event,
     api_key text not null references api_key,
     key text not null,
     scope text not null check (scope in ('circle', 'staff')),
     ref text not null,
     content jsonb,
     at timestamptz not null,
     said_at timestamptz,
     unique (api_key, key),
     check ((content is null) = (said_at is not null))
   )`,
  `create index notice_old on notice (at) where said_at is not null`,
  // How many notices a system may still post in a place: filled by time, emptied by posting.
  `create table notice_allowance (
     api_key text not null references api_key,
     scope text not null,
     ref text not null,
     tokens double precision not null,
     at timestamptz not null,
     primary key (api_key, scope, ref)
   )`,
  `create table service (
     id text primary key,
     name text not null,
     contact text,
     status text not null check (status in ('active', 'ended')),
     localpart text not null unique check (starts_with(localpart, 'service_')),
     version integer not null default 1,
     account_ready boolean not null default false
   )`,
  `create table service_place (
     service text not null references service,
     scope text not null check (scope in ('circle', 'staff')),
     ref text not null,
     source text not null,
     start_at timestamptz not null,
     primary key (service, scope, ref)
   )`,
  `create index service_place_of on service_place (scope, ref)`,
  `alter table person add constraint person_is_no_service check (not starts_with(localpart, 'service_')) not valid`,
]
