import { type Selectable, type Transaction, sql } from 'kysely'
import type { RoomKindName } from 'policies'
import type { RoomId, UserId } from '../core/ids.ts'
import type { Membership } from '../core/room-difference.ts'
import { ROOM_KINDS, isRoomKind, kindsFor } from '../core/rooms/index.ts'
import type { RoomSubject } from '../core/rooms/kind.ts'
import type { Db } from './connect.ts'
import { addJob } from './jobs.ts'
import type { Where } from './periods.ts'
import type { RoomTable, Schema, Scope } from './schema.ts'

export interface RoomKey {
  readonly kind: RoomKindName
  readonly ref: string
}
export type RoomRow = Omit<Selectable<RoomTable>, 'kind' | 'room_id'> & { kind: RoomKindName; room_id: RoomId | null }
const toRow = (row: Selectable<RoomTable>): RoomRow => {
  if (!isRoomKind(row.kind)) throw new Error(`the database holds a room of the unknown kind ${row.kind}`)
  return { ...row, kind: row.kind, room_id: row.room_id as RoomId | null }
}

/** The registry wants these rooms: one per kind that follows this scope. */
export async function ensureRooms(trx: Transaction<Schema>, where: Where): Promise<void> {
  await trx
    .insertInto('room')
    .values(kindsFor(where.scope).map(({ kind }) => ({ kind, ...where, in_step: true })))
    .onConflict((conflict) => conflict.columns(['kind', 'ref']).doNothing())
    .execute()
}

/** Forgets rooms that were wanted and never made. False when one exists: what was said there stays. */
export async function deleteUnmadeRooms(trx: Transaction<Schema>, where: Where): Promise<boolean> {
  const rooms = await trx.selectFrom('room').selectAll().where('scope', '=', where.scope).where('ref', '=', where.ref).forUpdate().execute()
  if (rooms.some((room) => room.room_id !== null || room.creating)) return false
  await trx.deleteFrom('room').where('scope', '=', where.scope).where('ref', '=', where.ref).execute()
  return true
}

/** The rooms of this circle or staff are to be compared again: said in the transaction that changes them, worked on after its commit. */
export async function queueRooms(db: Db | Transaction<Schema>, where: Where, priority: number, now: Date): Promise<void> {
  const rooms = await db
    .updateTable('room')
    .set((eb) => ({ in_step: false, change: eb('change', '+', '1'), dirty_since: sql<Date>`coalesce(dirty_since, ${now})`, next_try_at: now, attempts: 0 }))
    .where('scope', '=', where.scope)
    .where('ref', '=', where.ref)
    .returning(['kind', 'ref'])
    .execute()
  for (const room of rooms) await queueRoom(db, room, priority)
}
/** The rooms of one DAC name each other (space, children): when one is made, the others have something to say. */
export async function queueSiblings(db: Db, { kind, scope, ref }: RoomRow, priority: number, now: Date): Promise<void> {
  const rooms = await db
    .updateTable('room')
    .set((eb) => ({ in_step: false, change: eb('change', '+', '1'), dirty_since: sql<Date>`coalesce(dirty_since, ${now})`, next_try_at: now }))
    .where('scope', '=', scope)
    .where('ref', '=', ref)
    .where('kind', '<>', kind)
    .returning(['kind', 'ref'])
    .execute()
  for (const room of rooms) await queueRoom(db, room, priority)
}
export const queueRoom = (db: Db | Transaction<Schema>, { kind, ref }: { kind: string; ref: string }, priority: number, runAt?: Date): Promise<void> =>
  addJob(db, 'reconcile-room', { kind, ref }, { key: `room:${kind}:${ref}`, priority, runAt })

export async function findRoom(db: Db, { kind, ref }: RoomKey): Promise<RoomRow | undefined> {
  const row = await db.selectFrom('room').selectAll().where('kind', '=', kind).where('ref', '=', ref).executeTakeFirst()
  return row && toRow(row)
}
export async function findRoomById(db: Db, roomId: string): Promise<RoomRow | undefined> {
  const row = await db.selectFrom('room').selectAll().where('room_id', '=', roomId).executeTakeFirst()
  return row && toRow(row)
}
export async function listRoomsOf(db: Db, where: Where): Promise<RoomRow[]> {
  const rows = await db.selectFrom('room').selectAll().where('scope', '=', where.scope).where('ref', '=', where.ref).execute()
  return rows.map(toRow)
}

export async function isUnchanged(db: Db | Transaction<Schema>, { kind, ref, change }: RoomRow): Promise<boolean> {
  const row = await db.selectFrom('room').select('change').where('kind', '=', kind).where('ref', '=', ref).executeTakeFirst()
  return row?.change === change
}

/** What the description of a kind of room needs to know of its circle or structure. */
export async function getRoomSubject(db: Db, { kind, ref }: RoomKey, who: { bridge: UserId; serverName: string }): Promise<RoomSubject> {
  const scope: Scope = ROOM_KINDS[kind].members
  const [titled, rooms] = await Promise.all([
    scope === 'circle'
      ? db.selectFrom('circle').innerJoin('patient', 'patient.id', 'circle.patient').select(['display_name as title', 'status']).where('circle.id', '=', ref).executeTakeFirst()
      : db.selectFrom('structure').select(['name as title', sql<string>`'active'`.as('status')]).where('id', '=', ref).executeTakeFirst(),
    scope === 'circle' ? [] : db.selectFrom('room').select(['kind', 'room_id']).where('scope', '=', scope).where('ref', '=', ref).execute(),
  ])
  if (titled === undefined) throw new Error(`room ${kind} ${ref} has lost its subject`)
  const siblings = Object.fromEntries(rooms.flatMap((room) => (room.room_id === null ? [] : [[room.kind, room.room_id as RoomId]])))
  return { ref, title: titled.title, closed: titled.status === 'closed', siblings, ...who }
}

export interface WantedMember {
  readonly person: string
  readonly localpart: string
  readonly givenName: string
  readonly familyName: string
  readonly profession: string
  readonly role: string
  readonly sources: string[]
  readonly status: string
  readonly accountReady: boolean
}

/** Who the registry puts there now, all sources together, whether their account is active or not. */
export async function listWanted(db: Db, { kind, ref }: RoomKey, now: Date): Promise<WantedMember[]> {
  const rows = await db
    .selectFrom('belonging as b')
    .innerJoin('person as p', 'p.id', 'b.person')
    .select(['p.id', 'p.localpart', 'p.given_name', 'p.family_name', 'p.profession', 'p.status', 'p.account_state'])
    .select([sql<string>`(array_agg(b.role order by b.start_at))[1]`.as('role'), sql<string[]>`array_agg(distinct b.source)`.as('sources')])
    .where('b.scope', '=', ROOM_KINDS[kind].members)
    .where('b.ref', '=', ref)
    .where('b.start_at', '<=', now)
    .where((eb) => eb.or([eb('b.end_at', 'is', null), eb('b.end_at', '>', now)]))
    .groupBy('p.id')
    .orderBy('p.family_name')
    .execute()
  return rows.map((row) => ({
    person: row.id,
    localpart: row.localpart,
    givenName: row.given_name,
    familyName: row.family_name,
    profession: row.profession,
    role: row.role,
    sources: row.sources,
    status: row.status,
    accountReady: row.account_state === 'ready',
  }))
}

/** A room is about to be made: should we die before its identifier is stored, the next try looks for it first. */
export async function setCreating(db: Db, { kind, ref }: RoomKey): Promise<void> {
  await db.updateTable('room').set({ creating: true }).where('kind', '=', kind).where('ref', '=', ref).execute()
}
export async function setRoomId(db: Db, { kind, ref }: RoomKey, roomId: RoomId): Promise<void> {
  await db.updateTable('room').set({ room_id: roomId, creating: false }).where('kind', '=', kind).where('ref', '=', ref).execute()
}

/** The room is what the change that was read wants. Says nothing when a later change came meanwhile. */
export async function setInStep(db: Db, { kind, ref }: RoomKey, change: string, now: Date): Promise<void> {
  await db
    .updateTable('room')
    .set({ checked_at: now, last_error: null, last_error_at: null, attempts: 0 })
    .set(() => ({
      in_step: sql<boolean>`change = ${change}`,
      dirty_since: sql<Date | null>`case when change = ${change} then null else dirty_since end`,
      next_try_at: sql<Date | null>`case when change = ${change} then null else next_try_at end`,
    }))
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .execute()
}

/** The work failed: its cause is kept for people to read. Gives how many times in a row. */
export async function setRoomError(db: Db, { kind, ref }: RoomKey, error: string, now: Date): Promise<number> {
  const row = await db
    .updateTable('room')
    .set((eb) => ({ in_step: false, last_error: error, last_error_at: now, attempts: eb('attempts', '+', 1), dirty_since: sql<Date>`coalesce(dirty_since, ${now})` }))
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
export async function setRoomMembers(db: Db, { kind, ref }: RoomKey, members: ReadonlyMap<string, { membership: string; error: string | null }>): Promise<void> {
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
export async function listRoomMembers(db: Db, { kind, ref }: RoomKey): Promise<{ userId: string; membership: string; error: string | null }[]> {
  const rows = await db.selectFrom('room_member').select(['user_id', 'membership', 'error']).where('kind', '=', kind).where('ref', '=', ref).limit(2_000).execute()
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
  const { rows } = await sql<{ id: RoomId }>`select id from unnest(${ids}::text[]) as given(id) where not exists (select from room where room_id = id)`.execute(db)
  return rows.map((row) => row.id)
}

/** Rooms whose last try failed. Counts over the index of those out of step. */
export async function countRoomsInError(db: Db): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(*) as n from room where not in_step and last_error is not null`.execute(db)
  return Number(rows[0]?.n ?? 0)
}
export async function countRoomsOutOfStep(db: Db): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(*) as n from room where not in_step`.execute(db)
  return Number(rows[0]?.n ?? 0)
}
