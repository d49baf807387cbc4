import { type Transaction, sql } from 'kysely'
import { localpartOf } from '../core/ids.ts'
import type { Removal } from '../core/timeline.ts'
import type { Db } from './connect.ts'
import { moveSeries, numberVersions } from './document-series.ts'
import { BACKGROUND, addJob } from './jobs.ts'
import type { Schema } from './schema.ts'

type Trx = Transaction<Schema>

/**
 * What is known of these files is forgotten. In folders that there was one, its number, and who removed it, when and why, stays. Of two
 * deletions of one message the first counts. What is not deleted in that room is passed over. Safe to repeat.
 */
export async function removeDocuments(trx: Trx, removals: readonly Removal[], serverName: string): Promise<void> {
  if (removals.length === 0) return
  const { rows } = await sql<{ series: string | null }>`
    delete from document d using room_event e
    where d.event_id = any(${removals.map(({ eventId }) => eventId)}::text[]) and e.event_id = d.event_id and e.deleted_at is not null
    returning d.series`.execute(trx)
  const series = rows.flatMap((row) => row.series ?? [])
  const marked = await markRemoved(trx, removals, serverName)
  await numberVersions(trx, [...series, ...(await moveSeries(trx, marked))])
  if (marked.length > 0) await addJob(trx, 'note-removals', {}, { key: 'note-removals', priority: BACKGROUND })
}

async function markRemoved(trx: Trx, removals: readonly Removal[], serverName: string): Promise<string[]> {
  const given = removals.map(({ eventId, roomId, sender, at, reason }) => ({
    event_id: eventId,
    room_id: roomId,
    localpart: localpartOf(sender, serverName),
    at: at.toISOString(),
    reason,
  }))
  const { rows } = await sql<{ event_id: string }>`
    insert into document_link as l (event_id, ref, series, removed_at, removed_by, reason)
    select distinct on (e.event_id) e.event_id, e.ref, e.event_id, g.at, p.id, g.reason
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(event_id text, room_id text, localpart text, at timestamptz, reason text)
    join room r on r.room_id = g.room_id and r.kind = 'documents'
    join room_event e on e.event_id = g.event_id and e.kind = r.kind and e.ref = r.ref and e.said and e.deleted_at is not null
    left join person p on p.localpart = g.localpart
    order by e.event_id, g.at
    on conflict (event_id) do update set removed_at = excluded.removed_at, removed_by = excluded.removed_by, reason = excluded.reason
      where l.removed_at is null or excluded.removed_at < l.removed_at or (l.removed_by is null and excluded.removed_by is not null)
    returning event_id`.execute(trx)
  return rows.map((row) => row.event_id)
}

// ---- what the room says of them: of what is deleted the homeserver keeps no relation

export interface RemovalToNote {
  readonly eventId: string
  readonly repliedTo: string
  readonly roomId: string
}
/** Removed versions of which their room does not say yet what they replied to. */
export async function listRemovalsToNote(db: Db, limit: number): Promise<RemovalToNote[]> {
  const { rows } = await sql<RemovalToNote>`
    select l.event_id as "eventId", l.replies_to as "repliedTo", r.room_id as "roomId"
    from document_link l join room r on r.kind = 'documents' and r.ref = l.ref and r.room_id is not null
    where l.removed_at is not null and l.replies_to is not null and not l.noted order by l.event_id limit ${limit}`.execute(db)
  return rows
}
export const setRemovalNoted = async (db: Db, eventId: string): Promise<void> =>
  void (await db.updateTable('document_link').set({ noted: true }).where('event_id', '=', eventId).execute())

/** What rooms say of removed versions. No person's event counts: `note` is the event that says it. */
export async function takeRemovalNotes(
  trx: Trx,
  notes: readonly { readonly note: string; readonly document: string; readonly repliedTo: string }[],
): Promise<void> {
  if (notes.length === 0) return
  const { rows } = await sql<{ event_id: string }>`
    update document_link l set replies_to = coalesce(l.replies_to, g."repliedTo"), noted = true
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as g(note text, document text, "repliedTo" text)
      join room_event n on n.event_id = g.note and n.kind = 'documents' and n.person is null
    where l.event_id = g.document and l.ref = n.ref and l.removed_at is not null and not (l.noted and l.replies_to is not null)
    returning l.event_id`.execute(trx)
  await numberVersions(
    trx,
    await moveSeries(
      trx,
      rows.map((row) => row.event_id),
    ),
  )
}
