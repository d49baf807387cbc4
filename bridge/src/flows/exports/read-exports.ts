import type { Export } from '../../contract.ts'
import { failureWords } from '../../core/exports/export-faults.ts'
import { Fault } from '../../core/faults.ts'
import type { CircleId } from '../../core/ids.ts'
import type { Page } from '../../db/cursor.ts'
import { recordEvents } from '../../db/events.ts'
import { type ExportFileRow, type ExportRow, endExport, findExportOf, listExports, listFilesOf, lockExport } from '../../db/exports.ts'
import type { Asked, World } from '../world.ts'

type Reading = Pick<World, 'db' | 'now'>

export async function readExports({ db, now }: Reading, person: string, paging: Parameters<typeof listExports>[2]): Promise<Page<Export>> {
  const { items, next } = await listExports(db, person, paging)
  const files = await listFilesOf(
    db,
    items.map(({ id }) => id),
  )
  return { items: items.map((row) => toExport(row, files.get(row.id) ?? [], now())), next }
}
/** Throws EXPORT_UNKNOWN: of somebody else's, nothing is told. */
export async function readExport({ db, now }: Reading, person: string, id: string): Promise<Export> {
  const row = await findExportOf(db, person, id)
  if (row === undefined) throw new Fault('EXPORT_UNKNOWN')
  return toExport(row, (await listFilesOf(db, [id])).get(id) ?? [], now())
}

/** Stops its making, or throws its files away; that it was asked for stays. Safe to repeat. Throws EXPORT_UNKNOWN. */
export async function throwAway({ db, now }: Reading, person: string, id: string, { source, by }: Asked): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await lockExport(trx, id)
    if (row === undefined || row.person !== person) throw new Fault('EXPORT_UNKNOWN')
    if (!['waiting', 'running', 'ready'].includes(row.state)) return
    await endExport(trx, id, 'cancelled')
    await recordEvents(trx, { source, by }, now(), [{ type: 'export.cancelled', circle: row.circle, person, after: { export: id } }])
  })
}

function toExport(row: ExportRow, files: readonly ExportFileRow[], now: Date): Export {
  // The work that throws overdue files away comes a little later than their time is over.
  const state = row.state === 'ready' && row.until !== null && row.until <= now ? 'expired' : row.state
  return {
    id: row.id,
    circleId: row.circle as CircleId,
    reason: row.reason,
    from: row.from_day,
    to: row.to_day,
    language: row.language,
    askedAt: row.asked_at.toISOString(),
    state,
    progress: state === 'running' ? { done: row.done, total: row.total } : null,
    files: files.map(({ format, size, downloaded_at: at }) => ({ format, size, downloadedAt: at?.toISOString() ?? null })),
    until: row.until?.toISOString() ?? null,
    failure: row.failure === null ? null : { code: row.failure, ...failureWords(row.failure) },
  }
}
