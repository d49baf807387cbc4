import { type Transaction, sql } from 'kysely'
import type { Db } from './connect.ts'
import { addJob } from './jobs.ts'
import type { Schema } from './schema.ts'

export interface InboxEvent {
  readonly eventId: string
  readonly roomId: string
  readonly type: string
  readonly sender: string
  readonly stateKey: string | null
  readonly content: unknown
}

/**
 * Stores a transaction of the homeserver and queues its reading. False for one that came before; an event that came before is not
 * stored twice.
 */
export async function insertTransaction(trx: Transaction<Schema>, id: string, events: readonly InboxEvent[], now: Date): Promise<boolean> {
  const first = await trx
    .insertInto('inbox_transaction')
    .values({ id, received_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (first === undefined) return false
  if (events.length === 0) return true
  await trx
    .insertInto('inbox_event')
    .values(
      events.map((event) => ({
        event_id: event.eventId,
        room_id: event.roomId,
        type: event.type,
        sender: event.sender,
        state_key: event.stateKey,
        content: JSON.stringify(event.content),
        received_at: now,
      })),
    )
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .execute()
  await addJob(trx, 'process-inbox', {}, { key: 'inbox' })
  return true
}

export async function listWaiting(db: Db, limit: number): Promise<(InboxEvent & { position: string })[]> {
  const rows = await db.selectFrom('inbox_event').selectAll().where('done_at', 'is', null).orderBy('position').limit(limit).execute()
  return rows.map((row) => ({
    position: row.position,
    eventId: row.event_id,
    roomId: row.room_id,
    type: row.type,
    sender: row.sender,
    stateKey: row.state_key,
    content: row.content,
  }))
}

export async function setDone(db: Db, positions: readonly string[], now: Date): Promise<void> {
  if (positions.length === 0) return
  await db.updateTable('inbox_event').set({ done_at: now }).where('position', 'in', positions).execute()
}

/** Synapse repeats a transaction for at most some minutes: a week is enough to know it again. */
export async function deleteOldInbox(db: Db): Promise<void> {
  await sql`delete from inbox_event where done_at < now() - interval '7 days'`.execute(db)
  await sql`delete from inbox_transaction where received_at < now() - interval '7 days'`.execute(db)
}
