import { sql } from 'kysely'
import type { RoomId } from '../core/ids.ts'
import type { Membership } from '../core/room-difference.ts'
import { isRoomKind } from '../core/rooms/index.ts'
import type { Db } from './connect.ts'
import { type RoomKey, type RoomRow, toRow } from './rooms.ts'
import { isReal } from './synthetic.ts'

/** A room is about to be made: should we die before its identifier is stored, the next try looks for it first. */
export async function setCreating(db: Db, { kind, ref }: RoomKey): Promise<void> {
  await db.updateTable('room').set({ creating: true }).where('kind', '=', kind).where('ref', '=', ref).execute()
}
export async function setRoomId(db: Db, { kind, ref }: RoomKey, roomId: RoomId): Promise<void> {
  await db.updateTable('room').set({ room_id: roomId, creating: false }).where('kind', '=', kind).where('ref', '=', ref).execute()
}

/**
 * The room is what the change that was read wants, and with it what was recorded until then. Says nothing when a later change came meanwhile:
 * events and the change that they ask for are committed together, so an unchanged room has followed every event that is seen here.
 */
export async function setInStep(db: Db, { kind, ref }: RoomKey, change: string, now: Date): Promise<void> {
  await sql`
    with stepped as (
      update room set checked_at = ${now}, last_error = null, last_error_at = null, attempts = 0, in_step = change = ${change},
        dirty_since = case when change = ${change} then null else dirty_since end,
        next_try_at = case when change = ${change} then null else next_try_at end
      where kind = ${kind} and ref = ${ref} returning scope, members_of, in_step
    )
    insert into room_followed (kind, ref, event, at)
    select ${kind}, ${ref}, newest.id, ${now} from stepped, lateral (
      select max(id) as id from event where scope = 'circle' and circle = members_of
      union all select max(id) from event where scope = 'staff' and structure = members_of
    ) as newest
    where in_step and newest.id is not null on conflict do nothing`.execute(db)
}

/** The work failed: its cause is kept for people to read. Gives how many times in a row. */
export async function setRoomError(db: Db, { kind, ref }: RoomKey, error: string, now: Date): Promise<number> {
  const row = await db
    .updateTable('room')
    .set((eb) => ({
      in_step: false,
      last_error: error,
      last_error_at: now,
      attempts: eb('attempts', '+', 1),
      dirty_since: sql<Date>`coalesce(dirty_since, ${now})`,
    }))
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts ?? 1
}
export async function setNextTry(db: Db, { kind, ref }: RoomKey, at: Date): Promise<void> {
  await db.updateTable('room').set({ next_try_at: at }).where('kind', '=', kind).where('ref', '=', ref).execute()
}

/** What the homeserver was last seen to hold, with the cause of what failed per person. */
export async function setRoomMembers(
  db: Db,
  { kind, ref }: RoomKey,
  members: ReadonlyMap<string, { membership: string; error: string | null }>,
): Promise<void> {
  const values = [...members].map(([user_id, { membership, error }]) => ({ kind, ref, user_id, membership, error }))
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('room_member').where('kind', '=', kind).where('ref', '=', ref).execute()
    if (values.length > 0) await trx.insertInto('room_member').values(values).execute()
  })
}
export async function setRoomMember(db: Db, { kind, ref }: RoomKey, userId: string, membership: Membership): Promise<void> {
  await db
    .insertInto('room_member')
    .values({ kind, ref, user_id: userId, membership, error: null })
    .onConflict((conflict) => conflict.columns(['kind', 'ref', 'user_id']).doUpdateSet({ membership }))
    .execute()
}
export async function listRoomMembers(
  db: Db,
  { kind, ref }: RoomKey,
): Promise<{ userId: string; membership: string; error: string | null }[]> {
  const rows = await db
    .selectFrom('room_member')
    .select(['user_id', 'membership', 'error'])
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .limit(2_000)
    .execute()
  return rows.map((row) => ({ userId: row.user_id, membership: row.membership, error: row.error }))
}

export async function setAnnouncing(db: Db, { kind, ref }: RoomKey, event: string): Promise<void> {
  await db.updateTable('room').set({ announcing: event }).where('kind', '=', kind).where('ref', '=', ref).execute()
}
export async function setAnnounced(db: Db, { kind, ref }: RoomKey, event: string): Promise<void> {
  await db.updateTable('room').set({ announced: event, announcing: null }).where('kind', '=', kind).where('ref', '=', ref).execute()
}

/** Rooms in the order of their keys, for the full comparison. */
export async function listRoomsAfter(db: Db, after: { kind: string; ref: string } | undefined, limit: number): Promise<RoomRow[]> {
  let query = db.selectFrom('room').selectAll().orderBy('kind').orderBy('ref').limit(limit)
  if (after !== undefined) query = query.where(sql<boolean>`(kind, ref) > (${after.kind}, ${after.ref})`)
  return (await query.execute()).map(toRow)
}

/** Rooms that failed and wait for their next try: to be woken when the homeserver is back. */
export async function listRoomsOutOfStep(db: Db, limit: number): Promise<RoomKey[]> {
  const rows = await db.selectFrom('room').select(['kind', 'ref']).where('in_step', '=', false).limit(limit).execute()
  return rows.filter((row): row is RoomKey => isRoomKind(row.kind))
}

/** Of these rooms, those that the registry does not know. */
export async function listUnknownRooms(db: Db, ids: readonly RoomId[]): Promise<RoomId[]> {
  const { rows } = await sql<{
    id: RoomId
  }>`select id from unnest(${ids}::text[]) as given(id) where not exists (select from room where room_id = id)`.execute(db)
  return rows.map((row) => row.id)
}

/** Rooms whose last try failed. Counts over the index of those out of step. */
export async function countRoomsInError(db: Db): Promise<number> {
  const { rows } = await sql<{
    n: string
  }>`select count(*) as n from room where not in_step and last_error is not null and ${isReal('ref')}`.execute(db)
  return Number(rows[0]?.n ?? 0)
}
export async function countRoomsOutOfStep(db: Db): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(*) as n from room where not in_step and ${isReal('ref')}`.execute(db)
  return Number(rows[0]?.n ?? 0)
}
