import { sql } from 'kysely'
import type { Attempt, SentEvent } from '../core/webhook.ts'
import type { Db } from './connect.ts'
import { type Receiver, secretsOf } from './webhooks.ts'

const PAGE = 500
/** Of one receiver: what is beyond waits in the feed, behind its cursor. */
const WAITING_AT_MOST = 10_000

/**
 * Gives every receiver the deliveries of the next page of the feed, and moves its cursor, in one statement: a crash does both or neither.
 * Only receivers that are behind are looked at, and only their page is read. Gives how many went on.
 */
export async function fanOut(db: Db, now: Date): Promise<number> {
  const { rows } = await sql`
    with behind as materialized (
      select w.id, w.cursor, w.kinds, w.circle from webhook w
      where w.paused_at is null and w.cursor < (select max(id) from event)
        and (select count(*) from (select from webhook_delivery d where d.webhook = w.id and d.state = 'waiting' limit ${WAITING_AT_MOST}) as bounded)
          < ${WAITING_AT_MOST}
      for update of w skip locked
    ), page as materialized (
      select b.id as webhook, b.kinds, b.circle as wanted, e.* from behind b
      cross join lateral (select * from event where event.id > b.cursor order by event.id limit ${PAGE}) as e
    ), made as (
      insert into webhook_delivery (webhook, event, lane, since, next_try_at)
      select webhook, id,
        coalesce('circle:' || circle, 'structure:' || structure, 'person:' || person, 'patient:' || patient, type), ${now}, ${now}
      from page
      where (wanted is null or circle = wanted) and kinds && array['*', split_part(type, '.', 1) || '.*', type]
      on conflict do nothing
    )
    update webhook w set cursor = last.id from (select webhook, max(id) as id from page group by webhook) as last
    where w.id = last.webhook returning w.id`.execute(db)
  return rows.length
}

export interface Due extends Receiver {
  readonly webhook: string
  readonly lane: string
  readonly attempts: number
  readonly since: Date
  readonly event: SentEvent
}

interface DueRow {
  webhook: string
  lane: string
  attempts: number
  since: Date
  url: string
  secret: string
  previous_secret: string | null
  previous_until: Date | null
  id: string
  type: string
  at: Date
  circle: string | null
  person: string | null
  structure: string | null
  patient: string | null
  source: string
}

/** What may be sent now: the first of each lane when its time has come, at most so many of one receiver. */
export async function listDue(db: Db, now: Date, perReceiver: number): Promise<Due[]> {
  const { rows } = await sql<DueRow>`
    select d.*, w.url, w.secret, w.previous_secret, w.previous_until, e.id, e.type, e.at, e.circle, e.person, e.structure, e.patient, e.source
    from webhook w
    cross join lateral (
      select d.webhook, d.event, d.lane, d.attempts, d.since from webhook_delivery d
      where d.webhook = w.id and d.state = 'waiting' and d.next_try_at <= ${now}
        and not exists (
          select from webhook_delivery b
          where b.webhook = d.webhook and b.lane = d.lane and b.state = 'waiting' and b.event < d.event
        )
      order by d.event limit ${perReceiver}
    ) as d
    join event e on e.id = d.event
    where w.paused_at is null`.execute(db)
  return rows.map(({ webhook, lane, attempts, since, url, secret, previous_secret, previous_until, ...event }) => ({
    webhook,
    lane,
    attempts,
    since,
    url,
    secrets: secretsOf(
      {
        secret,
        previous_secret,
        previous_until,
      },
      now,
    ),
    event,
  }))
}

/** Writes down how an attempt ended. `next` null, after a failure: it is given up. */
export async function setAttempt(
  db: Db,
  { webhook, event }: { webhook: string; event: string },
  { status, cause }: Attempt,
  next: Date | null,
  now: Date,
): Promise<void> {
  await db
    .updateTable('webhook_delivery')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      last_try_at: now,
      last_status: status,
      last_cause: cause,
      state: cause === null ? 'delivered' : next === null ? 'dead' : 'waiting',
      ...(next === null ? {} : { next_try_at: next }),
    }))
    .where('webhook', '=', webhook)
    .where('event', '=', event)
    .where('state', '=', 'waiting')
    .execute()
}

/** A page at a time. */
export async function deleteOldDeliveries(db: Db, delivered: Date, dead: Date): Promise<void> {
  await sql`delete from webhook_delivery where ctid = any(array(
    select ctid from webhook_delivery
    where (state = 'delivered' and last_try_at < ${delivered}) or (state = 'dead' and last_try_at < ${dead}) limit 5000))`.execute(db)
}

export interface WebhookState {
  readonly waiting: number
  readonly oldestSeconds: number
  readonly dead: number
  readonly gone: number
}
/** Numbers alone, counted up to a bound. */
export async function readWebhookState(db: Db, now: Date): Promise<WebhookState> {
  const { rows } = await sql<{ waiting: string; oldest: number | null; dead: string; gone: string }>`
    select waiting.count as waiting, waiting.oldest, dead.count as dead, gone.count as gone
    from (select count(*) as count, extract(epoch from ${now}::timestamptz - min(since))::float8 as oldest
          from (select since from webhook_delivery where state = 'waiting' limit 100000) as bounded) as waiting,
      (select count(*) as count from (select from webhook_delivery where state = 'dead' limit 100000) as bounded) as dead,
      (select count(*) as count from webhook where pause_cause = 'gone') as gone`.execute(db)
  const [row] = rows
  return {
    waiting: Number(row?.waiting ?? 0),
    oldestSeconds: Math.max(0, row?.oldest ?? 0),
    dead: Number(row?.dead ?? 0),
    gone: Number(row?.gone ?? 0),
  }
}
