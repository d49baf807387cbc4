import { type Transaction, sql } from 'kysely'
import type { WebhookDelivery } from '../contract.ts'
import type { Cause } from '../core/webhook.ts'
import type { Db } from './connect.ts'
import { type Page, fromCursor, pageOf } from './cursor.ts'
import type { Schema } from './schema.ts'

export async function listDeliveries(
  db: Db,
  webhook: string,
  { state, cursor, limit }: { state?: 'waiting' | 'delivered' | 'dead' | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<WebhookDelivery>> {
  let query = db
    .selectFrom('webhook_delivery as d')
    .innerJoin('event as e', 'e.id', 'd.event')
    .select(['d.event', 'e.type', 'd.lane', 'd.state', 'd.attempts', 'd.since', 'd.next_try_at', 'd.last_try_at'])
    .select(['d.last_status', 'd.last_cause'])
    .where('d.webhook', '=', webhook)
    .orderBy('d.event', 'desc')
    .limit(limit + 1)
  if (state !== undefined) query = query.where('d.state', '=', state)
  const after = fromCursor(cursor)?.[0]
  if (after !== undefined && /^\d{1,18}$/.test(after)) query = query.where('d.event', '<', after)
  return pageOf(
    await query.execute(),
    limit,
    (row) => ({
      id: `${webhook}.${row.event}`,
      eventId: row.event,
      type: row.type,
      lane: row.lane,
      state: row.state,
      attempts: row.attempts,
      since: row.since.toISOString(),
      nextTryAt: row.state === 'waiting' ? row.next_try_at.toISOString() : null,
      lastTryAt: row.last_try_at?.toISOString() ?? null,
      status: row.last_status,
      cause: row.last_cause as Cause | null,
    }),
    (row) => [row.event, ''],
  )
}

const anew = (now: Date) => ({ state: 'waiting' as const, attempts: 0, since: now, next_try_at: now })

/** One again, whatever became of it. False: there is no such delivery. */
export async function replayOne(db: Db, webhook: string, event: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('webhook_delivery')
    .set(anew(now))
    .where('webhook', '=', webhook)
    .where('event', '=', event)
    .returning('event')
    .executeTakeFirst()
  return row !== undefined
}

export async function replayDead(db: Db, webhook: string, now: Date): Promise<void> {
  await db.updateTable('webhook_delivery').set(anew(now)).where('webhook', '=', webhook).where('state', '=', 'dead').execute()
}

/** Everything from an event on again: the cursor goes back, so that it costs the same however much it is. */
export async function replayFrom(trx: Transaction<Schema>, webhook: string, event: string): Promise<void> {
  const found = await trx.selectFrom('webhook').select('cursor').where('id', '=', webhook).forUpdate().executeTakeFirst()
  if (found === undefined) return
  await trx
    .deleteFrom('webhook_delivery')
    .where('webhook', '=', webhook)
    .where('event', '>=', event)
    .where('state', '<>', 'waiting')
    .execute()
  await trx
    .updateTable('webhook')
    .set({ cursor: sql<string>`least(cursor, ${event}::bigint - 1)` })
    .where('id', '=', webhook)
    .execute()
}

export async function findFirstEventSince(db: Db, at: Date): Promise<string | undefined> {
  const row = await db
    .selectFrom('event')
    .select((eb) => eb.fn.min('id').as('id'))
    .where('at', '>=', at)
    .executeTakeFirst()
  return row?.id ?? undefined
}

export async function deleteDead(db: Db, webhook: string): Promise<void> {
  await db.deleteFrom('webhook_delivery').where('webhook', '=', webhook).where('state', '=', 'dead').execute()
}
