import { type Transaction, sql } from 'kysely'
import type { Db } from './connect.ts'
import type { AccessLinkTable } from './schema/access.ts'
import type { Schema } from './schema.ts'

type Trx = Transaction<Schema>
export type Purpose = AccessLinkTable['purpose']

export interface NewAccessLink {
  readonly person: string
  readonly request: string
  readonly purpose: Purpose
  readonly issuedAt: Date
  readonly expiresAt: Date
}
/** Ends the person's earlier link. Undefined when this request has made one already. The person is to be locked. */
export async function issueAccessLink(
  trx: Trx,
  { person, request, purpose, issuedAt, expiresAt }: NewAccessLink,
): Promise<string | undefined> {
  const done = await trx
    .selectFrom('access_link')
    .select('id')
    .where('request', '=', request)
    .where('person', '=', person)
    .executeTakeFirst()
  if (done !== undefined) return undefined
  await endAccessLinks(trx, person, issuedAt)
  const when = { issued_at: issuedAt, expires_at: expiresAt, used_at: null, ended_at: null }
  const { id } = await trx
    .insertInto('access_link')
    .values({ person, request, purpose, ...when })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
/** Whatever link they have leads nowhere from now on. */
export async function endAccessLinks(trx: Trx, person: string, now: Date): Promise<void> {
  await trx
    .updateTable('access_link')
    .set({ ended_at: now })
    .where('person', '=', person)
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
    .execute()
}
/** It has done what it was for. */
export async function setAccessLinkUsed(trx: Trx, id: string, now: Date): Promise<void> {
  await trx.updateTable('access_link').set({ used_at: now }).where('id', '=', id).where('ended_at', 'is', null).execute()
}

export interface OpenAccessLink {
  readonly id: string
  readonly person: string
  readonly expiresAt: Date
}
/** Undefined when it leads nowhere, for whatever reason. */
export async function findOpenAccessLink(db: Db, id: string, now: Date): Promise<OpenAccessLink | undefined> {
  return db
    .selectFrom('access_link as l')
    .innerJoin('person as p', 'p.id', 'l.person')
    .select(['l.id', 'l.person', 'l.expires_at as expiresAt'])
    .where('l.id', '=', id)
    .where('l.used_at', 'is', null)
    .where('l.ended_at', 'is', null)
    .where('l.expires_at', '>', now)
    .where('p.status', '=', 'active')
    .executeTakeFirst()
}

/** How many links were asked for by this person, or in their name. */
export async function countForgotten(trx: Trx, person: string, since: Date): Promise<number> {
  const { count } = await trx
    .selectFrom('access_link')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('person', '=', person)
    .where('purpose', '=', 'forgotten')
    .where('issued_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export interface Allowance {
  /** At once. */
  readonly burst: number
  /** In the long run: one in so many seconds. */
  readonly everySeconds: number
}
/** Takes one try; gives 0, or in how many seconds there is one again. */
export async function takeTry(trx: Trx, key: Buffer, { burst, everySeconds }: Allowance, now: Date): Promise<number> {
  const filled = sql`least(${burst}::float8, a.tokens + greatest(0, extract(epoch from ${now}::timestamptz - a.at)) / ${everySeconds}::float8)`
  const { rows } = await sql`
    insert into access_allowance as a (key, tokens, at) values (${key}, ${burst}::float8 - 1, ${now})
    on conflict (key) do update set tokens = ${filled} - 1, at = ${now} where ${filled} >= 1
    returning tokens`.execute(trx)
  if (rows.length > 0) return 0
  const { rows: left } = await sql<{ seconds: number }>`
    select ceil((1 - ${filled}) * ${everySeconds}::float8)::int as seconds from access_allowance a where key = ${key}`.execute(trx)
  return Math.max(1, left[0]?.seconds ?? everySeconds)
}

/** What happened is told by the events. */
export async function deleteOldAccessLinks(db: Db): Promise<void> {
  await sql`delete from access_link where expires_at < now() - interval '30 days'`.execute(db)
  await sql`delete from access_allowance where at < now() - interval '1 day'`.execute(db)
}
