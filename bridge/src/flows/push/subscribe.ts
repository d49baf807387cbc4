import { createPublicKey, randomBytes } from 'node:crypto'
import type { PushState, PushSubscriptionBody } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { deleteSubscription, findEndpoint, setSubscription, setSubscriptionReady } from '../../db/push-subscriptions.ts'
import { Unreachable } from '../webhooks/resolve-address.ts'
import type { MatrixSession, World } from '../world.ts'
import { type PushSettings, pushSecret } from './settings.ts'

/** A person, and the session in which they ask: a pusher is that of a device. */
export interface Asking {
  readonly person: string
  readonly session: MatrixSession | undefined
}

export async function readPush({ db }: World, push: PushSettings | undefined, { person, session }: Asking): Promise<PushState> {
  if (push === undefined) return { publicKey: null, endpoint: null }
  return { publicKey: push.publicKey, endpoint: (await findEndpoint(db, person, here(session).device)) ?? null }
}

/**
 * The homeserver is asked while the caller waits: a pusher ends with the session that set it, and a session's token is kept nowhere. Safe to
 * repeat; interrupted, the browser is told nothing and the answer to `readPush` is that.
 */
export async function subscribe(
  world: World,
  push: PushSettings | undefined,
  { person, session }: Asking,
  { endpoint, keys: { p256dh, auth } }: PushSubscriptionBody,
): Promise<PushState> {
  if (push === undefined) throw new Fault('PUSH_NOT_OFFERED')
  checkKey(p256dh)
  await push.resolve(endpoint).catch((error: unknown) => {
    throw error instanceof Unreachable ? new Fault('PUSH_ADDRESS_REFUSED', 'endpoint') : error
  })
  const { db, matrix, now } = world
  const { user, token, device } = here(session)
  const living = (await matrix.listSessions(user)).map(({ id }) => id)
  const browser = { person, device, endpoint, p256dh, auth }
  const drawn = randomBytes(18).toString('base64url')
  const pushkey = await db.transaction().execute((trx) => setSubscription(trx, browser, { pushkey: drawn, living, at: now() }))
  await matrix.setPusher(token, { pushkey, url: push.doorUrl, secret: pushSecret(push, pushkey) })
  await setSubscriptionReady(db, pushkey, now())
  return { publicKey: push.publicKey, endpoint }
}

/** Safe to repeat. A pusher that a crash leaves at the homeserver is refused by our door, and gone with its next notification. */
export async function unsubscribe({ db, matrix }: World, { person, session }: Asking): Promise<void> {
  const { token, device } = here(session)
  const pushkey = await deleteSubscription(db, person, device)
  if (pushkey !== undefined) await matrix.deletePusher(token, pushkey)
}

function here(session: MatrixSession | undefined): MatrixSession & { device: string } {
  if (session === undefined || session.device === null) throw new Fault('UNAUTHENTICATED')
  return { ...session, device: session.device }
}

/** Of a point that is not on the curve one would learn only when there is something to say. */
function checkKey(p256dh: string): void {
  const point = Buffer.from(p256dh, 'base64url')
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  try {
    if (point.length !== 65 || point[0] !== 4) throw new Error('no uncompressed point')
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  } catch {
    throw new Fault('PUSH_KEY_REFUSED', 'keys.p256dh')
  }
}
