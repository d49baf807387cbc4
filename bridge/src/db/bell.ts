import { type Transaction, sql } from 'kysely'
import type { RoomId } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, pageOf } from './cursor.ts'
import type { Schema } from './schema.ts'
import type { NewRoomEvent } from './timeline.ts'

/** A notification as the bell shows it. */
export interface Rung {
  readonly id: string
  readonly type: string
  readonly at: string
  readonly body: string
  readonly about: Record<string, unknown>
  readonly read: boolean
}

/** What was said in rooms of notifications gets its event: known however it comes back to us, after a crash too. */
export async function linkNotifications(trx: Transaction<Schema>, rows: readonly NewRoomEvent[]): Promise<void> {
  const said = rows.flatMap(({ kind, ref, person, said: counts, eventId, content }) => {
    const id =
      kind === 'notifications' && person === null && counts
        ? (content['fr.sphere.notice'] as { event?: unknown } | undefined)?.event
        : undefined
    return typeof id === 'string' && /^\d{1,18}$/.test(id) ? [{ id, person: ref, event_id: eventId }] : []
  })
  if (said.length === 0) return
  await sql`update notification n set event_id = s.event_id
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as s(id bigint, person text, event_id text)
    where n.id = s.id and n.person = s.person`.execute(trx)
}

/** Newest first. Read is what the person read in their room, here or in any client. */
export async function listBell(
  db: Db,
  person: string,
  { unread, cursor, limit }: Omit<Paging, 'search'> & { unread: boolean },
): Promise<Page<Rung>> {
  const before = fromCursor(cursor)?.[0]
  const { rows } = await sql<
    Omit<Rung, 'at' | 'type' | 'about'> & { at: Date; type: string | null; about: Record<string, unknown> | null }
  >`
    with seen as (select coalesce(max(position), 0) as position from receipt
      where person = ${person} and kind = 'notifications' and ref = ${person} and thread in ('', 'main'))
    select * from (
      select n.id, n.type, n.at, n.body, n.about, coalesce(e.position <= seen.position, false) as read
      from notification n cross join seen left join room_event e on e.event_id = n.event_id
      where n.person = ${person} and n.body is not null and n.id < ${/^\d{1,18}$/.test(before ?? '') ? before : '9223372036854775807'}
    ) as rung where ${unread ? sql`not read` : sql`true`} order by id desc limit ${limit + 1}`.execute(db)
  return pageOf(
    rows,
    limit,
    ({ id, type, at, body, about, read }) => ({ id, type: type ?? 'notice', at: at.toISOString(), body, about: about ?? {}, read }),
    ({ id }) => [id, ''],
  )
}

/** The newest of a person's notifications that is said, up to this one. */
export async function findLastRung(db: Db, person: string, upTo: string | undefined): Promise<{ room: RoomId; event: string } | undefined> {
  const { rows } = await sql<{ room: RoomId; event: string }>`
    select r.room_id as room, n.event_id as event from notification n
    join room r on r.kind = 'notifications' and r.ref = n.person and r.room_id is not null
    where n.person = ${person} and n.event_id is not null and n.body is not null ${upTo === undefined ? sql`` : sql`and n.id <= ${upTo}`}
    order by n.id desc limit 1`.execute(db)
  return rows[0]
}
