import { endAttachments, findUnconfirmed, setConfirmed } from '../db/attachments.ts'
import { addJob } from '../db/jobs.ts'
import { loosenUnheld } from '../db/media.ts'
import { secondsBeforeRetry } from './retry.ts'
import type { World } from './world.ts'

/**
 * An event was let through with files in it: did it come to be? Rate limits and crashes come after the rules. When the homeserver
 * still does not know it after `patienceSeconds`, it never will, and the files are their uploader's again.
 */
export async function confirmAttachments({ db, matrix, now }: World, event: string, patienceSeconds: number): Promise<void> {
  const since = await findUnconfirmed(db, event)
  if (since === undefined) return
  const exists = await matrix.hasEvent(event).catch(() => 'no-answer' as const)
  if (exists === true) return setConfirmed(db, event)

  const seconds = (now().getTime() - since.getTime()) / 1_000
  if (exists === false && seconds >= patienceSeconds)
    return db.transaction().execute(async (trx) => loosenUnheld(trx, await endAttachments(trx, event, now()), now()))
  const runAt = new Date(now().getTime() + secondsBeforeRetry(Math.ceil(Math.log2(seconds + 2))) * 1_000)
  await addJob(db, 'confirm-attachments', { event }, { key: `attachments:${event}`, runAt })
}
