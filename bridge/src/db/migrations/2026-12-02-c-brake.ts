import { type Kysely, sql } from 'kysely'

/** What was ended lately, by whom, and the changes of the registry that ended too much at once: they wait for a decision. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // One row per author, minute and structure, however many end: written with what it counts, swept after the window.
  `create table recent_ending (
     author text not null,
     minute timestamptz not null,
     structure text not null,
     endings int not null,
     gone int not null,
     primary key (author, minute, structure)
   )`,
  `create index recent_ending_by_minute on recent_ending (minute)`,
  `create table held_change (
     id bigint generated always as identity primary key,
     at timestamptz not null,
     last_at timestamptz not null,
     kind text not null,
     source text not null,
     by text not null,
     author text not null,
     person text references person,
     reason text,
     level text not null check (level in ('circle', 'team', 'structure', 'platform')),
     ref text,
     series boolean not null,
     endings int not null,
     of_memberships int not null,
     state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected')),
     decided_by text,
     decided_at timestamptz,
     decision_reason text,
     version int not null default 1,
     check ((state = 'waiting') = (decided_at is null)),
     check ((level = 'platform') = (ref is null))
   )`,
  `create index held_change_by_state on held_change (state, id)`,
  `create index held_change_waiting on held_change (author) where state = 'waiting'`,
  // What was asked, as it was understood: one, or a series of small ones that count together.
  `create table held_input (
     held bigint not null references held_change,
     position int not null,
     digest bytea not null,
     source text not null,
     by text not null,
     priority int not null,
     input jsonb not null,
     primary key (held, position)
   )`,
  `create index held_input_by_digest on held_input (digest)`,
]
