import { createHmac } from 'node:crypto'
import type { ResolveAddress } from '../webhooks/resolve-address.ts'

/** With what browsers are told of new messages (Web Push, RFC 8030, 8291, 8292). */
export interface PushSettings {
  readonly publicKey: string
  readonly privateKey: string
  /** Whom a push service may turn to: an address of the operator's. */
  readonly subject: string
  /** Where the homeserver reaches our door: a whole address. */
  readonly doorUrl: string
  readonly signingSecret: string
  readonly resolve: ResolveAddress
}

/** What the homeserver says with each notification for this pushkey. Nobody makes one for the browser of somebody else. */
export const pushSecret = ({ signingSecret }: PushSettings, pushkey: string): string =>
  createHmac('sha256', signingSecret).update(`push:${pushkey}`).digest('base64url')
