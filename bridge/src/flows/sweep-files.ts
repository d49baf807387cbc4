import { userIdOf } from '../core/ids.ts'
import { deleteUpload, listLeftFiles, listLooseFiles, listOldUploads, listUnknownFiles, lockFiles, markUnheld } from '../db/media.ts'
import { queueFileDeletion } from './delete-file.ts'
import type { World } from './world.ts'

export interface FileSettings {
  /** How long a file may be held by nothing. */
  readonly looseHours: number
  /** No upload takes longer. */
  readonly uploadMinutes: number
  /** How long an event that was let through may take to come to be. */
  readonly confirmSeconds: number
}

const PAGE = 100
const RETRY_MS = 60_000

/** What nobody attached within a day goes away, and so does what a crash left behind; a page at a time. */
export async function sweepFiles(world: World, settings: FileSettings): Promise<void> {
  const { db, now } = world
  const ago = (ms: number) => new Date(now().getTime() - ms)
  const loose = await listLooseFiles(db, ago(settings.looseHours * 3_600_000), PAGE)
  if (loose.length > 0)
    await db.transaction().execute(async (trx) => queueFileDeletion(trx, await markUnheld(trx, await lockFiles(trx, loose), now())))
  await queueFileDeletion(db, await listLeftFiles(db, ago(RETRY_MS), PAGE))
  await sweepUploads(world, settings.uploadMinutes * 60_000)
}

/**
 * An upload that should have ended long ago: the gateway died. If the homeserver has stored a file for that person meanwhile that we
 * do not know, nobody ever will: it goes.
 */
async function sweepUploads({ db, matrix, serverName, now }: World, longestMs: number): Promise<void> {
  const marginMs = longestMs / 12
  for (const { id, uploader, started_at: start } of await listOldUploads(db, new Date(now().getTime() - longestMs - marginMs), PAGE)) {
    const stored = await matrix.listMedia(userIdOf(uploader, serverName), {
      from: new Date(start.getTime() - marginMs),
      to: new Date(start.getTime() + longestMs),
    })
    for (const stray of await listUnknownFiles(db, stored)) await matrix.deleteMedia(stray)
    await deleteUpload(db, id)
  }
}
