import type { Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import { NORMAL, addJob } from '../db/jobs.ts'
import { forgetFile, isBeingDeleted } from '../db/media.ts'
import type { Schema } from '../db/schema.ts'
import type { World } from './world.ts'

export async function queueFileDeletion(db: Db | Transaction<Schema>, ids: readonly string[]): Promise<void> {
  for (const media of ids) await addJob(db, 'delete-file', { media }, { key: `file:${media}`, priority: NORMAL })
}

/**
 * Takes a file that nobody may read any more off the homeserver, its thumbnails too, then forgets it. Should the homeserver not
 * answer, the sweep asks again.
 */
export async function deleteFile({ db, matrix, log }: World, id: string): Promise<void> {
  if (!(await isBeingDeleted(db, id))) return
  try {
    await matrix.deleteMedia(id)
  } catch (error) {
    return log.warn({ cause: (error as { errcode?: string }).errcode }, 'a file is not deleted yet')
  }
  await forgetFile(db, id)
}
