import { type Kysely, sql } from 'kysely'

/** Dated reports of the canary: what was tried on the running installation, and what leaked. Never what was said. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table canary_run (
     id bigint generated always as identity primary key,
     asked_by text not null,
     started_at timestamptz not null,
     finished_at timestamptz,
     outcome text not null check (outcome in ('waiting', 'running', 'clean', 'leak', 'incomplete')),
     cause text,
     planned integer not null default 0,
     tried integer not null default 0,
     refused integer not null default 0,
     allowed integer not null default 0,
     leaked integer not null default 0,
     failed integer not null default 0,
     kinds jsonb not null default '[]',
     findings jsonb not null default '[]',
     check ((finished_at is null) = (outcome in ('waiting', 'running')))
   )`,
  `create unique index canary_run_under_way on canary_run ((true)) where finished_at is null`,
  `create index canary_run_decided on canary_run (id) where outcome in ('clean', 'leak')`,
]
