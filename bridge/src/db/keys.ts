import { createHash } from 'node:crypto'
import { type Transaction, sql } from 'kysely'
import type { Key, Scope } from '../contract.ts'
import type { Db } from './connect.ts'
import { type Page, fromTimeCursor, pageOf } from './cursor.ts'
import type { Schema } from './schema.ts'

/** What is kept of a secret: enough to know it again, and no more. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

interface Row {
  id: string
  name: string
  scopes: string[]
  source: string
  created_at: Date
  expires_at: Date | null
  last_used_at: Date | null
  previous_until: Date | null
}
const toKey = (row: Row): Key => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes as Scope[],
  source: row.source,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  previousUntil: row.previous_until?.toISOString() ?? null,
})

export async function insertKey(
  db: Db,
  key: { id: string; name: string; scopes: string[]; source: string; hash: Buffer; createdAt: Date; expiresAt: Date | null },
): Promise<Key> {
  const row = await db
    .insertInto('api_key')
    .values({
      id: key.id,
      name: key.name,
      scopes: key.scopes,
      source: key.source,
      hash: key.hash,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
      previous_hash: null,
      previous_until: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toKey(row)
}

/** With what is kept of its secrets: of the one before, while that is good too. */
export async function findKey(db: Db, id: string, now: Date): Promise<(Key & { hashes: Buffer[]; revoked: boolean }) | undefined> {
  const row = await db.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return undefined
  const { hash, previous_hash: before, previous_until: until } = row
  const hashes = before !== null && until !== null && until > now ? [hash, before] : [hash]
  return { ...toKey(row), hashes, revoked: row.revoked_at !== null }
}

/** The newest first. */
export async function listKeys(db: Db, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<Key>> {
  const after = fromTimeCursor(cursor)
  let query = db
    .selectFrom('api_key')
    .selectAll()
    .select(sql<string>`to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('sort'))
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (after !== undefined) query = query.where(sql<boolean>`(created_at, id) < (${after[0]}::timestamptz, ${after[1]})`)
  return pageOf(await query.execute(), limit, toKey, (row) => [row.sort, row.id])
}

/** To the minute: a write per request would cost more than the answer. */
export async function setKeyUsed(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('api_key').set({ last_used_at: now }).where('id', '=', id).execute()
}

/** Undefined when it was revoked meanwhile. */
export async function setKeySecret(db: Db, id: string, hash: Buffer, previousUntil: Date): Promise<Key | undefined> {
  const row = await db
    .updateTable('api_key')
    .set((eb) => ({ previous_hash: eb.ref('hash'), previous_until: previousUntil, hash }))
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row && toKey(row)
}
export async function revokeKey(db: Db, id: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertSession(db: Db, session: { hash: Buffer; person: string; createdAt: Date; expiresAt: Date }): Promise<void> {
  await db.deleteFrom('console_session').where('expires_at', '<', session.createdAt).execute()
  await db
    .insertInto('console_session')
    .values({ hash: session.hash, person: session.person, created_at: session.createdAt, expires_at: session.expiresAt })
    .execute()
}
/** The person of a session that is still good, who is active and still has something to do there, and when they last confirmed who they are. */
export async function findSession(db: Db, hash: Buffer, now: Date): Promise<{ person: string; confirmedAt: Date | null } | undefined> {
  return db
    .selectFrom('console_session as s')
    .innerJoin('person as p', 'p.id', 's.person')
    .select(['s.person', 's.confirmed_at as confirmedAt'])
    .where('s.hash', '=', hash)
    .where('s.expires_at', '>', now)
    .where((eb) => eb.or([eb('p.administrator', '=', true), eb('p.console_role', 'is not', null)]))
    .where('p.status', '=', 'active')
    .executeTakeFirst()
}
export async function setConfirmed(db: Transaction<Schema>, hash: Buffer, at: Date): Promise<void> {
  await db.updateTable('console_session').set({ confirmed_at: at }).where('hash', '=', hash).execute()
}
/** Whatever session of the console they have. */
export async function deleteSessionsOf(db: Db | Transaction<Schema>, person: string): Promise<void> {
  await db.deleteFrom('console_session').where('person', '=', person).execute()
}
export async function deleteSession(db: Db, hash: Buffer): Promise<void> {
  await db.deleteFrom('console_session').where('hash', '=', hash).execute()
}
