import { createHash } from 'node:crypto'
import { type RawBuilder, type Transaction, sql } from 'kysely'
import type { Db } from './connect.ts'
import type { Schema } from './schema.ts'

/** An event as the chain covers it: every column, in this order, as PostgreSQL writes it. */
export interface Link {
  readonly id: string
  readonly batch: string
  /** `2026-11-30T09:15:00.123000Z`: to the microsecond, as the column keeps it. */
  readonly at: string
  readonly type: string
  readonly circle: string | null
  readonly person: string | null
  readonly structure: string | null
  readonly patient: string | null
  readonly source: string
  readonly by: string
  readonly reason: string | null
  /** Of `jsonb`, as text. */
  readonly before: string | null
  readonly after: string | null
}
export interface Chained extends Link {
  readonly previous: Buffer
  readonly hash: Buffer
}
/** Before the first event. */
export const GENESIS: Buffer = Buffer.alloc(32)

/** The text that is hashed: a JSON array of texts and nulls, without spaces, so that any language makes the same of the same event. */
const textOf = (link: Link): string =>
  JSON.stringify([
    link.id,
    link.batch,
    link.at,
    link.type,
    link.circle,
    link.person,
    link.structure,
    link.patient,
    link.source,
    link.by,
    link.reason,
    link.before,
    link.after,
  ])
/** SHA-256 over the hash of the event before and the text of this one. */
export const hashOf = (previous: Buffer, link: Link): Buffer => createHash('sha256').update(previous).update(textOf(link)).digest()

export const instantOf = (at: Date): string => at.toISOString().replace('Z', '000Z')
const texts = sql.raw(`e.id::text, e.batch::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.type,
  e.circle, e.person, e.structure, e.patient, e.source, e.by, e.reason, e.before::text, e.after::text, e.previous, e.hash`)

/** Events `e` of a query, as the chain covers them. */
export async function readLinks(db: Db, from: RawBuilder<unknown>): Promise<Chained[]> {
  const { rows } = await sql<Chained>`select ${texts} ${from}`.execute(db)
  return rows
}

/** Events after one, oldest first, as the chain covers them. */
export const listChained = (db: Db, after: string, limit: number): Promise<Chained[]> =>
  readLinks(db, sql`from event e where e.id > ${after} order by e.id limit ${limit}`)

export interface ChainHead {
  readonly lastId: string
  readonly length: string
  readonly hash: Buffer
}
export async function readHead(db: Db): Promise<ChainHead> {
  const row = await db.selectFrom('event_chain').selectAll().executeTakeFirstOrThrow()
  return { lastId: row.last_id, length: row.length, hash: row.hash }
}
/** Behind the end of the chain, as both stand at one instant: nobody of us wrote it. */
export async function findEventBehind(db: Db): Promise<{ after: string; id: string } | undefined> {
  const { rows } = await sql<{ after: string; id: string }>`
    select c.last_id::text as after, (select min(e.id) from event e where e.id > c.last_id)::text as id from event_chain c
    where exists (select from event e where e.id > c.last_id)`.execute(db)
  return rows[0]
}
/** Under the lock of the feed. Throws when the chain does not end where this one began: two writers would make two chains of one. */
export async function setHead(
  trx: Transaction<Schema>,
  before: Buffer,
  { lastId, hash }: Omit<ChainHead, 'length'>,
  added: number,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('event_chain')
    .set(({ eb }) => ({ last_id: lastId, hash, length: eb('length', '+', String(added)) }))
    .where('hash', '=', before)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error('the chain of events does not end where this event begins')
}
