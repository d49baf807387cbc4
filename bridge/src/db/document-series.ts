import { type Transaction, sql } from 'kysely'
import type { Schema } from './schema.ts'

type Trx = Transaction<Schema>

/**
 * In folders, which document is a version of which: a file that replies to a document of its folder belongs to the same series. Whatever the
 * order in which they become known: what replied to one of these before it was known moves with it. What was removed keeps its place and
 * its number between the others, and nothing else.
 */
export async function linkDocuments(trx: Trx, documents: readonly { eventId: string; repliesTo: string | null }[]): Promise<void> {
  const given = JSON.stringify(documents.map(({ eventId, repliesTo }) => ({ eventId, repliesTo })))
  const { rows } = await sql<{ event_id: string }>`
    insert into document_link (event_id, ref, replies_to, series)
    select e.event_id, e.ref, g."repliesTo", e.event_id
    from jsonb_to_recordset(${given}::jsonb) as g("eventId" text, "repliesTo" text)
      join room_event e on e.event_id = g."eventId" and e.kind = 'documents' and e.said and e.person is not null
      join folder f on f.id = e.ref
    on conflict (event_id) do update set replies_to = excluded.replies_to
    returning event_id`.execute(trx)
  await numberVersions(
    trx,
    await moveSeries(
      trx,
      rows.map((row) => row.event_id),
    ),
  )
}

/** Gives these and what follows them the series of the first that they lead back to. Gives the series that gained or lost one. */
export async function moveSeries(trx: Trx, events: readonly string[]): Promise<string[]> {
  if (events.length === 0) return []
  const { rows } = await sql<{ series: string }>`
    with recursive back as (
      select l.event_id as origin, l.event_id as at, l.ref, l.replies_to, l.series as was from document_link l where l.event_id = any(${events}::text[])
      union
      select back.origin, l.event_id, back.ref, l.replies_to, back.was
      from back join document_link l on l.event_id = back.replies_to and l.ref = back.ref
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
    ), shown as (
      update document d set series = last.series from last where d.event_id = last.event_id and d.series <> last.series
    )
    select distinct series from (select series from last union select was from back) as touched`.execute(trx)
  return rows.map((row) => row.series)
}

/**
 * A version's number is its place in the order of deposit, those that were removed since included: what was quoted stays true. The newest is
 * the last that is still there.
 */
export async function numberVersions(trx: Trx, series: readonly string[]): Promise<void> {
  if (series.length === 0) return
  await sql`
    with n as (
      select l.event_id, row_number() over series as version, d.event_id is not null
        and count(d.event_id) over (partition by l.series order by e.at desc, e.event_id desc) = 1 as newest
      from document_link l join room_event e on e.event_id = l.event_id left join document d on d.event_id = l.event_id
      where l.series = any(${series}::text[])
      window series as (partition by l.series order by e.at, e.event_id)
    ), numbered as (
      update document_link l set version = n.version from n where l.event_id = n.event_id and l.version <> n.version
    )
    update document d set version = n.version, newest = n.newest from n
    where d.event_id = n.event_id and (d.version <> n.version or d.newest <> n.newest)`.execute(trx)
}
