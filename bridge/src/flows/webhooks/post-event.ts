import { createHmac } from 'node:crypto'
import type { Attempt } from '../../core/webhook.ts'
import type { Receiver } from '../../db/webhooks.ts'
import { type Sending, causeOf, postTo, rejectAt } from './post-to.ts'
import type { ResolveAddress } from './resolve-address.ts'

const TIMEOUT_MS = 10_000
const REDIRECTS = 3
export const PREFIX = 'whsec_'

/** Standard Webhooks (standardwebhooks.com): the number, the second and the body are signed, by each secret that is still good. */
export function signatures(secrets: readonly string[], id: string, second: number, body: string): string {
  const signed = `${id}.${second}.${body}`
  const one = (secret: string) =>
    `v1,${createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
      .update(signed)
      .digest('base64')}`
  return secrets.map(one).join(' ')
}

export interface Telling {
  readonly id: string
  readonly body: string
  readonly at: Date
  readonly signal?: AbortSignal
}
export type PostEvent = (receiver: Receiver, telling: Telling) => Promise<Attempt>

/**
 * Sends one event to its receiver and tells how it went; never throws. Only 2xx is "received". A redirection (307, 308) is followed on the
 * same host alone, never from https to http, and where it leads is resolved and checked anew: body and signature go to nobody else.
 */
export const postEvent =
  (resolve: ResolveAddress): PostEvent =>
  async ({ url, secrets }, { id, body, at, signal }) => {
    const second = Math.floor(at.getTime() / 1_000)
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'sphere-webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(second),
      'webhook-signature': signatures(secrets, id, second, body),
    }
    const late = AbortSignal.timeout(TIMEOUT_MS)
    const ending = signal === undefined ? late : AbortSignal.any([late, signal])
    try {
      return await Promise.race([follow(resolve, url, { headers, body, signal: ending }), rejectAt(ending)])
    } catch (error) {
      return { status: null, cause: late.aborted ? 'timeout' : causeOf(error) }
    }
  }

async function follow(resolve: ResolveAddress, given: string, sending: Sending): Promise<Attempt> {
  let place = await resolve(given)
  for (let redirects = 0; ; redirects++) {
    const { status, location } = await postTo(place, sending)
    if (status >= 200 && status < 300) return { status, cause: null }
    if ((status !== 307 && status !== 308) || location === undefined) return { status, cause: 'status' }
    const next = URL.canParse(location, place.url.href) ? new URL(location, place.url) : undefined
    const stays = next?.hostname === place.url.hostname && (next.protocol === 'https:' || place.url.protocol === 'http:')
    if (next === undefined || !stays || redirects === REDIRECTS) return { status, cause: 'redirect-refused' }
    place = await resolve(next.href)
  }
}
