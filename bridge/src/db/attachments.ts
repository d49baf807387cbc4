import { type Transaction, sql } from 'kysely'
import type { Db } from './connect.ts'
import { lockFiles } from './media.ts'
import type { Schema } from './schema.ts'

/** The event holds these files from now on. False when one of them is gone: then nothing is attached. */
export async function attachFiles(
  trx: Transaction<Schema>,
  ids: readonly string[],
  { room, event, now }: { room: string; event: string; now: Date },
): Promise<boolean> {
  if ((await lockFiles(trx, ids)).length !== ids.length) return false
  await trx
    .insertInto('attachment')
    .values(ids.map((id) => ({ media_id: id, event_id: event, room_id: room, decided_at: now })))
    .onConflict((conflict) => conflict.columns(['media_id', 'event_id']).doNothing())
    .execute()
  await trx.updateTable('media').set({ loose_since: null }).where('media_id', 'in', ids).where('loose_since', 'is not', null).execute()
  return true
}

/** Since when the homeserver is to confirm that this event exists; undefined when there is nothing to confirm any more. */
export async function findUnconfirmed(db: Db, event: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('attachment')
    .select('decided_at')
    .where('event_id', '=', event)
    .where('confirmed', '=', false)
    .where('ended_at', 'is', null)
    .orderBy('decided_at')
    .executeTakeFirst()
  return row?.decided_at
}
export async function setConfirmed(db: Db, event: string): Promise<void> {
  await db.updateTable('attachment').set({ confirmed: true }).where('event_id', '=', event).execute()
}

/** The event holds nothing any more. Gives the files that it held, locked. */
export async function endAttachments(trx: Transaction<Schema>, event: string, now: Date): Promise<string[]> {
  const held = await trx.selectFrom('attachment').select('media_id').where('event_id', '=', event).where('ended_at', 'is', null).execute()
  const ids = await lockFiles(
    trx,
    held.map((row) => row.media_id),
  )
  if (ids.length > 0)
    await trx
      .updateTable('attachment')
      .set({ ended_at: now })
      .where('event_id', '=', event)
      .where('media_id', 'in', ids)
      .where('ended_at', 'is', null)
      .execute()
  return ids
}

/** True the first time. */
export async function insertDeletedMessage(trx: Transaction<Schema>, event: string, room: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into deleted_message (event_id, room_id, deleted_at) values (${event}, ${room}, ${now}) on conflict do nothing returning event_id`.execute(
    trx,
  )
  return rows.length > 0
}
