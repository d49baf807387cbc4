import { type ExportDocument, type ExportedJournal, documentOf } from '../../core/exports/document.ts'
import { failedWords, readyWords } from '../../core/exports/export-telling.ts'
import { htmlOf } from '../../core/exports/html.ts'
import type { Transcript } from '../../core/exports/transcript.ts'
import type { CircleId } from '../../core/ids.ts'
import { displayName, fullName } from '../../core/names.ts'
import { recordEvents } from '../../db/events.ts'
import { type ExportRow, endExport, findExport, lockExport, queueExport, setExportReady, startExport } from '../../db/exports.ts'
import { withSubjectAlone } from '../../db/jobs.ts'
import { queueNotices } from '../../db/notices.ts'
import { findPerson } from '../../db/people.ts'
import { findRoom } from '../../db/rooms.ts'
import { MatrixFailure } from '../../matrix/port.ts'
import { secondsBeforeRetry } from '../retry.ts'
import { tellPersonIn } from '../tell-person.ts'
import { BY_THE_SERVICE, type World } from '../world.ts'
import { pdfOf } from './draw-pdf.ts'
import { gatherJournal } from './gather-journal.ts'
import { refusalOfExport } from './judge-export.ts'
import { type Ended, readJournal } from './read-journal.ts'
import type { ExportSettings } from './settings.ts'
import { type StoredFile, storeFile } from './store-file.ts'

/** Some two hours, while a failure may pass. */
const ATTEMPTS_AT_MOST = 30

/**
 * Makes the files of an export and tells of them: in the journal, and to its person. An attempt that dies is made again from the start; what
 * is told is written in the transaction that makes the export ready, so that it is told once.
 */
export async function makeExport(world: World, settings: ExportSettings, id: string): Promise<void> {
  const { db, now } = world
  const alone = await withSubjectAlone(db, `export:${id}`, async () => {
    const row = (await startExport(db, id)) ? await findExport(db, id) : undefined
    if (row === undefined) return
    try {
      const ended = await make(world, settings, row)
      if (ended !== 'ready' && ended !== 'thrown-away') await fail(world, id, ended)
    } catch (error) {
      await afterFailure(world, row, error)
    }
  })
  if (!alone) await queueExport(db, id, new Date(now().getTime() + 1_000))
}

async function make(world: World, settings: ExportSettings, row: ExportRow): Promise<Ended | 'ready'> {
  const { id, person, circle } = row
  const room = await findRoom(world.db, { kind: 'journal', ref: circle })
  if (room === undefined || room.room_id === null) return 'ROOM_UNKNOWN'
  const transcript = await readJournal(world, row, room.room_id)
  if (typeof transcript === 'string') return transcript

  const document = documentOf(await gather(world, row, transcript))
  const store = { db: world.db, secret: settings.secret }
  const html = await storeFile(store, { id, format: 'html' }, encoded(document))
  const pdf = html && (await storeFile(store, { id, format: 'pdf' }, pdfOf(document)))
  if (html === null || pdf === null) return 'thrown-away'
  return (await refusalOfExport(world, person, circle, { recorded: false })) ?? finish(world, settings, row, [html, pdf])
}
async function gather(world: World, row: ExportRow, transcript: Transcript): Promise<ExportedJournal> {
  const exporter = await findPerson(world.db, row.person, world.serverName)
  if (exporter === undefined) throw new Error('an export has lost its person')
  const { language, reason, from_day: from, to_day: to } = row
  return gatherJournal(world, row.circle as CircleId, { language, reason, from, to, exporter: displayName(exporter) }, transcript)
}
function* encoded(document: ExportDocument): Iterable<Uint8Array> {
  for (const piece of htmlOf(document)) yield Buffer.from(piece)
}

async function finish(
  { db, now, serverName, zone }: World,
  { minutes }: ExportSettings,
  { id }: ExportRow,
  files: readonly StoredFile[],
): Promise<'ready' | 'thrown-away'> {
  return db.transaction().execute(async (trx) => {
    const row = await lockExport(trx, id)
    if (row?.state !== 'running') return 'thrown-away'
    const { person, circle, reason, from_day: from, to_day: to } = row
    const exporter = await findPerson(trx, person, serverName)
    if (exporter === undefined) return 'thrown-away'
    const at = now()
    const until = new Date(at.getTime() + minutes * 60_000)
    await setExportReady(trx, id, files, until)
    await tellPersonIn(trx, person, { key: `export:${id}`, body: readyWords(until, zone), type: 'export.ready', about: { export: id } }, at)
    const { givenName, familyName, profession } = exporter
    const after = { givenName, familyName, profession, export: id, from, to }
    await queueNotices(trx, { kind: 'journal', ref: circle }, at)
    await recordEvents(trx, { source: 'messagerie', by: fullName(exporter) }, at, [{ type: 'export.ready', circle, person, reason, after }])
    return 'ready'
  })
}

async function fail({ db, now }: World, id: string, code: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await lockExport(trx, id)
    if (row?.state !== 'waiting' && row?.state !== 'running') return
    const { person, circle } = row
    await endExport(trx, id, 'failed', code)
    await tellPersonIn(trx, person, { key: `export:${id}`, body: failedWords(code), type: 'export.failed', about: { export: id } }, now())
    await recordEvents(trx, BY_THE_SERVICE, now(), [{ type: 'export.failed', circle, person, after: { export: id, code } }])
  })
}

/** What may pass is tried again. Of an error, its kind and its place are told: its words may be those of the journal. */
async function afterFailure(world: World, { id, attempts }: ExportRow, error: unknown): Promise<void> {
  const { db, now, log } = world
  const known = error instanceof MatrixFailure
  const where = error instanceof Error ? error.stack?.split('\n').slice(1, 4).join('\n') : undefined
  log.warn({ cause: known ? error.errcode : error instanceof Error ? error.name : typeof error, attempts, where }, 'an export was not made')
  if (attempts >= ATTEMPTS_AT_MOST || (known && !error.transient)) return fail(world, id, 'EXPORT_NOT_MADE')
  await queueExport(db, id, new Date(now().getTime() + secondsBeforeRetry(attempts) * 1_000))
}
