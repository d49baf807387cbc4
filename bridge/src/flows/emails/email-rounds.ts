import { deleteOldEmails } from '../../db/emails/outbox.ts'
import type { World } from '../world.ts'
import { every } from '../every.ts'
import { prepareEmails } from './prepare-emails.ts'
import { sendEmails } from './send-emails.ts'
import type { EmailSettings } from './settings.ts'
import type { Post } from './smtp.ts'

const EVERY_MS = 5_000
const HOURLY = 720
const LONGEST_AWAY_MS = 5 * 60_000

/** Looks every few seconds who is to be told what, and sends it; apart from the other rounds, which a slow server must not hold up. */
export function startEmails(world: World, post: Post | undefined, settings: EmailSettings): { stop(): Promise<void> } {
  if (post === undefined) return { stop: () => Promise.resolve() }
  const everyMs = Math.min(EVERY_MS, settings.batchSeconds * 1_000)
  let rounds = 0
  // A server that is away is asked less and less often, and finds everything in the outbox when it is back.
  let away = { times: 0, until: 0 }
  const round = async (stopping: AbortSignal) => {
    await prepareEmails(world, settings)
    if (Date.now() >= away.until) {
      const isAway = await sendEmails(world, post, settings, stopping)
      const times = isAway ? away.times + 1 : 0
      away = { times, until: isAway ? Date.now() + Math.min(LONGEST_AWAY_MS, everyMs * 2 ** Math.min(times, 20)) : 0 }
    }
    if (rounds++ % HOURLY === 0) await deleteOldEmails(world.db)
  }
  const emails = every(world, 'e-mails', everyMs, round)
  return {
    async stop() {
      await emails.stop()
      post.close()
    },
  }
}
