import { type Transaction, sql } from 'kysely'
import type { RoomKindName } from 'policies'
import { SYNTHETIC, localpartOf } from '../core/ids.ts'
import { type SaidReceipt, UNSAID } from '../core/timeline.ts'
import type { Db } from './connect.ts'
import { addJob } from './jobs.ts'
import type { Schema } from './schema.ts'

type Trx = Transaction<Schema>
/** Somebody read further than we knew. */
export interface NewRead {
  readonly person: string
  readonly kind: RoomKindName
  readonly ref: string
  /** '' the whole room, 'main' what is in no thread, else the root of a thread. */
  readonly thread: string
  readonly position: string
  readonly private: boolean
  readonly at: Date
}

/**
 * Moves people forward to where they say they have read, never back. Of an event that we do not know, the receipt waits, and the room
 * is looked at. Gives who read further than we knew. Under lockTimeline.
 */
export async function insertReceipts(trx: Trx, receipts: readonly SaidReceipt[], serverName: string): Promise<NewRead[]> {
  if (receipts.length > 0) for (const room of await setWaiting(trx, receipts, serverName)) await queueHealing(trx, room)
  return settleReceipts(trx)
}

/** Gives the rooms of events that we do not know. */
async function setWaiting(trx: Trx, receipts: readonly SaidReceipt[], serverName: string): Promise<{ kind: string; ref: string }[]> {
  const json = JSON.stringify(
    receipts.map(({ roomId, eventId, user, thread, private: isPrivate, at }) => ({
      room_id: roomId,
      event_id: eventId,
      localpart: localpartOf(user, serverName),
      thread,
      private: isPrivate,
      at: at.toISOString(),
    })),
  )
  const { rows } = await sql<{ kind: string; ref: string }>`/* prepared: wait-for-events */
    with waiting as (
      insert into receipt_waiting (kind, ref, person, thread, private, event_id, at)
      select distinct on (p.id, r.kind, r.ref, g.thread, g.private) r.kind, r.ref, p.id, g.thread, g.private, g.event_id, g.at
      from jsonb_to_recordset(${json}::jsonb) as g(room_id text, event_id text, localpart text, thread text, private boolean, at timestamptz)
      join room r on r.room_id = g.room_id and not starts_with(r.ref, ${SYNTHETIC})
      join person p on p.localpart = g.localpart and not starts_with(p.id, ${SYNTHETIC})
      left join room_event e on e.event_id = g.event_id and e.kind = r.kind and e.ref = r.ref
      order by p.id, r.kind, r.ref, g.thread, g.private, e.position desc nulls first, g.at desc
      on conflict (person, kind, ref, thread, private) do update set event_id = excluded.event_id, at = excluded.at
      returning kind, ref, event_id
    )
    select distinct w.kind, w.ref from waiting w where not exists (select from room_event e where e.event_id = w.event_id)`.execute(trx)
  return rows
}

/**
 * Receipts whose event is known count from here on. One that does not say which thread it is about is taken for the whole room when nothing
 * else is unread before it; else for the thread of its event, which it is about in any case, and the homeserver is asked. On the root of
 * a thread it may be about either: nothing is taken for granted. Gives who read further than we knew.
 */
export async function settleReceipts(trx: Trx): Promise<NewRead[]> {
  const { rows } = await sql<NewRead & { unclear: boolean }>`/* prepared: settle-receipts */
    with settled as (
      delete from receipt_waiting w using room_event e
      where e.event_id = w.event_id and e.kind = w.kind and e.ref = w.ref
      returning w.kind, w.ref, w.person, w.thread, w.private, w.event_id, e.position, w.at, coalesce(e.thread, 'main') as own
    ), rooted as (
      select s.*, exists (select from room_event reply where reply.thread = s.event_id) as root,
        coalesce((select max(position) from receipt t where t.person = s.person and t.kind = s.kind and t.ref = s.ref and t.thread = ''), 0) as whole
      from settled s
    ), judged as (
      select s.*, s.thread = ${UNSAID} and exists (
        select from room_event o where o.kind = s.kind and o.ref = s.ref and o.said and o.deleted_at is null
          and o.position > s.whole and o.position <= s.position and o.person is distinct from s.person and (s.root or coalesce(o.thread, 'main') <> s.own)
      ) as unclear
      from rooted s
    ), meant as (
      select j.*, case when j.thread <> ${UNSAID} then j.thread when not unclear then '' when not root then own end as means from judged j
    ), moved as (
      insert into receipt (kind, ref, person, thread, private, event_id, position, at)
      select distinct on (person, kind, ref, means, private) kind, ref, person, means, private, event_id, position, at
      from meant where means is not null order by person, kind, ref, means, private, position desc
      on conflict (person, kind, ref, thread, private) do update set event_id = excluded.event_id, position = excluded.position, at = excluded.at
        where receipt.position is null or receipt.position < excluded.position
      returning person, kind, ref, thread, position, private, at
    )
    select person, kind, ref, thread, position, private, at, false as unclear from moved
    union all select person, kind, ref, '', position, private, at, true from meant where unclear`.execute(trx)
  for (const person of new Set(rows.filter(({ unclear }) => unclear).map((row) => row.person))) await queueReceipts(trx, person)
  return rows.filter(({ unclear }) => !unclear).map(({ unclear: _, ...read }) => read)
}

/** The index of this room is to be compared with the homeserver. */
export const queueHealing = (trx: Trx, { kind, ref }: { kind: string; ref: string }): Promise<void> =>
  addJob(trx, 'heal-timeline', { kind, ref }, { key: `timeline:${kind}:${ref}` })
/** The homeserver is to be asked up to where this person has read. */
export const queueReceipts = (db: Db | Trx, person: string): Promise<void> =>
  addJob(db, 'read-receipts', { person }, { key: `receipts:${person}` })

/** Receipts of a room that wait for their event. */
export async function listWaitingFor(db: Db, { kind, ref }: { kind: string; ref: string }): Promise<string[]> {
  const rows = await db.selectFrom('receipt_waiting').select('event_id').where('kind', '=', kind).where('ref', '=', ref).execute()
  return rows.map((row) => row.event_id)
}
/** Of these events the homeserver knows nothing either. */
export async function deleteWaitingFor(trx: Trx, { kind, ref }: { kind: string; ref: string }, events: readonly string[]): Promise<void> {
  if (events.length === 0) return
  await trx.deleteFrom('receipt_waiting').where('kind', '=', kind).where('ref', '=', ref).where('event_id', 'in', events).execute()
}
