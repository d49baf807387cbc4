import { type Transaction, sql } from 'kysely'
import type { Db } from './connect.ts'
import type { MediaTable } from './schema/files.ts'
import type { Schema } from './schema.ts'

export interface NewFile {
  readonly mediaId: string
  readonly uploader: string
  readonly type: string
  readonly size: number
  readonly verdict: MediaTable['verdict']
}

/** Written before the homeserver has the whole file: should we die before its name is known, somebody looks for it. */
export async function insertUpload(db: Db, uploader: string, now: Date): Promise<string> {
  const { id } = await db.insertInto('upload_under_way').values({ uploader, started_at: now }).returning('id').executeTakeFirstOrThrow()
  return id
}
export async function deleteUpload(db: Db, id: string): Promise<void> {
  await db.deleteFrom('upload_under_way').where('id', '=', id).execute()
}
export const listOldUploads = (db: Db, before: Date, limit: number): Promise<{ id: string; uploader: string; started_at: Date }[]> =>
  db.selectFrom('upload_under_way').selectAll().where('started_at', '<', before).orderBy('started_at').limit(limit).execute()

/** The file is known from now on, to its uploader alone; its upload is over. */
export async function insertFile(db: Db, upload: string, { mediaId, ...file }: NewFile, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('media')
      .values({ media_id: mediaId, ...file, size: String(file.size), uploaded_at: now, loose_since: now })
      .execute()
    await trx.deleteFrom('upload_under_way').where('id', '=', upload).execute()
  })
}

export async function listFileSizes(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('media').select(['media_id', 'size']).where('media_id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.media_id, Number(row.size)]))
}

/** Of these files of the homeserver, those that we do not know. */
export async function listUnknownFiles(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = ids.length === 0 ? [] : await db.selectFrom('media').select('media_id').where('media_id', 'in', ids).execute()
  const known = new Set(rows.map((row) => row.media_id))
  return ids.filter((id) => !known.has(id))
}

const held = sql<boolean>`(media.picture_of is not null or exists (
  select from attachment a where a.media_id = media.media_id and a.ended_at is null))`

/**
 * Locks these files in one order for everybody. Whoever attaches or deletes does this first, and looks only then, in another
 * statement, at what holds them: so nothing is attached that goes away, and nothing goes away that was just attached.
 */
export async function lockFiles(trx: Transaction<Schema>, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ media_id: string }>`
    select media_id from media where media_id = any(${ids}::text[]) and deleting_since is null order by media_id for update`.execute(trx)
  return rows.map((row) => row.media_id)
}

/** Of these locked files, those that nothing holds any more: unreadable from the commit on. Gives them, to be deleted. */
export async function markUnheld(trx: Transaction<Schema>, ids: readonly string[], now: Date): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ media_id: string }>`
    update media set deleting_since = ${now} where media_id = any(${ids}::text[]) and not ${held} returning media_id`.execute(trx)
  return rows.map((row) => row.media_id)
}
/** Of these locked files, those that nothing holds are their uploader's again, for a while. */
export async function loosenUnheld(trx: Transaction<Schema>, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length > 0) await sql`update media set loose_since = ${now} where media_id = any(${ids}::text[]) and not ${held}`.execute(trx)
}

/** Files that nothing has held since before then. */
export async function listLooseFiles(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('media')
    .select('media_id')
    .where('loose_since', '<', before)
    .where('deleting_since', 'is', null)
    .orderBy('loose_since')
    .limit(limit)
    .execute()
  return rows.map((row) => row.media_id)
}
/** Files whose deletion was decided before then and is not done. */
export async function listLeftFiles(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('media').select('media_id').where('deleting_since', '<', before).limit(limit).execute()
  return rows.map((row) => row.media_id)
}
export async function isBeingDeleted(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('media').select('deleting_since').where('media_id', '=', id).executeTakeFirst()
  return row !== undefined && row.deleting_since !== null
}
export async function forgetFile(db: Db, id: string): Promise<void> {
  await db.deleteFrom('media').where('media_id', '=', id).where('deleting_since', 'is not', null).execute()
}

/** Everybody sees it from now on as the picture of its uploader. False when it is gone meanwhile. */
export async function setPicture(trx: Transaction<Schema>, id: string, localpart: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update media set picture_of = ${localpart}, picture_since = ${now}, loose_since = null
    where media_id = any(${await lockFiles(trx, [id])}::text[]) and uploader = ${localpart} returning media_id`.execute(trx)
  return rows.length > 0
}

/**
 * Pictures that a person no longer shows are theirs alone again, and go with what is loose: those from before the present one, and
 * those that were announced before `settled` and never shown. Gives how many are still to be settled.
 */
export async function releasePictures(
  db: Db,
  localpart: string,
  present: string | null,
  { now, settled }: { now: Date; settled: Date },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const pictures = await trx.selectFrom('media').select(['media_id', 'picture_since']).where('picture_of', '=', localpart).execute()
    const since = pictures.find((one) => one.media_id === present)?.picture_since ?? settled
    const limit = since > settled ? since : settled
    const former = pictures.filter((one) => one.media_id !== present && one.picture_since !== null && one.picture_since < limit)
    const ids = await lockFiles(
      trx,
      former.map((one) => one.media_id),
    )
    if (ids.length > 0) await trx.updateTable('media').set({ picture_of: null, picture_since: null }).where('media_id', 'in', ids).execute()
    await loosenUnheld(trx, ids, now)
    return pictures.filter((one) => one.media_id !== present).length - former.length
  })
}
