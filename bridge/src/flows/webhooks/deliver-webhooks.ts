import { setTimeout as pause } from 'node:timers/promises'
import { type Retries, bodyOf, nextTry } from '../../core/webhook.ts'
import { withSubjectAlone } from '../../db/jobs.ts'
import { type Due, deleteOldDeliveries, fanOut, listDue, setAttempt } from '../../db/webhook-deliveries.ts'
import { pauseGone } from '../../db/webhooks.ts'
import { every } from '../every.ts'
import type { World } from '../world.ts'
import type { PostEvent } from './post-event.ts'

const TICK_MS = 300
/** Circles that one receiver is told of at once: who is slow delays nobody else. */
const PER_RECEIVER = 4
const AT_ONCE = 32
const DAY_MS = 86_400_000
const KEPT_DAYS = { delivered: 7, dead: 30 }

export interface DeliverySettings {
  readonly post: PostEvent
  readonly retries: Retries
}

/**
 * Tells receivers what happened until `stop`. One process does at a time, others wait for it to end: what was on its way when it died is sent
 * once more under the same number, and nothing is skipped.
 */
export function startDeliveries(world: World, settings: DeliverySettings): { stop(): Promise<void> } {
  return every(world, 'webhooks', 1_000, (stopping) =>
    withSubjectAlone(world.db, 'webhooks', () => deliverUntil(world, settings, stopping)),
  )
}

async function deliverUntil(world: World, settings: DeliverySettings, stopping: AbortSignal): Promise<void> {
  const { db, now } = world
  /** By receiver and lane. */
  const going = new Map<string, { webhook: string; done: Promise<void> }>()
  let broken: Error | undefined
  const failed = new AbortController()
  const signal = AbortSignal.any([stopping, failed.signal])
  let sweptAt = 0
  try {
    while (!stopping.aborted) {
      if (now().getTime() - sweptAt > 600_000) {
        sweptAt = now().getTime()
        const ago = (days: number) => new Date(sweptAt - days * DAY_MS)
        await deleteOldDeliveries(db, ago(KEPT_DAYS.delivered), ago(KEPT_DAYS.dead))
      }
      if (broken !== undefined) throw broken
      const moved = await fanOut(db, now())
      let begun = 0
      const underWay = new Set(going.keys())
      for (const due of await listDue(db, now(), PER_RECEIVER * 2)) {
        const key = laneOf(due)
        const ofReceiver = [...going.values()].filter(({ webhook }) => webhook === due.webhook).length
        // What was on its way when this was read may have arrived since: it would go out twice.
        if (underWay.has(key) || going.has(key) || ofReceiver >= PER_RECEIVER || going.size >= AT_ONCE) continue
        begun++
        const done = deliver(world, settings, due, signal)
          .catch((error: unknown) => void (broken = error as Error))
          .finally(() => going.delete(key))
        going.set(key, { webhook: due.webhook, done })
      }
      const over = [...going.values()].map(({ done }) => done)
      const hasEnded = [...underWay].some((key) => !going.has(key))
      if (!hasEnded && (moved === 0 || begun === 0)) await Promise.race([pause(TICK_MS), ...over])
    }
  } finally {
    failed.abort()
    await Promise.all([...going.values()].map(({ done }) => done))
  }
}

const laneOf = ({ webhook, lane }: Due): string => `${webhook} ${lane}`

async function deliver({ db, now, log }: World, { post, retries }: DeliverySettings, due: Due, signal: AbortSignal): Promise<void> {
  const { webhook, event } = due
  const attempt = await post(due, { id: `${webhook}.${event.id}`, body: bodyOf(event), at: now(), signal })
  // We are stopping: it may have arrived or not. It stays as it was, and is sent again.
  if (signal.aborted && attempt.cause !== null) return
  const gone = attempt.status === 410
  const at = now()
  const next = attempt.cause === null ? null : gone ? at : nextTry(retries, due.attempts + 1, due.since, at)
  if (gone) await pauseGone(db, webhook, at)
  await setAttempt(db, { webhook, event: event.id }, attempt, next, at)
  if (attempt.cause !== null)
    log.info({ webhook, status: attempt.status, cause: attempt.cause, over: next === null }, 'a webhook was not received')
}
