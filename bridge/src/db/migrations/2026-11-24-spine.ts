import { type Kysely, sql } from 'kysely'

/** The registry, what was recorded of it, and what is known of the rooms that follow it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create extension if not exists btree_gist`,
  `create extension if not exists pg_trgm`,
  `create extension if not exists unaccent`,

  // Luhn's key (RPPS, FINESS). The database refuses what a faulty writer would let through.
  `create function luhn_is_right(digits text) returns boolean language sql immutable strict parallel safe as $$
     select sum(case when (length(digits) - i) % 2 = 0 then d else (d * 2) / 10 + (d * 2) % 10 end) % 10 = 0
     from (select i, substr(digits, i, 1)::int as d from generate_series(1, length(digits)) as i) as numbered
   $$`,
  // unaccent() is not immutable by itself (its dictionary may change); naming the dictionary makes it fit for an index.
  `create function folded(words text) returns text language sql immutable strict parallel safe as $$
     select lower(public.unaccent('public.unaccent'::regdictionary, words))
   $$`,

  `create table structure (
     id text primary key,
     name text not null,
     finess text unique check (case when finess ~ '^[0-9]{9}$' then luhn_is_right(finess) else finess ~ '^2[AB][0-9]{7}$' end),
     kind text not null,
     dac boolean not null,
     version integer not null default 1,
     next_change_at timestamptz
   )`,
  `create index structure_by_name on structure (folded(name), id)`,
  `create index structure_search on structure using gin (folded(name) gin_trgm_ops)`,
  `create index structure_next_change on structure (next_change_at) where next_change_at is not null`,

  `create table person (
     id text primary key,
     given_name text not null,
     family_name text not null,
     profession text not null,
     rpps text unique check (rpps ~ '^[0-9]{11}$' and luhn_is_right(rpps)),
     email text,
     telephone text,
     status text not null check (status in ('active', 'suspended', 'departed')),
     administrator boolean not null,
     localpart text not null unique,
     version integer not null default 1,
     account_state text not null default 'pending' check (account_state in ('pending', 'ready', 'failed')),
     account_error text,
     account_attempts integer not null default 0
   )`,
  `create index person_by_name on person (folded(family_name || ' ' || given_name), id)`,
  `create index person_search on person using gin (folded(given_name || ' ' || family_name || ' ' || profession) gin_trgm_ops)`,
  `create index person_account on person (id) where account_state <> 'ready'`,

  `create table patient (
     id text primary key,
     display_name text not null,
     identifiers jsonb not null,
     version integer not null default 1
   )`,
  `create index patient_by_name on patient (folded(display_name), id)`,
  `create index patient_search on patient using gin (folded(display_name) gin_trgm_ops)`,

  `create table circle (
     id text primary key,
     patient text not null references patient,
     structure text not null references structure,
     status text not null check (status in ('active', 'closed')),
     version integer not null default 1,
     next_change_at timestamptz
   )`,
  `create index circle_of_patient on circle (patient)`,
  `create index circle_of_structure on circle (structure)`,
  `create index circle_next_change on circle (next_change_at) where next_change_at is not null`,

  // A period says who asked, through which system, and why. One source never says two things of one instant.
  ...[
    ['circle_membership', 'circle', ''],
    ['employment', 'structure', `check (role in ('member', 'editor', 'manager'))`],
  ].flatMap(([table, subject, roles]) => [
    `create table ${table} (
       id bigint generated always as identity primary key,
       ${subject} text not null references ${subject},
       person text not null references person,
       source text not null,
       role text not null ${roles},
       start_at timestamptz not null,
       end_at timestamptz check (end_at > start_at),
       requested_by text not null,
       reason text,
       exclude using gist (${subject} with =, person with =, source with =, tstzrange(start_at, end_at) with &&)
     )`,
    `create index ${table}_of_person on ${table} (person, ${subject})`,
    `create index ${table}_of_${subject} on ${table} (${subject}, person)`,
  ]),

  // The one place that says who belongs where. Rooms name a scope and a reference.
  `create view belonging as
     select 'circle'::text as scope, circle as ref, person, role, true as writes, source, start_at, end_at from circle_membership
     union all
     select 'staff'::text, employment.structure, person, role, role in ('editor', 'manager'), source, start_at, end_at
     from employment join structure on structure.id = employment.structure and structure.dac`,

  // Who was in, the last time that somebody looked: the difference with "belonging" at this instant is what is announced.
  `create table presence (
     scope text not null check (scope in ('circle', 'staff')),
     ref text not null,
     person text not null references person,
     role text not null,
     since timestamptz not null,
     primary key (scope, ref, person)
   )`,
  `create index presence_of_person on presence (person, scope)`,

  // Append-only. Identifiers are given under a lock held until the commit, so their order is the order of commits.
  `create sequence event_id`,
  `create table event (
     id bigint primary key,
     batch bigint not null,
     at timestamptz not null,
     type text not null,
     circle text,
     person text,
     structure text,
     patient text,
     source text not null,
     by text not null,
     reason text,
     before jsonb,
     after jsonb
   )`,
  `create index event_of_circle on event (circle, id) where circle is not null`,
  `create index event_of_person on event (person, id) where person is not null`,
  `create index event_of_structure on event (structure, id) where structure is not null`,
  `create function events_are_not_rewritten() returns trigger language plpgsql as $$
     begin raise exception 'events are append-only'; end
   $$`,
  `create trigger event_append_only before update or delete on event for each row execute function events_are_not_rewritten()`,
  `create trigger event_not_emptied before truncate on event for each statement execute function events_are_not_rewritten()`,

  `create table room (
     kind text not null,
     ref text not null,
     scope text not null check (scope in ('circle', 'staff')),
     room_id text unique,
     creating boolean not null default false,
     in_step boolean not null default false,
     change bigint not null default 0,
     dirty_since timestamptz,
     attempts integer not null default 0,
     next_try_at timestamptz,
     last_error text,
     last_error_at timestamptz,
     checked_at timestamptz,
     announced bigint not null default 0,
     announcing bigint,
     primary key (kind, ref)
   )`,
  `create index room_of_scope on room (scope, ref)`,
  `create index room_out_of_step on room (kind, ref) where not in_step`,

  `create table room_member (
     kind text not null,
     ref text not null,
     user_id text not null,
     membership text not null,
     error text,
     primary key (kind, ref, user_id),
     foreign key (kind, ref) references room
   )`,

  `create table api_key (
     id text primary key,
     name text not null,
     scopes text[] not null,
     source text not null,
     hash bytea not null,
     created_at timestamptz not null,
     expires_at timestamptz,
     last_used_at timestamptz,
     revoked_at timestamptz
   )`,
  `create table console_session (
     hash bytea primary key,
     person text not null references person,
     created_at timestamptz not null,
     expires_at timestamptz not null
   )`,

  `create table inbox_transaction (id text primary key, received_at timestamptz not null)`,
  `create table inbox_event (
     position bigint generated always as identity primary key,
     event_id text not null unique,
     room_id text not null,
     type text not null,
     sender text not null,
     state_key text,
     content jsonb not null,
     received_at timestamptz not null,
     done_at timestamptz
   )`,
  `create index inbox_waiting on inbox_event (position) where done_at is null`,

  `create table module_heartbeat (
     instance text primary key,
     boot text not null,
     version text not null,
     seen_at timestamptz not null
   )`,
]
