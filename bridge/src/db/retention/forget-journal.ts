import { type Transaction, sql } from 'kysely'
import type { RoomId } from '../../core/ids.ts'
import type { Db } from '../connect.ts'
import { lockFiles, markUnheld } from '../media.ts'
import type { RoomKey } from '../rooms.ts'
import type { Schema } from '../schema.ts'

/** Every event of the room lets go of its files. Gives those that nothing else holds: unreadable from the commit on, to be deleted. */
export async function releaseFilesOf(trx: Transaction<Schema>, room: RoomId, now: Date): Promise<string[]> {
  const held = await trx.selectFrom('attachment').select('media_id').distinct().where('room_id', '=', room).execute()
  const ids = await lockFiles(
    trx,
    held.map((row) => row.media_id),
  )
  await trx.updateTable('attachment').set({ ended_at: now }).where('room_id', '=', room).where('ended_at', 'is', null).execute()
  return markUnheld(trx, ids, now)
}

/** Files of the room that are about to go and that the homeserver still has. */
export async function countFilesLeft(db: Db, room: RoomId): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from media
    where deleting_since is not null and media_id in (select media_id from attachment where room_id = ${room})`.execute(db)
  return rows[0]?.left ?? 0
}

/**
 * Everything that was kept of what was said there: what was announced, who read how far, names of files, copies. The row of the room stays, so that
 * it is not made again.
 */
export async function forgetJournal(trx: Transaction<Schema>, { kind, ref }: RoomKey, room: RoomId | null, now: Date): Promise<void> {
  const forget = (table: string, where = sql`kind = ${kind} and ref = ${ref}`) =>
    sql`delete from ${sql.table(table)} where ${where}`.execute(trx)
  // The documents go with their events.
  for (const table of ['receipt', 'receipt_waiting', 'timeline_check', 'room_choice', 'email_told', 'room_member', 'room_event'])
    await forget(table)
  const ofRoom = sql`room_id = ${room}`
  for (const table of ['attachment', 'deleted_message', 'inbox_event']) await forget(table, ofRoom)
  await sql`update notice set content = null where scope = 'circle' and ref = ${ref}`.execute(trx)
  const copies = sql`export in (select id from export where circle = ${ref})`
  for (const table of ['export_part', 'export_file']) await forget(table, copies)
  await sql`update export set state = 'expired' where circle = ${ref} and state in ('waiting', 'running', 'ready')`.execute(trx)
  await sql`
    update room set room_id = null, creating = false, purged_at = ${now}, in_step = true, dirty_since = null, next_try_at = null, last_error = null,
      last_error_at = null
    where kind = ${kind} and ref = ${ref}`.execute(trx)
}
