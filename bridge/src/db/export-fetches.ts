import type { Transaction } from 'kysely'
import type { ExportFormat } from '../contract.ts'
import { type ExportFileRow, deleteParts, endExport } from './exports.ts'
import type { Schema } from './schema.ts'

type Trx = Transaction<Schema>
const fileOf = (trx: Trx, id: string, format: ExportFormat) =>
  trx.updateTable('export_file').where('export', '=', id).where('format', '=', format)

export const lockFile = (trx: Trx, id: string, format: ExportFormat): Promise<ExportFileRow | undefined> =>
  trx.selectFrom('export_file').selectAll().where('export', '=', id).where('format', '=', format).forUpdate().executeTakeFirst()

/** Nobody else fetches it from now on. */
export async function startFetch(trx: Trx, id: string, format: ExportFormat, now: Date): Promise<void> {
  await fileOf(trx, id, format)
    .set((eb) => ({ fetching_since: now, fetches: eb('fetches', '+', 1) }))
    .execute()
}
/** The connection broke: it may be fetched again. */
export async function releaseFetch(trx: Trx, id: string, format: ExportFormat): Promise<void> {
  await fileOf(trx, id, format).set({ fetching_since: null }).where('downloaded_at', 'is', null).execute()
}
/** It was given whole, and is not here any more; with the last of them the export is over. */
export async function endFetch(trx: Trx, id: string, format: ExportFormat, now: Date): Promise<void> {
  await fileOf(trx, id, format).set({ downloaded_at: now }).execute()
  await deleteParts(trx, id, format)
  const left = await trx.selectFrom('export_file').select('format').where('export', '=', id).where('downloaded_at', 'is', null).execute()
  if (left.length === 0) await endExport(trx, id, 'downloaded')
}
