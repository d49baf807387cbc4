import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { ReplayBody, Webhook, WebhookBody } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { type Attempt, bodyOf } from '../../core/webhook.ts'
import { recordEvents } from '../../db/events.ts'
import { findFirstEventSince, replayDead, replayFrom, replayOne } from '../../db/webhook-replays.ts'
import { deleteWebhook, findReceiver, findWebhook, insertWebhook, setSecret, setWebhook } from '../../db/webhooks.ts'
import type { Asked, World } from '../world.ts'
import { type PostEvent, PREFIX } from './post-event.ts'
import { type ResolveAddress, Unreachable } from './resolve-address.ts'

const AT_MOST = 100
export interface WebhookDoors {
  readonly resolve: ResolveAddress
  readonly post: PostEvent
}
type Body = z.output<typeof WebhookBody>

const newSecret = (): string => PREFIX + randomBytes(32).toString('base64')
const fieldsOf = ({ name, url, kinds, circleId }: Body) => ({ name, url, kinds: [...new Set(kinds)], circle: circleId ?? null })

/** Its secret is in the answer and nowhere else. Throws WEBHOOK_ADDRESS_REFUSED, TOO_MANY_WEBHOOKS. */
export async function createWebhook(
  { db, now }: World,
  { resolve }: WebhookDoors,
  body: Body,
  asked: Asked,
): Promise<Webhook & { secret: string }> {
  await checkAddress(resolve, body.url)
  const secret = newSecret()
  const id = `wh-${randomBytes(9).toString('hex')}`
  return db.transaction().execute(async (trx) => {
    // Before it is there: nobody is told of their own beginning.
    await recordEvents(trx, asked, now(), [{ type: 'webhook.created', reason: body.reason, after: told({ id, ...body }) }])
    const made = await insertWebhook(trx, { id, ...fieldsOf(body), secret, by: asked.by, at: now() }, AT_MOST)
    if (made === undefined) throw new Fault('TOO_MANY_WEBHOOKS')
    const set = body.paused ? await setWebhook(trx, id, { ...fieldsOf(body), paused: true }, now()) : made
    return { ...known(set), secret }
  })
}

export async function putWebhook({ db, now }: World, { resolve }: WebhookDoors, id: string, body: Body, asked: Asked): Promise<Webhook> {
  const before = known(await findWebhook(db, id))
  await checkAddress(resolve, body.url)
  return db.transaction().execute(async (trx) => {
    const set = known(await setWebhook(trx, id, { ...fieldsOf(body), paused: body.paused }, now()))
    await recordEvents(trx, asked, now(), [{ type: 'webhook.changed', reason: body.reason, before: told(before), after: told(set) }])
    return set
  })
}

/** Of a webhook, what the record keeps: a secret may be in the rest of its address. */
const told = ({ id, name, url, kinds, paused }: Pick<Webhook, 'id' | 'name' | 'url' | 'kinds'> & Pick<Body | Webhook, 'paused'>) => ({
  webhookId: id,
  name,
  host: new URL(url).host,
  kinds,
  paused: Boolean(paused),
})

async function checkAddress(resolve: ResolveAddress, url: string): Promise<void> {
  await resolve(url).catch((error: unknown) => {
    throw error instanceof Unreachable ? new Fault('WEBHOOK_ADDRESS_REFUSED', 'url') : error
  })
}

export const readWebhook = async ({ db }: World, id: string): Promise<Webhook> => known(await findWebhook(db, id))

export async function removeWebhook({ db, now }: World, id: string, reason: string | undefined, asked: Asked): Promise<void> {
  const before = known(await findWebhook(db, id))
  await db.transaction().execute(async (trx) => {
    if (!(await deleteWebhook(trx, id))) throw new Fault('WEBHOOK_UNKNOWN')
    await recordEvents(trx, asked, now(), [{ type: 'webhook.deleted', reason, before: told(before) }])
  })
}

export async function rotateSecret(
  { db, now }: World,
  id: string,
  { graceHours, reason }: { graceHours: number; reason?: string | undefined },
  asked: Asked,
): Promise<{ secret: string; previousSecretUntil: string }> {
  const secret = newSecret()
  const until = new Date(now().getTime() + graceHours * 3_600_000)
  await db.transaction().execute(async (trx) => {
    if (!(await setSecret(trx, id, secret, until))) throw new Fault('WEBHOOK_UNKNOWN')
    await recordEvents(trx, asked, now(), [{ type: 'webhook.secret-rotated', reason, after: { webhookId: id } }])
  })
  return { secret, previousSecretUntil: until.toISOString() }
}

/** A ping, paused or not: it is no event, and nothing of it is kept. */
export async function testWebhook({ db, now }: World, { post }: WebhookDoors, id: string): Promise<Attempt & { delivered: boolean }> {
  const receiver = known(await findReceiver(db, id, now()))
  const at = now()
  const none = { circle: null, person: null, structure: null, patient: null }
  const body = bodyOf({ id: '0', type: 'ping', at, ...none, source: 'essai' })
  const attempt = await post(receiver, { id: `${id}.ping-${randomBytes(6).toString('hex')}`, body, at })
  return { ...attempt, delivered: attempt.cause === null }
}

/** Sends again. An event whose delivery was forgotten meanwhile is reached by `fromEventId`. */
export async function replayWebhook({ db, now }: World, id: string, { eventId, dead, fromEventId, from }: ReplayBody): Promise<void> {
  known(await findWebhook(db, id))
  if (eventId !== undefined && !(await replayOne(db, id, eventId, now()))) throw new Fault('DELIVERY_UNKNOWN', 'eventId')
  if (dead === true) await replayDead(db, id, now())
  const first = from === undefined ? fromEventId : await findFirstEventSince(db, new Date(from))
  if (first !== undefined) await db.transaction().execute((trx) => replayFrom(trx, id, first))
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Fault('WEBHOOK_UNKNOWN')
  return value
}
