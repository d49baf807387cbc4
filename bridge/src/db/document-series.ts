import { type Transaction, sql } from 'kysely'
import type { Schema } from './schema.ts'

type Trx = Transaction<Schema>

/**
 * In folders, which document is a version of which: a file that replies to a document of its folder belongs to the same series. Whatever the
 * order in which they become known: what replied to one of these before it was known moves with it. What was removed keeps its place
 * between the others, and nothing else.
 */
export async function linkDocuments(trx: Trx, documents: readonly { eventId: string; repliesTo: string | null }[]): Promise<void> {
  const given = JSON.stringify(documents.map(({ eventId, repliesTo }) => ({ eventId, repliesTo })))
  const { rows } = await sql<{ event_id: string }>`
    insert into document_link (event_id, ref, replies_to, series)
    select d.event_id, d.ref, g."repliesTo", d.event_id
    from jsonb_to_recordset(${given}::jsonb) as g("eventId" text, "repliesTo" text) join document d on d.event_id = g."eventId" and d.structure is not null
    on conflict (event_id) do update set replies_to = excluded.replies_to
    returning event_id`.execute(trx)
  if (rows.length === 0) return
  const moved = await moveSeries(
    trx,
    rows.map((row) => row.event_id),
  )
  await number(trx, moved)
}

/** Gives these and what follows them the series of the first that they lead back to. Gives the series that gained or lost one. */
async function moveSeries(trx: Trx, events: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ series: string }>`
    with recursive back as (
      select l.event_id as origin, l.event_id as at, l.ref, l.replies_to from document_link l where l.event_id = any(${events}::text[])
      union
      -- What was removed before its place was known is the first of its series.
      select back.origin, e.event_id, back.ref, l.replies_to
      from back join room_event e on e.event_id = back.replies_to and e.kind = 'documents' and e.ref = back.ref and e.said
        left join document_link l on l.event_id = e.event_id
      where l.event_id is not null or e.deleted_at is not null
    ), first as (
      select b.origin, b.at from back b where not exists (select from back o where o.origin = b.origin and o.at = b.replies_to)
    ), onwards as (
      select f.origin as event_id, f.at as series from first f
      union
      select l.event_id, o.series from onwards o join document_link m on m.event_id = o.event_id
        join document_link l on l.ref = m.ref and l.replies_to = o.event_id
    ), last as (
      -- Several of these may lie in one chain: each leads back to the same first.
      select distinct on (event_id) event_id, series from onwards order by event_id, series
    ), moved as (
      update document_link l set series = last.series from last where l.event_id = last.event_id and l.series <> last.series
      returning l.event_id, l.series
    ), shown as (
      update document d set series = last.series from last where d.event_id = last.event_id returning d.series
    )
    select distinct series from (select series from last union select series from moved union select series from shown
      union select d.series from document d join last on d.event_id = last.event_id) as touched`.execute(trx)
  return rows.map((row) => row.series)
}

/** Versions are numbered among those that are still there, in the order in which they were deposited. */
async function number(trx: Trx, series: readonly string[]): Promise<void> {
  if (series.length === 0) return
  await sql`
    update document d set version = n.version, newest = n.version = n.versions
    from (
      select event_id, row_number() over (partition by series order by at, event_id) as version, count(*) over (partition by series) as versions
      from document where series = any(${series}::text[])
    ) as n
    where d.event_id = n.event_id and (d.version <> n.version or d.newest <> (n.version = n.versions))`.execute(trx)
}

/** What is known of these files is forgotten; the versions that are left are counted anew. */
export async function deleteDocuments(trx: Trx, events: readonly string[]): Promise<void> {
  if (events.length === 0) return
  const { rows } = await sql<{
    series: string | null
  }>`delete from document where event_id = any(${events}::text[]) returning series`.execute(trx)
  await number(
    trx,
    rows.flatMap((row) => row.series ?? []),
  )
}
