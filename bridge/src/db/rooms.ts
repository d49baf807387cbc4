import { type RawBuilder, type Selectable, type Transaction, sql } from 'kysely'
import type { RoomKindName } from 'policies'
import type { RoomId } from '../core/ids.ts'
import { ROOM_KINDS, isRoomKind, kindsFor } from '../core/rooms/index.ts'
import type { Db } from './connect.ts'
import type { PersonTable, RoomTable, Schema, Scope } from './schema.ts'
import { underWay } from './under-way.ts'

type Reading = Db | Transaction<Schema>
export interface RoomKey {
  readonly kind: RoomKindName
  readonly ref: string
}
/** Rooms that follow one membership: a circle's, a staff's, a mail's or a person's. */
export interface RoomsOf {
  readonly scope: Scope
  readonly ref: string
}
export type RoomRow = Omit<Selectable<RoomTable>, 'kind' | 'room_id'> & { kind: RoomKindName; room_id: RoomId | null }
export const toRow = (row: Selectable<RoomTable>): RoomRow => {
  if (!isRoomKind(row.kind)) throw new Error(`the database holds a room of the unknown kind ${row.kind}`)
  return { ...row, kind: row.kind, room_id: row.room_id as RoomId | null }
}

/** The registry wants these rooms: one per kind that follows this scope. */
export async function ensureRooms(trx: Transaction<Schema>, where: RoomsOf): Promise<void> {
  await trx
    .insertInto('room')
    .values(kindsFor(where.scope).map(({ kind }) => ({ kind, ...where, in_step: true })))
    .onConflict((conflict) => conflict.columns(['kind', 'ref']).doNothing())
    .execute()
}

/** Forgets rooms that were wanted and never made. False when one exists: what was said there stays. */
export async function deleteUnmadeRooms(trx: Transaction<Schema>, where: RoomsOf): Promise<boolean> {
  const rooms = await trx
    .selectFrom('room')
    .selectAll()
    .where('scope', '=', where.scope)
    .where('members_of', '=', where.ref)
    .forUpdate()
    .execute()
  if (rooms.some((room) => room.room_id !== null || room.creating)) return false
  await trx.deleteFrom('room').where('scope', '=', where.scope).where('members_of', '=', where.ref).execute()
  return true
}

/**
 * The rooms of this circle or staff are to be compared again: said in the transaction that changes them, worked on after its commit.
 * `folders`: those of a staff too, at a priority of their own; there may be hundreds.
 */
export async function queueRooms(
  db: Reading,
  where: RoomsOf,
  priority: number,
  now: Date,
  { folders }: { folders?: number } = {},
): Promise<void> {
  const those = sql<boolean>`r.scope = ${where.scope} and r.members_of = ${where.ref}`
  await queueThose(db, sql`${those} and r.kind <> 'documents'`, priority, now)
  if (folders !== undefined) await queueThose(db, sql`${those} and r.kind = 'documents'`, folders, now)
}
/** One room alone is to be compared again. */
export const queueAgain = (db: Reading, { kind, ref }: RoomKey, priority: number, now: Date): Promise<void> =>
  queueThose(db, sql`r.kind = ${kind} and r.ref = ${ref}`, priority, now)

/**
 * Rooms `r` of which this is true. Locked in one order, so that two who ask for several at once do not wait for each other; and so that whoever
 * writes what refers to a room (what was said there) is not kept waiting.
 */
export async function queueThose(db: Reading, those: RawBuilder<unknown>, priority: number, now: Date): Promise<void> {
  await sql`
    with chosen as (select r.kind, r.ref from room r where ${those} order by r.kind, r.ref for no key update of r),
    asked as (
      update room r set in_step = false, change = r.change + 1, dirty_since = coalesce(r.dirty_since, ${now}), next_try_at = ${now}, attempts = 0
      from chosen where r.kind = chosen.kind and r.ref = chosen.ref returning r.kind, r.ref
    )
    select queue_sooner('reconcile-room', json_build_object('kind', kind, 'ref', ref), 'room:' || kind || ':' || ref, ${new Date()}, ${priority})
    from asked`.execute(db)
}

/** What is queued for it sooner, or more urgently, stays so: a retry puts nothing off. */
export async function queueRoom(db: Reading, { kind, ref }: { kind: string; ref: string }, priority: number, runAt?: Date): Promise<void> {
  await sql`
    with held as (select kind, ref from room where kind = ${kind} and ref = ${ref} for no key update)
    select queue_sooner('reconcile-room', json_build_object('kind', kind, 'ref', ref), 'room:' || kind || ':' || ref, ${runAt ?? new Date()}, ${priority})
    from held`.execute(db)
}

export async function findRoom(db: Db | Transaction<Schema>, { kind, ref }: RoomKey): Promise<RoomRow | undefined> {
  const row = await db.selectFrom('room').selectAll().where('kind', '=', kind).where('ref', '=', ref).executeTakeFirst()
  return row && toRow(row)
}
export async function findRoomById(db: Db, roomId: string): Promise<RoomRow | undefined> {
  const row = await db.selectFrom('room').selectAll().where('room_id', '=', roomId).executeTakeFirst()
  return row && toRow(row)
}
/** Of these rooms, those where the service speaks to one person. */
export async function listNotificationRooms(db: Db, rooms: readonly string[]): Promise<Set<string>> {
  if (rooms.length === 0) return new Set()
  const rows = await db.selectFrom('room').select('room_id').where('room_id', 'in', rooms).where('kind', '=', 'notifications').execute()
  return new Set(rows.flatMap((row) => row.room_id ?? []))
}
/** Those of a staff with its folders, the one that comes with the structure first. */
export async function listRoomsOf(db: Db, where: RoomsOf): Promise<RoomRow[]> {
  const rows = await db
    .selectFrom('room')
    .selectAll()
    .where('scope', '=', where.scope)
    .where('members_of', '=', where.ref)
    .orderBy(sql`ref <> ${where.ref}`)
    .orderBy('kind')
    .orderBy('ref')
    .execute()
  return rows.map(toRow)
}

/** Nothing asked for work since this row was read. Two who compare one room at once wait here for each other, so that one of them records. */
export async function isUnchanged(trx: Transaction<Schema>, { kind, ref, change }: RoomRow): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`compare:${kind}:${ref}`}, 4))`.execute(trx)
  const row = await trx.selectFrom('room').select('change').where('kind', '=', kind).where('ref', '=', ref).executeTakeFirst()
  return row?.change === change
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
  /** Accounts that are no professional's. */
  readonly called?: string | undefined
}

/** Who the registry puts there now, all sources together, whether their account is active or not. */
export async function listWanted(db: Db, { kind, ref }: RoomKey, now: Date): Promise<WantedMember[]> {
  const rows = await db
    .selectFrom('belonging as b')
    .innerJoin('person as p', 'p.id', 'b.person')
    .select(WHO)
    .select([sql<string>`(array_agg(b.role order by b.start_at))[1]`.as('role'), sql<string[]>`array_agg(distinct b.source)`.as('sources')])
    .where('b.scope', '=', ROOM_KINDS[kind].members)
    // Known before the view is looked into, whatever its parts are made of.
    .where('b.ref', '=', sql<string>`(select members_of from room where kind = ${kind} and ref = ${ref})`)
    .where(underWay('b', now))
    .groupBy('p.id')
    .orderBy('p.family_name')
    .execute()
  return rows.map((row) => ({ ...whoIs(row), role: row.role, sources: row.sources }))
}

/** What the work on a room has to know of a person; the role and the sources are the room's. */
export const WHO = ['p.id', 'p.localpart', 'p.given_name', 'p.family_name', 'p.profession', 'p.status', 'p.account_state'] as const
export const whoIs = (
  row: Pick<Selectable<PersonTable>, 'id' | 'localpart' | 'given_name' | 'family_name' | 'profession' | 'status' | 'account_state'>,
): Omit<WantedMember, 'role' | 'sources'> => ({
  person: row.id,
  localpart: row.localpart,
  givenName: row.given_name,
  familyName: row.family_name,
  profession: row.profession,
  status: row.status,
  accountReady: row.account_state === 'ready',
})
