import { createHash, timingSafeEqual } from 'node:crypto'
import webpush from 'web-push'
import { type Told, deleteSubscriptionNamed, findTold } from '../../db/push-subscriptions.ts'
import { setLastSuccess } from '../../db/platform.ts'
import { listReadableRooms } from '../../db/readers.ts'
import { causeOf, postTo, rejectAt } from '../webhooks/post-to.ts'
import type { World } from '../world.ts'
import { type PushSettings, pushSecret } from './settings.ts'

/** What the homeserver says happened: identifiers and a count (`event_id_only`). */
export interface Notified {
  readonly pushkey: string
  readonly secret: string
  /** Undefined: the count alone has changed. */
  readonly event: { readonly id: string; readonly room: string } | undefined
  readonly unread: number
  readonly urgent: boolean
}
/** `gone`: nobody is there to be told any more. `later`: the homeserver is to say it again. */
export type Outcome = 'sent' | 'nothing' | 'gone' | 'forged' | 'later'

const TIMEOUT_MS = 10_000
/** A browser that was off for longer says how much is unread when it is opened. */
const TTL_SECONDS = 86_400

/**
 * Tells a browser that there is something new. Answered only when the push service has it: until then the homeserver says it again. A repeat
 * replaces what it repeats, at the push service and on the screen.
 */
export async function passOn(world: World, push: PushSettings, notified: Notified): Promise<Outcome> {
  if (!isSecret(push, notified)) return 'forged'
  const told = await findTold(world.db, notified.pushkey)
  if (told === undefined) return 'gone'
  const { event } = notified
  // A browser must show something for each push: of a mere count it hears nothing.
  if (event === undefined) return 'nothing'
  // Who has just been taken out is told nothing, even while the homeserver does not know it yet.
  if (!(await listReadableRooms(world.db, told.localpart, [event.room], world.now())).has(event.room)) return 'nothing'
  return send(world, push, told, { ...notified, event })
}

async function send(
  { db, log, now }: World,
  push: PushSettings,
  { endpoint, p256dh, auth }: Told,
  { pushkey, event, unread, urgent }: Notified & { event: { id: string; room: string } },
): Promise<Outcome> {
  const { headers, body } = webpush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify({ roomId: event.room, eventId: event.id, unread }),
    {
      vapidDetails: { subject: push.subject, publicKey: push.publicKey, privateKey: push.privateKey },
      TTL: TTL_SECONDS,
      urgency: urgent ? 'high' : 'normal',
      // Says nothing to the push service, not even which browsers share a room.
      topic: createHash('sha256').update(`${pushkey} ${event.room}`).digest('base64url').slice(0, 32),
    },
  )
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const deliver = async () => postTo(await push.resolve(endpoint), { headers, body, signal })
  const { status, cause } = await Promise.race([deliver(), rejectAt(signal)]).then(
    ({ status: answered }) => ({ status: answered, cause: null }),
    (error: unknown) => ({ status: null, cause: causeOf(error) }),
  )
  const outcome = outcomeOf(status, cause)
  if (outcome !== 'sent') log.info({ status, cause, outcome }, 'a push was not taken')
  if (outcome === 'sent') await setLastSuccess(db, 'push', now())
  if (outcome === 'gone') await deleteSubscriptionNamed(db, pushkey)
  return outcome
}

/** RFC 8030, section 7.3: 404 and 410 are for good. Other refusals would be the same tomorrow, and hold back what comes after. */
function outcomeOf(status: number | null, cause: string | null): Outcome {
  if (status === null) return cause === 'address-refused' ? 'gone' : 'later'
  if (status === 404 || status === 410) return 'gone'
  if (status === 429 || status >= 500) return 'later'
  return status >= 200 && status < 300 ? 'sent' : 'nothing'
}

function isSecret(push: PushSettings, { pushkey, secret }: Notified): boolean {
  const [given, wanted] = [Buffer.from(secret), Buffer.from(pushSecret(push, pushkey))]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
