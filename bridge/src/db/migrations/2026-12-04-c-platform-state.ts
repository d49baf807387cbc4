import { type Kysely, sql } from 'kysely'

/** What the console tells of the platform itself: which processes live, what succeeded last, and what each day counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // One row per role and place: a process that starts again takes the row of the one before.
  `create table process_heartbeat (
     role text not null check (role in ('gateway', 'policy', 'api', 'work')),
     instance text not null,
     boot text not null,
     version text not null,
     started_at timestamptz not null,
     seen_at timestamptz not null,
     primary key (role, instance)
   )`,
  // Of work that leaves no other trace.
  `create table last_success (
     part text primary key,
     at timestamptz not null
   )`,
  // A row per day is measured anew as long as its day lasts: tiles read thirty of them and count nothing.
  `create table daily_measure (
     measure text not null check (measure in ('active-people', 'messages', 'out-of-step', 'refusals')),
     day date not null,
     value integer not null check (value >= 0),
     measured_at timestamptz not null,
     primary key (measure, day)
   )`,
  // A key that is changed keeps its name, its rights and what it posted: its secret alone is another, and the one before works for a while more.
  `alter table api_key add column previous_hash bytea, add column previous_until timestamptz,
     add check ((previous_hash is null) = (previous_until is null))`,
  `create index room_event_said_at on room_event (at) where said and person is not null`,
  `create index decision_refused on decision (first_at) where not allowed`,
  // By which notices are read, newest first: of one system, of one place, or those that wait.
  `create index notice_of_key on notice (api_key, event)`,
  `create index notice_of_place on notice (scope, ref, event)`,
  `create index notice_waiting on notice (event) where said_at is null`,
  `create index export_failed on export (asked_at) where state = 'failed'`,
]
