import { type RawBuilder, sql } from 'kysely'
import type { Db } from './connect.ts'

export interface Unsettled {
  readonly count: number
  readonly last: Date | null
}
const BOUND = 1_000
/** What is not settled, over an index and up to a bound: its instants, as `at`. */
async function countUpTo(db: Db, instants: RawBuilder<unknown>): Promise<Unsettled> {
  const { rows } = await sql<{ count: number; last: Date | null }>`
    select count(*)::int as count, max(at) as last from (${instants} limit ${BOUND}) as bounded`.execute(db)
  return rows[0] ?? { count: 0, last: null }
}

/** Changes that the brake has stopped and nobody has decided. */
export const readHeldState = (db: Db): Promise<Unsettled> => countUpTo(db, sql`select at from held_change where state = 'waiting'`)
/** Deliveries of webhooks that were given up, and addresses that are gone. */
export const readFailedDeliveries = (db: Db): Promise<Unsettled> =>
  countUpTo(
    db,
    sql`select coalesce(last_try_at, since) as at from webhook_delivery where state = 'dead'
      union all select paused_at from webhook where pause_cause = 'gone'`,
  )
/** Copies of journals that could not be made within a day. */
export const readFailedExports = (db: Db): Promise<Unsettled> =>
  countUpTo(db, sql`select asked_at as at from export where state = 'failed' and asked_at > now() - interval '1 day'`)
