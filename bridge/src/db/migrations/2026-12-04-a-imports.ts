import { type Kysely, sql } from 'kysely'

/** Files of rows that administrators bring in: what was read in them, and what became of each row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const OUTCOME = `text check (%s in ('created', 'changed', 'unchanged', 'refused', 'held'))`
const outcome = (column: string) => `${column} ${OUTCOME.replace('%s', column)}`

const STATEMENTS = [
  `create table import (
     id text primary key,
     kind text not null check (kind in ('people', 'employments', 'patients', 'circles', 'memberships')),
     source text not null,
     asked_by text not null,
     author text not null,
     author_person text,
     asked_at timestamptz not null,
     state text not null default 'empty'
       check (state in ('empty', 'read', 'checked', 'trying', 'tried', 'applying', 'applied', 'stopped', 'erased')),
     file_name text,
     encoding text,
     separator text,
     header text[] not null default '{}',
     fields text[] not null default '{}',
     ended_at timestamptz
   )`,
  `create index import_newest on import (asked_at, id)`,
  `create index import_to_erase on import (asked_at) where state <> 'erased'`,
  `create index import_under_way on import (id) where state in ('trying', 'applying')`,
  `create table import_file (import text primary key references import on delete cascade, content bytea not null)`,
  `create table import_row (
     import text not null references import on delete cascade,
     number int not null,
     cells text[] not null,
     right_cells boolean,
     ${outcome('trial')},
     ${outcome('outcome')},
     faults jsonb,
     difference jsonb,
     primary key (import, number)
   )`,
  // Rows that were applied are asked for by their state, on the page and by the work.
  `create index import_row_to_try on import_row (import, number) where right_cells and trial is null`,
  `create index import_row_to_apply on import_row (import, number) where right_cells and outcome is null`,
  // By digest alone: when a file has no header its first row is somebody.
  `create table import_mapping (header bytea primary key, fields text[] not null, used_at timestamptz not null)`,
]
