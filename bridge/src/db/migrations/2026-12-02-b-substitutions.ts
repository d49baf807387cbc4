import { type Kysely, sql } from 'kysely'

/** Who replaces whom, the periods that follow from it, and departures. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table substitution (
     id bigint generated always as identity primary key,
     structure text not null references structure,
     replaced text not null references person,
     replacement text not null references person check (replacement <> replaced),
     start_at timestamptz not null,
     end_at timestamptz not null check (end_at > start_at),
     cancelled_at timestamptz check (cancelled_at < end_at),
     -- The first instant without it, whatever was planned.
     until_at timestamptz not null generated always as (least(end_at, cancelled_at)) stored,
     with_structure boolean not null,
     reason text,
     requested_by text not null,
     source text not null,
     version integer not null default 1,
     ending_recorded boolean not null default false
   )`,
  `create index substitution_of_replaced on substitution (replaced, until_at)`,
  `create index substitution_of_replacement on substitution (replacement, until_at)`,
  `create index substitution_of_structure on substitution (structure, start_at desc, id desc)`,
  `create index substitution_to_end on substitution (end_at) where not ending_recorded and cancelled_at is null`,

  // A period that somebody has because they replace somebody who has one there.
  ...['circle_membership', 'employment'].flatMap((table) => [
    `alter table ${table} add column substitution bigint references substitution`,
    `create index ${table}_of_substitution on ${table} (substitution) where substitution is not null`,
  ]),

  `create table departure (
     id bigint generated always as identity primary key,
     person text not null references person,
     structure text references structure,
     at timestamptz not null,
     reason text,
     requested_by text not null,
     source text not null,
     contact text references person check (contact <> person),
     returned_at timestamptz
   )`,
  `create unique index departure_of_person on departure (person) where returned_at is null`,
  `create index departure_of_structure on departure (structure, id)`,
  // Circles where, by this departure, nobody of this structure is left.
  `create table departure_circle (
     departure bigint not null references departure,
     structure text not null,
     circle text not null,
     primary key (departure, structure, circle)
   )`,
]
