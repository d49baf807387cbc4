import { accessText } from '../../core/emails/access-words.ts'
import { quietEnd } from '../../core/emails/local-time.ts'
import { emailText } from '../../core/emails/email-words.ts'
import { countRefusal, deleteRefusals } from '../../db/emails/addresses.ts'
import { type EmailToSend, listEmailsToSend, setEmailFailed, setEmailLater, setEmailSent, takeEmail } from '../../db/emails/outbox.ts'
import { isStillNews, setUntold } from '../../db/emails/news.ts'
import { getWishes } from '../../db/preferences.ts'
import { withSubjectAlone } from '../../db/jobs.ts'
import { accessUrl } from '../account/access-token.ts'
import type { World } from '../world.ts'
import type { EmailSettings } from './settings.ts'
import type { Post } from './smtp.ts'
import { unsubscribeLink } from './unsubscribe-link.ts'

type Sending = Pick<World, 'db' | 'now' | 'log' | 'zone'>

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
  const { address, person } = email
  const unneeded = await whyNot(world, email)
  if (address === null || unneeded !== null) {
    await db.transaction().execute(async (trx) => {
      await setEmailFailed(trx, id, unneeded ?? 'not wanted')
      // Nobody tried: when they can be written to again, they are told.
      if (address === null && email.attempts === 1) await setUntold(trx, id, person)
    })
    return false
  }
  // Who waits for a link to enter asked for it.
  const quietUntil = email.access === null ? await findQuietEnd(world, person) : null
  if (quietUntil !== null) {
    await setEmailLater(db, id, quietUntil, 'quiet hours')
    return false
  }
  const posted = await post.send(written(email, address, settings, world.zone))
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
      await setUntold(trx, id, person)
      const suspended = await countRefusal(trx, person, address, REFUSALS_AT_MOST, now())
      log.warn({ person, cause: posted.cause, suspended }, 'an address refuses e-mail')
    }
  })
  return false
}

/** It was written down before them: the server was away since. */
async function findQuietEnd({ db, now, zone }: Sending, person: string): Promise<Date | null> {
  const { quietFrom, quietTo } = await getWishes(db, person)
  return quietEnd(now(), quietFrom, quietTo, zone)
}

/** Why it need not go out any more, if so: it may have waited for long. */
async function whyNot({ db, now }: Sending, { id, person, address, preparedAt }: EmailToSend): Promise<string | null> {
  if (address === null) return 'not wanted'
  if (now().getTime() - preparedAt.getTime() > GIVEN_UP_MS) return 'too old'
  return (await isStillNews(db, id, person, now())) ? null : 'read meanwhile'
}

const waitMs = (attempts: number): number => Math.min(LONGEST_WAIT_MS, 2_500 * 2 ** Math.min(attempts, 20))

function written(email: EmailToSend, to: string, { from, publicUrl, linkSecret }: EmailSettings, zone: string) {
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
