import { z } from 'zod'
import { EVENT_KINDS } from '../core/event-types.ts'
import { CircleId } from '../core/ids.ts'
import { CAUSES } from '../core/webhook.ts'
import { dangerous, get, page, paging, post, put, remove } from './route.ts'
import { Instant, ReasonOfAct, WELL_FORMED, line } from './words.ts'

const EventId = z.string().regex(/^\d{1,18}$/)
const fields = {
  name: line(80),
  url: z
    .string()
    .max(1_000)
    .regex(WELL_FORMED)
    .meta({ description: 'https, a public address, no name or password in it; port 443 or from 1024 on' }),
  kinds: z
    .array(z.enum(EVENT_KINDS))
    .min(1)
    .max(EVENT_KINDS.length)
    .meta({ description: 'types of events, families of them (circle.*) or * (everything, what later versions add included)' }),
}
export const WebhookBody = z.strictObject({
  ...fields,
  circleId: CircleId.nullable().optional().meta({ description: 'events of this care circle alone' }),
  paused: z.boolean().default(false).meta({ description: 'nothing is lost meanwhile: it is told once it is woken' }),
  reason: ReasonOfAct,
})
export const Webhook = z.strictObject({
  id: z.string(),
  ...fields,
  circleId: z.string().nullable(),
  createdAt: Instant,
  paused: z
    .enum(['asked', 'gone'])
    .nullable()
    .meta({ description: 'gone: the address answered 410; write it again with paused = false to wake it' }),
  previousSecretUntil: Instant.nullable().meta({ description: 'until then the secret before signs too' }),
  cursor: z.string().meta({ description: 'the last event that was looked at for it' }),
})
export type Webhook = z.infer<typeof Webhook>
const secret = z.string().meta({ description: 'whsec_…: in this answer and nowhere else' })

export const WebhookDelivery = z.strictObject({
  id: z.string().meta({ description: 'the header webhook-id: the same at each attempt and each replay' }),
  eventId: z.string(),
  type: z.string(),
  lane: z.string().meta({ description: 'what it keeps its order with: circle:…, structure:…, person:…, patient:…' }),
  state: z.enum(['waiting', 'delivered', 'dead']),
  attempts: z.int(),
  since: Instant,
  nextTryAt: Instant.nullable(),
  lastTryAt: Instant.nullable(),
  status: z.int().nullable().meta({ description: 'what the receiver last answered; never its words' }),
  cause: z.enum(CAUSES).nullable(),
})
export type WebhookDelivery = z.infer<typeof WebhookDelivery>

const ReplayBody = z
  .strictObject({
    eventId: EventId.optional().meta({ description: 'this one' }),
    dead: z.literal(true).optional().meta({ description: 'all that were given up' }),
    fromEventId: EventId.optional().meta({ description: 'every wanted event from this one on, older than the subscription or not' }),
    from: Instant.optional().meta({ description: 'every wanted event from this instant on' }),
  })
  .refine((body) => Object.keys(body).length === 1, { params: { expected: 'one-replay' } })
export type ReplayBody = z.infer<typeof ReplayBody>

const one = z.strictObject({ id: z.string().max(64).regex(WELL_FORMED) })

/** Its part of the addresses of the API (routes.ts). */
export const WEBHOOK_ROUTES = {
  listWebhooks: get('/webhooks', 'webhooks:read', 'Who is told by HTTP of what happens', { answer: page(Webhook) }),
  createWebhook: post('/webhooks', 'webhooks:write', 'Tells an address of what happens from now on; its secret is in this answer alone', {
    body: WebhookBody,
    answer: z.strictObject({ ...Webhook.shape, secret }),
    ...dangerous,
  }),
  getWebhook: get('/webhooks/:id', 'webhooks:read', 'One webhook', { params: one, answer: Webhook }),
  putWebhook: put('/webhooks/:id', 'webhooks:write', 'Changes, pauses or wakes a webhook', {
    params: one,
    body: WebhookBody,
    answer: Webhook,
    ...dangerous,
  }),
  deleteWebhook: remove('/webhooks/:id', 'webhooks:write', 'Ends a webhook, with everything that waits for it', {
    params: one,
    query: z.strictObject({ reason: ReasonOfAct }),
    reasoned: true,
  }),
  rotateWebhookSecret: post('/webhooks/:id/secret', 'webhooks:write', 'A new secret; the one before signs too for a while', {
    params: one,
    body: z.strictObject({ graceHours: z.number().min(0).max(720).default(24), reason: ReasonOfAct }),
    answer: z.strictObject({ secret, previousSecretUntil: Instant }),
    ...dangerous,
  }),
  testWebhook: post('/webhooks/:id/test', 'webhooks:write', 'Sends an event of type ping now, and tells how it went', {
    params: one,
    answer: z.strictObject({ delivered: z.boolean(), status: z.int().nullable(), cause: z.enum(CAUSES).nullable() }),
    status: 200,
  }),
  listWebhookDeliveries: get('/webhooks/:id/deliveries', 'webhooks:read', 'What became of each event, the newest first', {
    params: one,
    query: z.strictObject({
      cursor: paging.cursor,
      limit: paging.limit,
      state: z.enum(['waiting', 'delivered', 'dead']).optional(),
    }),
    answer: page(WebhookDelivery),
  }),
  replayWebhook: post('/webhooks/:id/replay', 'webhooks:write', 'Sends again: one event, all that were given up, or from a point on', {
    params: one,
    body: ReplayBody,
  }),
  deleteDeadDeliveries: remove('/webhooks/:id/deliveries/dead', 'webhooks:write', 'Forgets what was given up', { params: one }),
} as const
