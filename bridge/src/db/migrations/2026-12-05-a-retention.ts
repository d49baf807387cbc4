import { type Kysely, sql } from 'kysely'

/** Journals that are sealed, archived and purged; and since when circles are closed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table circle add column closed_at timestamptz, add column sealed_at timestamptz`,
  `update circle set closed_at = coalesce(
     (select max(at) from event where circle = circle.id and type in ('circle.closed', 'circle.created')),
     date_trunc('milliseconds', now())) where status = 'closed'`,
  `alter table circle add check ((status = 'closed') = (closed_at is not null)), add check (sealed_at is null or status = 'closed')`,
  // Those that wait to be sealed, the one that is closed for longest first.
  `create index circle_closed on circle (closed_at, id) where status = 'closed' and sealed_at is null`,

  // The journal is no more, and is not made again.
  `alter table room add column purged_at timestamptz`,

  `create table retention (
     id bigint generated always as identity primary key,
     circle text not null references circle,
     ground text not null check (ground in ('closed-long-ago', 'patient-request')),
     reason text not null,
     state text not null check (state in ('sealed', 'archived', 'purging', 'purged', 'lifted')),
     version integer not null default 1,
     asked_by text not null,
     asked_person text references person,
     asked_at timestamptz not null,
     done integer not null default 0,
     total integer not null default 0,
     attempts integer not null default 0,
     failure text,
     archive text,
     archive_size bigint,
     archive_sha256 bytea,
     archived_at timestamptz,
     messages integer,
     files integer,
     decided_by text,
     decided_at timestamptz,
     decision_reason text,
     purge_begun_at timestamptz,
     purged_at timestamptz,
     check (state not in ('archived', 'purging', 'purged') or archive_sha256 is not null),
     check (state not in ('purging', 'purged', 'lifted') or decided_at is not null),
     check ((state = 'purged') = (purged_at is not null))
   )`,
  // A journal is sealed once.
  `create unique index retention_of_circle on retention (circle) where state <> 'lifted'`,
  `create index retention_by_state on retention (state, id)`,
]
