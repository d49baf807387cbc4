import type { ExportFormat } from '../../contract.ts'
import { FAULTS, Fault, type FaultCode } from '../../core/faults.ts'
import { recordEvents } from '../../db/events.ts'
import { endFetch, lockFile, releaseFetch, startFetch } from '../../db/export-fetches.ts'
import { type ExportFileRow, findExportOf, findPart, lockExport } from '../../db/exports.ts'
import type { Asked } from '../world.ts'
import { type Judging, refusalOfExport } from './judge-export.ts'
import { unseal } from './seal.ts'

export interface FetchedFile {
  readonly name: string
  readonly size: number
  readonly pieces: AsyncIterable<Buffer>
  /** To be said in any case: given whole, it is gone; broken off, it may be fetched again. */
  end(whole: boolean): Promise<void>
}
/** A connection breaks now and then; who breaks it at the last byte has not the file as often as they like. */
const FETCHES_AT_MOST = 3
/** Who fetches has not said for so long how it ended: they died over it. */
const FETCHING_AT_MOST_MS = 600_000

/**
 * A file of an export, for its person alone, once, while it is there and while they read the journal. It is theirs from the first byte on,
 * and that is when it is recorded. Throws EXPORT_UNKNOWN, EXPORT_NOT_READY, EXPORT_GONE, NOT_IN_THE_CIRCLE.
 */
export async function fetchFile(
  world: Judging & { readonly secret: string },
  { person, id, format }: { person: string; id: string; format: ExportFormat },
  { source, by }: Asked,
): Promise<FetchedFile> {
  const { db, now, secret } = world
  const found = await findExportOf(db, person, id)
  if (found === undefined) throw new Fault('EXPORT_UNKNOWN')
  const refused = await refusalOfExport(world, person, found.circle, { recorded: true })
  if (refused !== null) throw new Fault(refused in FAULTS ? (refused as FaultCode) : 'NOT_IN_THE_CIRCLE')

  const file = await db.transaction().execute(async (trx): Promise<ExportFileRow> => {
    const row = await lockExport(trx, id)
    if (row?.state === 'waiting' || row?.state === 'running') throw new Fault('EXPORT_NOT_READY')
    const waiting = await lockFile(trx, id, format)
    const isThere = row?.state === 'ready' && row.until !== null && row.until > now()
    if (!isThere || waiting === undefined || waiting.downloaded_at !== null) throw new Fault('EXPORT_GONE')
    const beingFetched = waiting.fetching_since !== null && now().getTime() - waiting.fetching_since.getTime() < FETCHING_AT_MOST_MS
    if (beingFetched || waiting.fetches >= FETCHES_AT_MOST) throw new Fault('EXPORT_GONE')
    await startFetch(trx, id, format, now())
    await recordEvents(trx, { source, by }, now(), [
      { type: 'export.downloaded', circle: row.circle, person, reason: row.reason, after: { export: id, format } },
    ])
    return waiting
  })
  return {
    name: `journal-${found.asked_at.toISOString().slice(0, 10)}.${format}`,
    size: file.size,
    pieces: piecesOf(world, file, secret),
    async end(whole) {
      await db.transaction().execute(async (trx) => {
        // In the same order as everybody: first the export, then its file.
        const row = await lockExport(trx, id)
        if (row?.state !== 'ready') return
        await (whole ? endFetch(trx, id, format, now()) : releaseFetch(trx, id, format))
      })
    },
  }
}

async function* piecesOf({ db }: Judging, { export: id, format, parts }: ExportFileRow, secret: string): AsyncIterable<Buffer> {
  for (let part = 0; part < parts; part++) {
    const sealed = await findPart(db, id, format, part)
    // Thrown away meanwhile: what was given so far is not a whole file, and its reader sees that.
    if (sealed === undefined) throw new Fault('EXPORT_GONE')
    yield unseal(secret, { export: id, format, part }, sealed)
  }
}
