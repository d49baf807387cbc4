import { type Transaction, sql } from 'kysely'
import type { RoomKindName } from 'policies'
import { SYNTHETIC, localpartOf } from '../core/ids.ts'
import type { Removal, TimelineEvent } from '../core/timeline.ts'
import { removeDocuments } from './document-removals.ts'
import type { Schema } from './schema.ts'

type Trx = Transaction<Schema>

/** An event that the index did not have before. */
export interface NewRoomEvent {
  readonly eventId: string
  readonly kind: RoomKindName
  readonly ref: string
  readonly position: string
  readonly at: Date
  readonly sender: string
  readonly person: string | null
  readonly said: boolean
  readonly thread: string | null
  readonly type: string
  readonly content: Readonly<Record<string, unknown>>
  /** Deleted before it reached us, or in the same delivery. */
  readonly deleted: boolean
}
/** Who is who for the index: the bridge's own user, and people of this server. */
export interface Names {
  readonly bridge: string
  readonly serverName: string
}

const TIMELINE_LOCK = 7_245_110_002

/**
 * One writer at a time, until the commit: positions are in the order of commits, and nobody numbers a room anew while something is
 * added to it. The homeserver sends one delivery at a time anyway. The first lock of its transaction.
 */
export async function lockTimeline(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${TIMELINE_LOCK})`.execute(trx)
}

export const asRows = (events: readonly TimelineEvent[], serverName: string): string =>
  JSON.stringify(
    events.map(({ eventId, roomId, at, sender, message, notice, thread, about, deleted }, n) => ({
      n,
      event_id: eventId,
      room_id: roomId,
      at: at.toISOString(),
      sender,
      localpart: localpartOf(sender, serverName),
      message,
      notice,
      thread,
      about,
      deleted,
    })),
  )

/**
 * Adds events of rooms that we know, at the end of their room and in the order given; what was there stays as it is. Then the
 * deletions among them. Gives the new ones.
 */
export async function insertRoomEvents(trx: Trx, events: readonly TimelineEvent[], { bridge, serverName }: Names): Promise<NewRoomEvent[]> {
  if (events.length === 0) return []
  const { rows } = await sql<Omit<NewRoomEvent, 'type' | 'content'>>`
    insert into room_event (event_id, kind, ref, at, sender, person, said, thread, deleted_at)
    select e.event_id, r.kind, r.ref, e.at, e.sender, p.id,
      -- What the service says counts where it speaks to one person; what people say counts everywhere.
      e.message and case when e.sender = ${bridge} then r.kind = 'notifications'
        else not e.notice and p.id is not null and not starts_with(p.id, ${SYNTHETIC}) end,
      coalesce(e.thread, (select thread from room_event root where root.event_id = e.about)),
      case when e.deleted then e.at end
    from jsonb_to_recordset(${asRows(events, serverName)}::jsonb) as e(n int, event_id text, room_id text, at timestamptz, sender text,
      localpart text, message boolean, notice boolean, thread text, about text, deleted boolean)
    join room r on r.room_id = e.room_id and not starts_with(r.ref, ${SYNTHETIC})
    left join person p on p.localpart = e.localpart
    order by e.n
    on conflict (event_id) do nothing
    returning event_id as "eventId", kind, ref, position, at, sender, person, said, thread, deleted_at is not null as deleted`.execute(trx)
  const deleted = await setDeleted(trx, events)
  await removeDocuments(trx, removalsIn(events), serverName)
  const byId = new Map(events.map((event) => [event.eventId, event]))
  return rows.map((row) => ({
    ...row,
    deleted: row.deleted || deleted.has(row.eventId),
    type: byId.get(row.eventId)?.type ?? '',
    content: byId.get(row.eventId)?.content ?? {},
  }))
}

export const removalsIn = (events: readonly TimelineEvent[]): Removal[] => events.flatMap(({ removal }) => removal ?? [])

/** What these events delete, in their own room, is deleted from then on. */
export async function setDeleted(trx: Trx, events: readonly TimelineEvent[]): Promise<Set<string>> {
  const deletions = events.filter(({ deletes }) => deletes !== null)
  if (deletions.length === 0) return new Set()
  const json = JSON.stringify(deletions.map(({ deletes, roomId, at }) => ({ event_id: deletes, room_id: roomId, at: at.toISOString() })))
  const { rows } = await sql<{ event_id: string }>`
    update room_event e set deleted_at = d.at
    from jsonb_to_recordset(${json}::jsonb) as d(event_id text, room_id text, at timestamptz) join room r on r.room_id = d.room_id
    where e.event_id = d.event_id and e.kind = r.kind and e.ref = r.ref and e.deleted_at is null
    returning e.event_id`.execute(trx)
  return new Set(rows.map((row) => row.event_id))
}
