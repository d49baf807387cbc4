import { type Kysely, sql } from 'kysely'

/** Copies of journals that members asked for, and their files until they are fetched. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table export (
     id text primary key,
     person text not null references person,
     circle text not null references circle,
     key text not null,
     digest bytea not null,
     reason text not null,
     from_day text,
     to_day text,
     language text not null check (language in ('fr', 'en')),
     asked_at timestamptz not null,
     state text not null check (state in ('waiting', 'running', 'ready', 'downloaded', 'expired', 'failed', 'cancelled')),
     attempts int not null default 0,
     done int not null default 0,
     total int not null default 0,
     until timestamptz,
     failure text,
     unique (person, key),
     check ((state = 'failed') = (failure is not null)),
     check (state <> 'ready' or until is not null)
   )`,
  `create index export_of_person on export (person, asked_at, id)`,
  `create index export_under_way on export (asked_at) where state in ('waiting', 'running', 'ready')`,
  `create table export_file (
     export text not null references export on delete cascade,
     format text not null check (format in ('html', 'pdf')),
     size int not null,
     parts int not null,
     fetches int not null default 0,
     fetching_since timestamptz,
     downloaded_at timestamptz,
     primary key (export, format)
   )`,
  // Written while the files are made: they belong to nobody before the export is ready.
  `create table export_part (
     export text not null references export on delete cascade,
     format text not null,
     part int not null,
     sealed bytea not null,
     primary key (export, format, part)
   )`,
  // Sealed bytes do not become smaller.
  `alter table export_part alter column sealed set storage external`,
]
