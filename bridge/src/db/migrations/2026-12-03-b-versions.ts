import { type Kysely, sql } from 'kysely'

/**
 * The number of a version stays: those that were removed keep theirs, and say who removed them, when and why. The rooms are read anew, since
 * the homeserver's deletions say it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table document_link
     add column version integer not null default 1,
     add column removed_at timestamptz,
     add column removed_by text references person on delete set null,
     add column reason text,
     add column noted boolean not null default false`,
  `create index document_link_of_series on document_link (series)`,
  `create index document_link_to_note on document_link (event_id) where removed_at is not null and replies_to is not null and not noted`,
  `insert into document_link (event_id, ref, series)
     select e.event_id, e.ref, e.event_id from room_event e where e.kind = 'documents' and e.said and e.deleted_at is not null
     on conflict do nothing`,
  `update document_link l set removed_at = e.deleted_at from room_event e where e.event_id = l.event_id and e.deleted_at is not null`,
  `update document_link l set version = n.version
     from (
       select l.event_id, row_number() over (partition by l.series order by e.at, e.event_id) as version
       from document_link l join room_event e on e.event_id = l.event_id
     ) as n
     where n.event_id = l.event_id`,
  `update document d set version = l.version, newest = not exists (select from document o join document_link m on m.event_id = o.event_id
       where m.series = l.series and m.version > l.version)
     from document_link l where l.event_id = d.event_id`,
  `update timeline_check c set rebuilding = true
     where kind = 'documents' and exists (select from document_link l where l.ref = c.ref and l.removed_at is not null)`,
  `select graphile_worker.add_job('note-removals', '{}'::json, max_attempts := 1000, job_key := 'note-removals', priority := 20)`,
]
