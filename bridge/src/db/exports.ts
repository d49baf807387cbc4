import { type Selectable, type Transaction, sql } from 'kysely'
import type { ExportBody, ExportFormat } from '../contract.ts'
import type { Db } from './connect.ts'
import { type Page, fromTimeCursor, pageOf } from './cursor.ts'
import { NORMAL, addJob } from './jobs.ts'
import type { Schema } from './schema.ts'
import type { ExportFileTable, ExportTable } from './schema/exports.ts'

type Trx = Transaction<Schema>
export type ExportRow = Selectable<ExportTable>
export type ExportFileRow = Selectable<ExportFileTable>

export const findExportByKey = (db: Db | Trx, person: string, key: string): Promise<ExportRow | undefined> =>
  db.selectFrom('export').selectAll().where('person', '=', person).where('key', '=', key).executeTakeFirst()
/** What was asked with this key, or nothing until the transaction ends; nobody counts this person's exports meanwhile. */
export async function lockExportKey(trx: Trx, person: string, key: string): Promise<ExportRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`exports:${person}`}, 7))`.execute(trx)
  return findExportByKey(trx, person, key)
}
/** Exports of somebody that are being made, or whose files wait. */
export async function countUnderWay(trx: Trx, person: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from export
    where person = ${person} and (state in ('waiting', 'running') or state = 'ready' and until > ${now})`.execute(trx)
  return rows[0]?.count ?? 0
}

export async function insertExport(
  trx: Trx,
  { id, person, digest, body, now }: { id: string; person: string; digest: Buffer; body: ExportBody; now: Date },
): Promise<void> {
  const { key, circleId: circle, reason, from, to, language } = body
  await trx
    .insertInto('export')
    .values({
      id,
      person,
      circle,
      key,
      digest,
      reason,
      from_day: from ?? null,
      to_day: to ?? null,
      language,
      asked_at: now,
      state: 'waiting',
      until: null,
      failure: null,
    })
    .execute()
  await queueExport(trx, id)
}
export const queueExport = (db: Db | Trx, id: string, runAt?: Date): Promise<void> =>
  addJob(db, 'make-export', { export: id }, { key: `export:${id}`, priority: NORMAL, runAt })

export const findExport = (db: Db | Trx, id: string): Promise<ExportRow | undefined> =>
  db.selectFrom('export').selectAll().where('id', '=', id).executeTakeFirst()
export const findExportOf = (db: Db | Trx, person: string, id: string): Promise<ExportRow | undefined> =>
  db.selectFrom('export').selectAll().where('id', '=', id).where('person', '=', person).executeTakeFirst()
/** Held until the commit: an export is made, fetched, thrown away by one at a time. */
export const lockExport = (trx: Trx, id: string): Promise<ExportRow | undefined> =>
  trx.selectFrom('export').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export async function listExports(
  db: Db,
  person: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<ExportRow>> {
  const after = fromTimeCursor(cursor)
  const rows = await db
    .selectFrom('export')
    .selectAll()
    .where('person', '=', person)
    .where(after === undefined ? sql<boolean>`true` : sql<boolean>`(asked_at, id) < (${after[0]}::timestamptz, ${after[1]})`)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.asked_at.toISOString(), row.id],
  )
}
export async function listFilesOf(db: Db | Trx, ids: readonly string[]): Promise<Map<string, ExportFileRow[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('export_file').selectAll().where('export', 'in', ids).orderBy('format').execute()
  return Map.groupBy(rows, (row) => row.export)
}

/** Its making begins, from the start: what an attempt that died has left is thrown away. False when there is nothing to make (any more). */
export async function startExport(db: Db, id: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('export')
      .set((eb) => ({ state: 'running', attempts: eb('attempts', '+', 1), done: 0 }))
      .where('id', '=', id)
      .where('state', 'in', ['waiting', 'running'])
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await deleteParts(trx, id)
    return true
  })
}
/** False when it is not to be made any more: its person threw it away. */
export async function setProgress(db: Db, id: string, done: number, total: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('export')
    .set({ done, total })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
export async function setExportReady(
  trx: Trx,
  id: string,
  files: readonly { format: ExportFormat; size: number; parts: number }[],
  until: Date,
) {
  await trx
    .insertInto('export_file')
    .values(files.map((file) => ({ export: id, ...file, fetching_since: null, downloaded_at: null })))
    .execute()
  await trx.updateTable('export').set({ state: 'ready', until }).where('id', '=', id).execute()
}
/** It came to an end: nothing of what it says stays here. */
export async function endExport(
  trx: Trx,
  id: string,
  state: 'downloaded' | 'expired' | 'failed' | 'cancelled',
  failure: string | null = null,
): Promise<void> {
  await trx.updateTable('export').set({ state, failure }).where('id', '=', id).execute()
  await deleteParts(trx, id)
}

/** False when the export is not being made any more: nothing is kept of one that was thrown away. */
export async function insertPart(
  db: Db,
  { export: id, format, part, sealed }: { export: string; format: ExportFormat; part: number; sealed: Buffer },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into export_part (export, format, part, sealed)
    select id, ${format}, ${part}, ${sealed} from export where id = ${id} and state = 'running' for share`.execute(db)
  return numAffectedRows === 1n
}
export async function findPart(db: Db, id: string, format: ExportFormat, part: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('export_part')
    .select('sealed')
    .where('export', '=', id)
    .where('format', '=', format)
    .where('part', '=', part)
    .executeTakeFirst()
  return row?.sealed
}
export async function deleteParts(trx: Trx, id: string, format?: ExportFormat): Promise<void> {
  let query = trx.deleteFrom('export_part').where('export', '=', id)
  if (format !== undefined) query = query.where('format', '=', format)
  await query.execute()
}

/** Those whose time is over. */
export async function listOverdue(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('export').select('id').where('state', '=', 'ready').where('until', '<=', now).limit(limit).execute()
  return rows.map(({ id }) => id)
}
/** What waited for too long for its job: those whom a crash of everything left behind. */
export async function queueForgottenExports(db: Db): Promise<void> {
  const rows = await db
    .selectFrom('export')
    .select('id')
    .where('state', 'in', ['waiting', 'running'])
    .where('asked_at', '<', sql<Date>`now() - interval '2 minutes'`)
    .where(sql<boolean>`not exists (select from graphile_worker.jobs j where j.key = 'export:' || export.id)`)
    .limit(100)
    .execute()
  for (const { id } of rows) await queueExport(db, id)
}
/** The list of one's exports goes back a year; that they were made stays in the events. */
export async function deleteOldExports(db: Db): Promise<void> {
  await sql`delete from export where state not in ('waiting', 'running', 'ready') and asked_at < now() - interval '1 year'`.execute(db)
}
