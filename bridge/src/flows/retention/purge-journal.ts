import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { CircleId, RoomId } from '../../core/ids.ts'
import { lockCircle } from '../../db/circles.ts'
import { recordEvents } from '../../db/events.ts'
import { withSubjectAlone } from '../../db/jobs.ts'
import { countFilesLeft, forgetJournal, releaseFilesOf } from '../../db/retention/forget-journal.ts'
import {
  type RetentionRow,
  findRetention,
  lockRetention,
  queueArchive,
  queuePurge,
  setRetention,
  startAttempt,
} from '../../db/retention/retentions.ts'
import { findRoom } from '../../db/rooms.ts'
import { queueFileDeletion } from '../delete-file.ts'
import { secondsBeforeRetry } from '../retry.ts'
import { BY_THE_SERVICE, type World } from '../world.ts'
import type { ArchiveSettings } from './settings.ts'

/**
 * An approved purge: unless the archive is whole nothing begins to go; then the room goes from the homeserver, its files from the store of files, and what we
 * kept of it from our tables. What remains is that it existed, who was in it, and that it was purged. Each step finds out what is done already: safe to
 * repeat and to interrupt anywhere.
 */
export async function purgeJournal(world: World, settings: ArchiveSettings | undefined, id: string): Promise<void> {
  const { db, now } = world
  const later = (seconds: number) => queuePurge(db, id, new Date(now().getTime() + seconds * 1_000))
  const alone = await withSubjectAlone(db, `retention:${id}`, async () => {
    const row = await findRetention(db, id)
    if (row?.state !== 'purging') return
    const room = await findRoom(db, { kind: 'journal', ref: row.circle })
    try {
      if (row.purge_begun_at === null) {
        if (!(await isWhole(settings, row))) return await archiveLost(world, row)
        await setRetention(db, id, { purge_begun_at: now() })
      }
      const roomId = room?.room_id ?? null
      if (roomId === null || (await takeAway(world, roomId))) await finish(world, row, roomId)
      else await later(1)
    } catch (error) {
      const cause = (error as { errcode?: string }).errcode ?? (error as Error).name
      const attempts = await startAttempt(db, id)
      world.log.warn({ cause, attempts, retention: id }, 'a journal is not purged yet')
      if (attempts >= 2) await setRetention(db, id, { failure: 'PURGE_NOT_DONE' })
      await later(secondsBeforeRetry(attempts))
    }
  })
  if (!alone) await later(1)
}

/** Whether the archive is there as it was written. A folder that cannot be read is an archive that nobody has. */
async function isWhole(settings: ArchiveSettings | undefined, { archive, archive_sha256: sha256 }: RetentionRow): Promise<boolean> {
  if (settings === undefined || archive === null || sha256 === null) return false
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(join(settings.folder, archive)), hash)
  } catch {
    return false
  }
  return hash.digest().equals(sha256)
}

/** Nothing was purged: it is made again, and approved anew. */
async function archiveLost({ db, now }: World, { id, circle }: RetentionRow): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await lockRetention(trx, id)
    if (row?.state !== 'purging') return
    const undecided = { decided_by: null, decided_at: null, decision_reason: null }
    await setRetention(trx, id, { state: 'sealed', failure: 'ARCHIVE_LOST', attempts: 0, ...undecided })
    await recordEvents(trx, BY_THE_SERVICE, now(), [
      { type: 'journal.archive-lost', circle, after: { retention: id, archive: row.archive } },
    ])
    await queueArchive(trx, id)
  })
}

/** Files, then the room. True when the homeserver holds nothing of them any more. */
async function takeAway({ db, matrix, now }: World, room: RoomId): Promise<boolean> {
  await db.transaction().execute(async (trx) => queueFileDeletion(trx, await releaseFilesOf(trx, room, now())))
  const isGone = await matrix.purgeRoom(room)
  return isGone && (await countFilesLeft(db, room)) === 0
}

async function finish({ db, now }: World, { id, circle: ref }: RetentionRow, room: RoomId | null): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const circle = await lockCircle(trx, ref as CircleId)
    const row = await lockRetention(trx, id)
    if (circle === undefined || row?.state !== 'purging') return
    const at = now()
    await forgetJournal(trx, { kind: 'journal', ref }, room, at)
    await setRetention(trx, id, { state: 'purged', purged_at: at, failure: null })
    const { asked_by: askedBy, decided_by: approvedBy, messages, files, archive_sha256: sha256 } = row
    const after = { retention: id, roomId: room, askedBy, approvedBy, messages, files, archive: sha256?.toString('hex') }
    const { patient, structure } = circle
    await recordEvents(trx, BY_THE_SERVICE, at, [{ type: 'journal.purged', circle: ref, patient, structure, reason: row.reason, after }])
  })
}
