import { type Transaction, sql } from 'kysely'
import type { Notice } from '../contract.ts'
import type { Db } from './connect.ts'
import { NORMAL } from './jobs.ts'
import { type RoomKey, queueRoom } from './rooms.ts'
import type { PeriodScope, Schema } from './schema.ts'

interface Where {
  readonly scope: PeriodScope
  readonly ref: string
}
export interface KnownNotice extends Notice {
  readonly scope: PeriodScope
  readonly ref: string
}

/** What an API key posted under this name of its own, wherever. */
export async function findNotice(db: Db | Transaction<Schema>, apiKey: string, key: string): Promise<KnownNotice | undefined> {
  const row = await db.selectFrom('notice').selectAll().where('api_key', '=', apiKey).where('key', '=', key).executeTakeFirst()
  return (
    row && {
      key,
      eventId: row.event,
      state: row.said_at === null ? 'waiting' : 'said',
      at: row.at.toISOString(),
      saidAt: row.said_at?.toISOString() ?? null,
      scope: row.scope,
      ref: row.ref,
    }
  )
}

/** Held until the commit: the same key sent twice at once is one notice. */
export async function lockNoticeKey(trx: Transaction<Schema>, apiKey: string, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`notice:${apiKey}:${key}`}, 6))`.execute(trx)
}

export async function insertNotice(
  trx: Transaction<Schema>,
  { event, apiKey, key, where, content, at }: { event: string; apiKey: string; key: string; where: Where; content: object; at: Date },
): Promise<void> {
  const values = { event, api_key: apiKey, key, ...where, content: JSON.stringify(content), at, said_at: null }
  await trx.insertInto('notice').values(values).execute()
}

const BURST = 10
const PER_SECOND = 0.5
/** Takes one of what this key may still post here: 10 at once, 30 a minute in the long run. False when nothing is left. */
export async function takeAllowance(trx: Transaction<Schema>, apiKey: string, { scope, ref }: Where, at: Date): Promise<boolean> {
  const filled = sql`least(${BURST}, a.tokens + greatest(0, extract(epoch from ${at}::timestamptz - a.at)) * ${PER_SECOND})`
  const { rows } = await sql`
    insert into notice_allowance as a (api_key, scope, ref, tokens, at) values (${apiKey}, ${scope}, ${ref}, ${BURST - 1}, ${at})
    on conflict (api_key, scope, ref) do update set tokens = ${filled} - 1, at = ${at} where ${filled} >= 1
    returning tokens`.execute(trx)
  return rows.length > 0
}

/** This room has something to say; its neighbours have not. */
export async function queueNotices(trx: Transaction<Schema>, { kind, ref }: RoomKey, at: Date): Promise<void> {
  await trx
    .updateTable('room')
    .set((eb) => ({
      in_step: false,
      change: eb('change', '+', '1'),
      dirty_since: sql<Date>`coalesce(dirty_since, ${at})`,
      next_try_at: at,
      attempts: 0,
    }))
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .execute()
  await queueRoom(trx, { kind, ref }, NORMAL)
}

/** The words of a notice that was recorded; undefined once they were said. */
export async function findNoticeContent(db: Db, event: string): Promise<Record<string, unknown> | undefined> {
  const row = await db.selectFrom('notice').select('content').where('event', '=', event).executeTakeFirst()
  return (row?.content as Record<string, unknown> | null) ?? undefined
}
/** The words are in the room from now on, and not here. */
export async function setNoticeSaid(db: Db, event: string, at: Date): Promise<void> {
  await db.updateTable('notice').set({ content: null, said_at: at }).where('event', '=', event).where('said_at', 'is', null).execute()
}

/** A key that comes again after a year may be posted again. */
export async function deleteOldNotices(db: Db): Promise<void> {
  await sql`delete from notice where said_at is not null and at < now() - interval '1 year'`.execute(db)
  await sql`delete from notice_allowance where at < now() - interval '1 day'`.execute(db)
}
