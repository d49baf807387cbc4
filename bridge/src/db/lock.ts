import { type Transaction, sql } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * A row that does not exist cannot be locked: who would create it waits here for whoever is creating the same, then looks
 * again. Else two retries of one creation at the same moment would both create.
 */
export async function lockOrAwait<Row>(
  trx: Transaction<Schema>,
  subject: string,
  look: () => Promise<Row | undefined>,
): Promise<Row | undefined> {
  const found = await look()
  if (found !== undefined) return found
  await sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 4))`.execute(trx)
  return look()
}
