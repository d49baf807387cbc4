import { accessText } from '../../core/emails/access-words.ts'
import { emailText } from '../../core/emails/email-words.ts'
import { countRefusal, deleteRefusals } from '../../db/emails/addresses.ts'
import { type EmailToSend, listEmailsToSend, setEmailFailed, setEmailLater, setEmailSent, takeEmail } from '../../db/emails/outbox.ts'
import { withSubjectAlone } from '../../db/jobs.ts'
import { accessUrl } from '../account/access-token.ts'
import type { World } from '../world.ts'
import type { EmailSettings } from './settings.ts'
import type { Post } from './smtp.ts'
import { unsubscribeLink } from './unsubscribe-link.ts'

type Sending = Pick<World, 'db' | 'now' | 'log'>

const PAGE = 100
const SIDE_BY_SIDE = 4
/** Later than that it is no news. */
const GIVEN_UP_MS = 3 * 86_400_000
const LONGEST_WAIT_MS = 15 * 60_000
/** Refusals in a row until an address is left alone. */
const REFUSALS_AT_MOST = 3

/**
 * Sends what waits in the outbox. Each is in one pair of hands, by a lock that PostgreSQL drops when its holder dies: what was being sent
 * then is sent again under the same Message-ID. Stops at the first sign that the server is away, and gives
 * true then.
 */
export async function sendEmails(world: Sending, post: Post, settings: EmailSettings, stopping: AbortSignal): Promise<boolean> {
  const { db, now } = world
  for (;;) {
    const waiting = await listEmailsToSend(db, now(), PAGE)
    let away = false
    const queue = waiting.values()
    const work = async () => {
      for (const id of queue) {
        if (away || stopping.aborted) return
        await withSubjectAlone(db, `email:${id}`, async () => {
          if (await sendOne(world, post, settings, id)) away = true
        })
      }
    }
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work))
    if (away || stopping.aborted || waiting.length < PAGE) return away
  }
}

/** Gives true when the server is away. */
async function sendOne(world: Sending, post: Post, settings: EmailSettings, id: string): Promise<boolean> {
  const { db, now, log } = world
  const email = await takeEmail(db, id, now())
  if (email === undefined) return false
  if (email.address === null || now().getTime() - email.preparedAt.getTime() > GIVEN_UP_MS) {
    await setEmailFailed(db, id, email.address === null ? 'not wanted' : 'too old')
    return false
  }
  const { address, person } = email
  const posted = await post.send(written(email, address, settings))
  if (posted.is === 'later') {
    log.warn({ cause: posted.cause, attempts: email.attempts }, 'an e-mail waits')
    await setEmailLater(db, id, new Date(now().getTime() + waitMs(posted.serverIsAway ? 1 : email.attempts)), posted.cause)
    return posted.serverIsAway
  }
  await db.transaction().execute(async (trx) => {
    if (posted.is === 'sent') {
      await setEmailSent(trx, id, now())
      await deleteRefusals(trx, person)
    } else {
      await setEmailFailed(trx, id, posted.cause)
      const suspended = await countRefusal(trx, person, address, REFUSALS_AT_MOST, now())
      log.warn({ person, cause: posted.cause, suspended }, 'an address refuses e-mail')
    }
  })
  return false
}

const waitMs = (attempts: number): number => Math.min(LONGEST_WAIT_MS, 2_500 * 2 ** Math.min(attempts, 20))

function written(email: EmailToSend, to: string, { from, publicUrl, linkSecret, zone }: EmailSettings) {
  const { messageId, sort, language, counts, person, access } = email
  if (access !== null) {
    const link = accessUrl(publicUrl, access.id, linkSecret)
    return { messageId, from, to, language, ...accessText(access.purpose, new Date(access.expiresAt), zone, language, link) }
  }
  const unsubscribe = unsubscribeLink(publicUrl, person, linkSecret)
  const read = `${publicUrl.replace(/\/+$/, '')}/`
  return {
    messageId,
    from,
    to,
    language,
    unsubscribe,
    ...emailText(counts, sort === 'digest' ? 'digest' : 'immediate', language, { read, stop: unsubscribe }),
  }
}
