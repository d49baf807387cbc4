import { type Transcript, addEvents, emptyTranscript } from '../../core/exports/transcript.ts'
import type { CircleId, RoomId } from '../../core/ids.ts'
import type { ArchiveFailure } from '../../core/retention-faults.ts'
import { recordEvents } from '../../db/events.ts'
import { countRoomEvents } from '../../db/export-names.ts'
import { withSubjectAlone } from '../../db/jobs.ts'
import {
  type RetentionRow,
  findRetention,
  lockRetention,
  queueArchive,
  setArchiveProgress,
  setRetention,
  startAttempt,
} from '../../db/retention/retentions.ts'
import { findRoom } from '../../db/rooms.ts'
import { gatherJournal } from '../exports/gather-journal.ts'
import { pagesOf } from '../exports/read-journal.ts'
import { secondsBeforeRetry } from '../retry.ts'
import { BY_THE_SERVICE, type World } from '../world.ts'
import { type ArchiveSettings, archiveNameOf } from './settings.ts'
import { NotWritten, type WrittenArchive, removeArchive, writeArchive } from './write-archive.ts'

/** Some two hours, while a failure may pass. */
const ATTEMPTS_AT_MOST = 30

/**
 * Copies a sealed journal, its files included, into an encrypted archive, once everybody is out of the room and everything was said there. An
 * attempt that dies is made again from the start; what it left is overwritten.
 */
export async function makeArchive(world: World, settings: ArchiveSettings | undefined, id: string): Promise<void> {
  const { db, now } = world
  const later = (seconds: number) => queueArchive(db, id, new Date(now().getTime() + seconds * 1_000))
  const alone = await withSubjectAlone(db, `retention:${id}`, async () => {
    const row = await findRetention(db, id)
    // Lifted, perhaps when it had just been written by who died.
    if (row?.state === 'lifted' && settings !== undefined) return removeArchive(settings, archiveNameOf(id))
    if (row?.state !== 'sealed') return
    const room = await findRoom(db, { kind: 'journal', ref: row.circle })
    if (room === undefined) throw new Error('a sealed circle has no room')
    if (!room.in_step) {
      if (room.last_error !== null && row.failure === null) await fail(world, id, 'JOURNAL_NOT_IN_STEP')
      return later(2)
    }
    if (settings === undefined) return fail(world, id, 'ARCHIVE_NOT_CONFIGURED')
    const attempts = await startAttempt(db, id)
    try {
      const transcript = await readAll(world, row, room.room_id)
      if (transcript === null) return
      await keep(world, settings, row, await write(world, settings, row, transcript))
    } catch (error) {
      await afterFailure(world, { id, attempts }, error, later)
    }
  })
  if (!alone) await later(1)
}

/** Null when the seal was lifted meanwhile. A journal that nobody ever entered has no room. */
async function readAll({ db, matrix }: World, { id, circle }: RetentionRow, room: RoomId | null): Promise<Transcript | null> {
  const transcript = emptyTranscript()
  if (room === null) return transcript
  const expected = await countRoomEvents(db, { kind: 'journal', ref: circle })
  let done = 0
  for await (const events of pagesOf(matrix, room)) {
    addEvents(transcript, events)
    done += events.length
    if (!(await setArchiveProgress(db, id, done, Math.max(done, expected)))) return null
  }
  return transcript
}

async function write(world: World, settings: ArchiveSettings, row: RetentionRow, transcript: Transcript): Promise<WrittenArchive> {
  const asked = { language: 'fr', exporter: row.asked_by, reason: row.reason, from: null, to: null } as const
  const journal = await gatherJournal(world, row.circle as CircleId, asked, transcript)
  return writeArchive(world, settings, archiveNameOf(row.id), journal)
}

async function keep({ db, now }: World, settings: ArchiveSettings, { id, circle }: RetentionRow, written: WrittenArchive): Promise<void> {
  const { name, size, sha256, messages, files } = written
  const kept = await db.transaction().execute(async (trx) => {
    const row = await lockRetention(trx, id)
    if (row?.state !== 'sealed') return false
    const at = now()
    const values = { archive: name, archive_size: String(size), archive_sha256: sha256, archived_at: at, messages, files }
    await setRetention(trx, id, { state: 'archived', failure: null, ...values })
    const after = { retention: id, archive: name, sha256: sha256.toString('hex'), size, messages, files }
    await recordEvents(trx, BY_THE_SERVICE, at, [{ type: 'journal.archived', circle, after }])
    return true
  })
  // The seal was lifted meanwhile.
  if (!kept) await removeArchive(settings, name)
}

async function fail({ db }: World, id: string, failure: ArchiveFailure): Promise<void> {
  await setRetention(db, id, { failure })
}

/** What may pass is tried again; of an error its kind is told, for its words may be those of the journal. */
async function afterFailure(
  world: World,
  { id, attempts }: { id: string; attempts: number },
  error: unknown,
  later: (seconds: number) => Promise<void>,
): Promise<void> {
  const name = error instanceof Error ? error.name : typeof error
  world.log.warn({ cause: (error as { errcode?: string }).errcode ?? name, attempts, retention: id }, 'an archive was not made')
  if (error instanceof NotWritten || attempts >= 2)
    await fail(world, id, error instanceof NotWritten ? 'ARCHIVE_NOT_WRITTEN' : 'ARCHIVE_NOT_MADE')
  if (attempts < ATTEMPTS_AT_MOST) await later(secondsBeforeRetry(attempts))
}
