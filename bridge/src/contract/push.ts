import { z } from 'zod'
import { PersonId } from '../core/ids.ts'
import { get, put, remove } from './route.ts'

const base64url = (bytes: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}={0,2}$`))

/** What the browser gives (`PushSubscription`, W3C Push API): where to send, and the keys that it alone reads with (RFC 8291). */
export const PushSubscriptionBody = z.strictObject({
  endpoint: z.string().min(1).max(1_000),
  keys: z.strictObject({ p256dh: base64url(65), auth: base64url(16) }),
})
export type PushSubscriptionBody = z.infer<typeof PushSubscriptionBody>

export const PushState = z.strictObject({
  publicKey: z.string().nullable().meta({ description: 'with which a browser subscribes (VAPID, RFC 8292); null: not offered here' }),
  endpoint: z.string().nullable().meta({ description: 'where the browser of this very session is told; null: it is not' }),
})
export type PushState = z.infer<typeof PushState>

const person = z.strictObject({ id: PersonId })
const own = 'alone' as const

export const PUSH_ROUTES = {
  getPush: get('/people/:id/push', 'any', 'Whether the browser of this session is told of new messages', {
    params: person,
    answer: PushState,
    own,
  }),
  putPushSubscription: put(
    '/people/:id/push/subscription',
    'any',
    'Tells the browser of this session of new messages, by identifiers alone, until the session ends',
    { params: person, body: PushSubscriptionBody, answer: PushState, own },
  ),
  deletePushSubscription: remove('/people/:id/push/subscription', 'any', 'Tells the browser of this session nothing any more', {
    params: person,
    own,
  }),
} as const
