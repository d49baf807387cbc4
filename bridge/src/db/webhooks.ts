import { type Transaction, sql } from 'kysely'
import type { Webhook } from '../contract.ts'
import type { EventKind } from '../core/event-types.ts'
import type { Db } from './connect.ts'
import type { Schema } from './schema.ts'
import type { WebhookTable } from './schema/webhooks.ts'

type Row = Omit<WebhookTable, 'secret' | 'previous_secret' | 'created_by'>
const SHOWN = ['id', 'name', 'url', 'kinds', 'circle', 'created_at', 'paused_at', 'pause_cause', 'previous_until', 'cursor'] as const

const toWebhook = (row: Row): Webhook => ({
  id: row.id,
  name: row.name,
  url: row.url,
  kinds: row.kinds as EventKind[],
  circleId: row.circle,
  createdAt: row.created_at.toISOString(),
  paused: row.pause_cause,
  previousSecretUntil: row.previous_until?.toISOString() ?? null,
  cursor: row.cursor,
})

export interface NewWebhook {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly kinds: string[]
  readonly circle: string | null
  readonly secret: string
  readonly by: string
  readonly at: Date
}

/** Begins with what happens from now on. Undefined when there are `atMost` already. */
export async function insertWebhook(trx: Transaction<Schema>, given: NewWebhook, atMost: number): Promise<Webhook | undefined> {
  await sql`lock table webhook in share row exclusive mode`.execute(trx)
  const { count } = await trx.selectFrom('webhook').select(trx.fn.countAll<string>().as('count')).executeTakeFirstOrThrow()
  if (Number(count) >= atMost) return undefined
  const { id, name, url, kinds, circle, secret, by, at } = given
  const row = await trx
    .insertInto('webhook')
    .values({
      id,
      name,
      url,
      kinds,
      circle,
      secret,
      created_by: by,
      created_at: at,
      cursor: sql<string>`coalesce((select max(id) from event), 0)`,
    })
    .returning(SHOWN)
    .executeTakeFirstOrThrow()
  return toWebhook(row)
}

export async function listWebhooks(db: Db): Promise<Webhook[]> {
  const rows = await db.selectFrom('webhook').select(SHOWN).orderBy('created_at').orderBy('id').limit(500).execute()
  return rows.map(toWebhook)
}

export async function findWebhook(db: Db, id: string): Promise<Webhook | undefined> {
  const row = await db.selectFrom('webhook').select(SHOWN).where('id', '=', id).executeTakeFirst()
  return row && toWebhook(row)
}

/** What it takes to speak to it. */
export interface Receiver {
  readonly url: string
  /** The newest first; two for a while after a change. */
  readonly secrets: readonly string[]
}
export async function findReceiver(db: Db, id: string, now: Date): Promise<Receiver | undefined> {
  const row = await db
    .selectFrom('webhook')
    .select(['url', 'secret', 'previous_secret', 'previous_until'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { url: row.url, secrets: secretsOf(row, now) }
}
export const secretsOf = (row: Pick<WebhookTable, 'secret' | 'previous_secret' | 'previous_until'>, now: Date): string[] => [
  row.secret,
  ...(row.previous_secret !== null && row.previous_until !== null && row.previous_until > now ? [row.previous_secret] : []),
]

/** Who is woken after a pause has the whole time anew to receive what waited. */
export async function setWebhook(
  trx: Transaction<Schema>,
  id: string,
  given: Pick<NewWebhook, 'name' | 'url' | 'kinds' | 'circle'> & { paused: boolean },
  now: Date,
): Promise<Webhook | undefined> {
  const before = await trx.selectFrom('webhook').select('paused_at').where('id', '=', id).forUpdate().executeTakeFirst()
  if (before === undefined) return undefined
  const { paused, ...fields } = given
  const pause = paused ? ({ paused_at: now, pause_cause: 'asked' } as const) : { paused_at: null, pause_cause: null }
  const turned = (before.paused_at !== null) !== paused
  const row = await trx
    .updateTable('webhook')
    .set({ ...fields, ...(turned ? pause : {}) })
    .where('id', '=', id)
    .returning(SHOWN)
    .executeTakeFirstOrThrow()
  if (turned && !paused)
    await trx
      .updateTable('webhook_delivery')
      .set({ since: now, next_try_at: now, attempts: 0 })
      .where('webhook', '=', id)
      .where('state', '=', 'waiting')
      .execute()
  return toWebhook(row)
}

/** The address said that it is gone for good. */
export async function pauseGone(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('webhook').set({ paused_at: now, pause_cause: 'gone' }).where('id', '=', id).where('paused_at', 'is', null).execute()
}

export async function setSecret(db: Db, id: string, secret: string, previousUntil: Date): Promise<boolean> {
  const row = await db
    .updateTable('webhook')
    .set((eb) => ({ previous_secret: eb.ref('secret'), previous_until: previousUntil, secret }))
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteWebhook(db: Db, id: string): Promise<boolean> {
  const row = await db.deleteFrom('webhook').where('id', '=', id).returning('id').executeTakeFirst()
  return row !== undefined
}
