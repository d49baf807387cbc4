import { type Transaction, sql } from 'kysely'
import { SYNTHETIC } from '../core/ids.ts'
import type { TimelineEvent } from '../core/timeline.ts'
import type { Db } from './connect.ts'
import { removeDocuments } from './document-removals.ts'
import type { RoomKey } from './rooms.ts'
import type { Schema } from './schema.ts'
import { type Names, type NewRoomEvent, asRows, insertRoomEvents, removalsIn, setDeleted } from './timeline.ts'

type Trx = Transaction<Schema>

/** The event up to which nothing is missing in the index of a room; null when that was never looked at, or is asked for anew. */
export async function findWholeTo(db: Db, { kind, ref }: RoomKey): Promise<string | null> {
  const row = await db.selectFrom('timeline_check').selectAll().where('kind', '=', kind).where('ref', '=', ref).executeTakeFirst()
  return row === undefined || row.rebuilding ? null : row.whole_to
}
export async function setWholeTo(db: Db | Trx, { kind, ref }: RoomKey, event: string | null, now: Date): Promise<void> {
  await db
    .insertInto('timeline_check')
    .values({ kind, ref, whole_to: event, checked_at: now })
    .onConflict((conflict) => conflict.columns(['kind', 'ref']).doUpdateSet({ whole_to: event, rebuilding: false, checked_at: now }))
    .execute()
}

/**
 * Puts what is missing of these events, which follow each other in their room, after the known event that they follow there. What was
 * known keeps its order. Deletions that the homeserver knows of are ours too. Gives what was missing. Under lockTimeline.
 */
export async function placeRoomEvents(
  trx: Trx,
  { kind, ref }: RoomKey,
  events: readonly TimelineEvent[],
  names: Names,
): Promise<NewRoomEvent[]> {
  const ids = events.map(({ eventId }) => eventId)
  const { rows: known } = await sql<{ event_id: string; position: string }>`
    select event_id, position from room_event where event_id = any(${ids}::text[]) and kind = ${kind} and ref = ${ref}`.execute(trx)
  const positions = new Map(known.map((row) => [row.event_id, row.position]))
  await setDeletedAlready(
    trx,
    events.filter((event) => event.deleted && positions.has(event.eventId)),
  )
  await setDeleted(trx, events)
  await removeDocuments(trx, removalsIn(events), names.serverName)
  const first = ids.findIndex((id) => !positions.has(id))
  if (first === -1) return []

  const before = first === 0 ? '0' : (positions.get(ids[first - 1] ?? '') ?? '0')
  const { rows: tail } = await sql<{ event_id: string }>`
    select event_id from room_event where kind = ${kind} and ref = ${ref} and position > ${before} order by position`.execute(trx)
  const inserted = await insertRoomEvents(trx, events.slice(first), names)
  if (tail.length > 0)
    await number(
      trx,
      kind,
      ref,
      inOrder(
        tail.map((row) => row.event_id),
        ids.slice(first),
        new Set(inserted.map(({ eventId }) => eventId)),
      ),
    )
  const { rows: placed } = await sql<{ event_id: string; position: string }>`
    select event_id, position from room_event where event_id = any(${inserted.map(({ eventId }) => eventId)}::text[])`.execute(trx)
  const now = new Map(placed.map((row) => [row.event_id, row.position]))
  return inserted.map((row) => ({ ...row, position: now.get(row.eventId) ?? row.position }))
}

/** Known events in their order, each followed by the missing ones that come after it; those before the first known one come first. */
function inOrder(known: readonly string[], events: readonly string[], missing: ReadonlySet<string>): string[] {
  const following = new Map<string, string[]>()
  let after = ''
  for (const id of events) {
    if (missing.has(id)) following.set(after, [...(following.get(after) ?? []), id])
    else after = id
  }
  return [...(following.get('') ?? []), ...known.flatMap((id) => [id, ...(following.get(id) ?? [])])]
}

/** New positions for the end of a room; receipts follow their event. */
async function number(trx: Trx, kind: string, ref: string, order: readonly string[]): Promise<void> {
  await sql`
    with block as (
      select setval(sequence, last + ${order.length}::bigint) - ${order.length}::bigint as base
      from (select pg_get_serial_sequence('room_event', 'position')::regclass as sequence, nextval(pg_get_serial_sequence('room_event', 'position')) as last) as s
    )
    update room_event e set position = block.base + o.n
    from block, unnest(${order}::text[]) with ordinality as o(event_id, n) where e.event_id = o.event_id`.execute(trx)
  await sql`update receipt t set position = e.position from room_event e
    where t.kind = ${kind} and t.ref = ${ref} and e.event_id = t.event_id and t.position is distinct from e.position`.execute(trx)
}

async function setDeletedAlready(trx: Trx, events: readonly TimelineEvent[]): Promise<void> {
  if (events.length === 0) return
  await sql`update room_event set deleted_at = now()
    where deleted_at is null and event_id = any(${events.map(({ eventId }) => eventId)}::text[])`.execute(trx)
}

/** What a rebuild says anew of events that are known: who said it, whether it counts, in which thread. What was deleted has lost that. */
export async function correctRoomEvents(trx: Trx, events: readonly TimelineEvent[], { bridge, serverName }: Names): Promise<void> {
  await sql`
    update room_event k set at = e.at, sender = e.sender, person = p.id, thread = coalesce(e.thread, k.thread),
      said = e.message and case when e.sender = ${bridge} then k.kind = 'notifications'
        else not e.notice and p.id is not null and not starts_with(p.id, ${SYNTHETIC}) end
    from jsonb_to_recordset(${asRows(events, serverName)}::jsonb) as e(event_id text, at timestamptz, sender text,
      localpart text, message boolean, notice boolean, thread text, deleted boolean)
    left join person p on p.localpart = e.localpart
    where k.event_id = e.event_id and not e.deleted`.execute(trx)
}

// ---- rebuilding everything

/** Every room is to be read anew, or one. Gives how many are waiting; those of a rebuild that was interrupted are kept waiting. */
export async function askRebuild(db: Db, roomId: string | undefined): Promise<number> {
  const one =
    roomId === undefined ? sql<boolean>`not exists (select from timeline_check where rebuilding)` : sql<boolean>`room_id = ${roomId}`
  await sql`insert into timeline_check (kind, ref, rebuilding)
    select kind, ref, true from room where room_id is not null and not starts_with(ref, ${SYNTHETIC}) and ${one}
    on conflict (kind, ref) do update set rebuilding = true`.execute(db)
  const { rows } = await sql<{ n: string }>`select count(*) as n from timeline_check where rebuilding`.execute(db)
  return Number(rows[0]?.n ?? 0)
}
export async function listRebuilding(db: Db, limit: number): Promise<{ kind: string; ref: string }[]> {
  return db
    .selectFrom('timeline_check')
    .select(['kind', 'ref'])
    .where('rebuilding', '=', true)
    .orderBy('kind')
    .orderBy('ref')
    .limit(limit)
    .execute()
}
