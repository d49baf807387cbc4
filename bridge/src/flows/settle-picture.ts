import type { Transaction } from 'kysely'
import { mediaIdOf } from '../core/media.ts'
import { userIdOf } from '../core/ids.ts'
import type { Db } from '../db/connect.ts'
import { addJob } from '../db/jobs.ts'
import { releasePictures } from '../db/media.ts'
import type { Schema } from '../db/schema.ts'
import type { World } from './world.ts'

/** Longer than the homeserver may take to answer the change of a picture. */
const SETTLED_MS = 120_000

/**
 * What a person no longer shows is no picture any more: asked of their profile, so that it holds after a crash anywhere. What was
 * announced before `settled` is shown by now or never will be.
 */
export async function settlePicture({ db, matrix, serverName, now }: World, localpart: string, since?: string): Promise<void> {
  const at = now()
  const settled = since === undefined ? new Date(at.getTime() - SETTLED_MS) : new Date(since)
  const shown = await matrix.readPicture(userIdOf(localpart, serverName))
  const present = shown === null ? null : mediaIdOf(shown, serverName)
  const left = await releasePictures(db, localpart, present, { now: at, settled })
  if (left > 0) await queuePicture(db, localpart, new Date(at.getTime() + SETTLED_MS))
}

export const queuePicture = (db: Db | Transaction<Schema>, localpart: string, runAt: Date, settled?: Date): Promise<void> =>
  addJob(db, 'settle-picture', { localpart, settled: settled?.toISOString() }, { key: `picture:${localpart}`, runAt })
