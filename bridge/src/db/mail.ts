import { type Transaction, sql } from 'kysely'
import type { PersonStatus } from '../contract.ts'
import type { RoomId } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { digestOf } from './keys.ts'
import { WHO, type WantedMember, queueRoom, whoIs } from './rooms.ts'
import { URGENT } from './jobs.ts'
import type { Schema } from './schema.ts'

/** Somebody waits in front of their client. */
const FIRST = 3 * URGENT

export interface Correspondent {
  readonly person: string
  readonly localpart: string
  readonly status: PersonStatus
}
export async function listCorrespondents(db: Db, localparts: readonly string[]): Promise<Correspondent[]> {
  if (localparts.length === 0) return []
  return db.selectFrom('person').select(['id as person', 'localpart', 'status']).where('localpart', 'in', localparts).execute()
}

/**
 * The open room of exactly these people, made a wish now if there is none. Of two who come at the same moment the second waits for the
 * first to commit, and finds its room. What failed before is tried again at once.
 */
export async function ensureMail(trx: Transaction<Schema>, people: readonly string[], now: Date): Promise<string> {
  const key = digestOf(JSON.stringify(people.toSorted()))
  const made = await trx
    .insertInto('mail_room')
    .values({ key, opened_at: now, made_at: null })
    .onConflict((conflict) => conflict.column('key').where('open', '=', true).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) return findOpen(trx, people, key, now)
  await trx
    .insertInto('mail_participant')
    .values(people.map((person) => ({ mail: made.id, person, start_at: now, left_at: null })))
    .execute()
  await trx.insertInto('room').values({ kind: 'mail', ref: made.id, scope: 'mail', dirty_since: now, next_try_at: now }).execute()
  await queueRoom(trx, { kind: 'mail', ref: made.id }, FIRST)
  return made.id
}

async function findOpen(trx: Transaction<Schema>, people: readonly string[], key: Buffer, now: Date): Promise<string> {
  const found = await trx
    .selectFrom('mail_room as m')
    .innerJoin('room as r', (join) => join.on('r.kind', '=', 'mail').onRef('r.ref', '=', 'm.id'))
    .select(['m.id', 'm.made_at', 'r.attempts'])
    .where('m.key', '=', key)
    .where('m.open', '=', true)
    .executeTakeFirst()
  // Somebody left it between the two looks: then there is none.
  if (found === undefined) return ensureMail(trx, people, now)
  if (found.made_at === null && found.attempts > 0) await queueRoom(trx, { kind: 'mail', ref: found.id }, FIRST)
  return found.id
}

export interface MailRoom {
  readonly open: boolean
  readonly madeAt: Date | null
  readonly roomId: RoomId | null
}
export async function findMail(db: Db, id: string): Promise<MailRoom | undefined> {
  const row = await db
    .selectFrom('mail_room as m')
    .innerJoin('room as r', (join) => join.on('r.kind', '=', 'mail').onRef('r.ref', '=', 'm.id'))
    .select(['m.open', 'm.made_at', 'r.room_id'])
    .where('m.id', '=', id)
    .executeTakeFirst()
  return row && { open: row.open, madeAt: row.made_at, roomId: row.room_id as RoomId | null }
}

export async function setMailMade(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('mail_room').set({ made_at: now }).where('id', '=', id).execute()
}

/** All who write here, those who left included. */
export type Participant = Omit<WantedMember, 'role' | 'sources'> & { leftAt: Date | null }
export async function listParticipants(db: Db, id: string): Promise<Participant[]> {
  const rows = await db
    .selectFrom('mail_participant as m')
    .innerJoin('person as p', 'p.id', 'm.person')
    .select([...WHO, 'm.left_at'])
    .where('m.mail', '=', id)
    .execute()
  return rows.map((row) => ({ ...whoIs(row), leftAt: row.left_at }))
}

/** These people keep nothing of it from now on, and nobody writes there any more. Gives those whom it changes. */
export async function endParticipations(trx: Transaction<Schema>, id: string, people: readonly string[], now: Date): Promise<string[]> {
  await trx.updateTable('mail_room').set({ open: false }).where('id', '=', id).execute()
  const ended = await trx
    .updateTable('mail_participant')
    // Whoever leaves in the very instant of the beginning was there for no time at all.
    .set({ left_at: sql<Date>`greatest(${now}::timestamptz, start_at)` })
    .where('mail', '=', id)
    .where('person', 'in', people)
    .where('left_at', 'is', null)
    .returning('person')
    .execute()
  return ended.map(({ person }) => person)
}
