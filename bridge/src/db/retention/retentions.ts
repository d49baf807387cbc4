import { type Selectable, type Transaction, sql } from 'kysely'
import type { RetentionGround, RetentionState } from '../../contract.ts'
import type { Db } from '../connect.ts'
import { NORMAL, addJob } from '../jobs.ts'
import type { Schema } from '../schema.ts'
import type { RetentionTable } from '../schema/retention.ts'

type Reading = Db | Transaction<Schema>
export type RetentionRow = Selectable<RetentionTable>
export type ToldRetention = RetentionRow & {
  patient: string
  patient_name: string
  structure: string
  structure_name: string
  closed_at: Date | null
}

const told = (db: Reading) =>
  db
    .selectFrom('retention as r')
    .innerJoin('circle as c', 'c.id', 'r.circle')
    .innerJoin('patient as p', 'p.id', 'c.patient')
    .innerJoin('structure as s', 's.id', 'c.structure')
    .selectAll('r')
    .select(['p.id as patient', 'p.display_name as patient_name', 's.id as structure', 's.name as structure_name', 'c.closed_at'])

export const findRetention = (db: Reading, id: string): Promise<ToldRetention | undefined> =>
  told(db).where('r.id', '=', id).executeTakeFirst()
/** The one that seals a circle now. */
export const findRetentionOf = (db: Reading, circle: string): Promise<ToldRetention | undefined> =>
  told(db).where('r.circle', '=', circle).where('r.state', '<>', 'lifted').executeTakeFirst()
/** Its purge was approved and is not over. */
export async function isPurging(db: Reading, circle: string): Promise<boolean> {
  const row = await db.selectFrom('retention').select('id').where('circle', '=', circle).where('state', '=', 'purging').executeTakeFirst()
  return row !== undefined
}
/** Newest first; `before`: identifier of the last one that was read. */
export async function listRetentions(
  db: Db,
  { state, before, limit }: { state?: RetentionState | undefined; before: string | undefined; limit: number },
): Promise<ToldRetention[]> {
  let query = told(db).orderBy('r.id', 'desc').limit(limit)
  if (state !== undefined) query = query.where('r.state', '=', state)
  if (before !== undefined) query = query.where('r.id', '<', before)
  return query.execute()
}
const SHOWN_AT_ONCE = 100
/** Archives and purges that are being made or failed. */
export const listUnderWayRetentions = (db: Db): Promise<ToldRetention[]> =>
  told(db).where('r.state', 'in', ['sealed', 'purging']).orderBy('r.id', 'desc').limit(SHOWN_AT_ONCE).execute()
/** Held until the commit: one decision, one archive, one purge at a time. Lock the circle first. */
export const lockRetention = (trx: Transaction<Schema>, id: string): Promise<RetentionRow | undefined> =>
  trx.selectFrom('retention').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export async function insertRetention(
  trx: Transaction<Schema>,
  given: { circle: string; ground: RetentionGround; reason: string; by: string; person: string | null; now: Date },
): Promise<string> {
  const { circle, ground, reason, by, person, now } = given
  const { id } = await trx
    .insertInto('retention')
    .values({ circle, ground, reason, state: 'sealed', asked_by: by, asked_person: person, asked_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Gives it these values and the next version. */
export async function setRetention(
  db: Reading,
  id: string,
  values: Partial<Omit<RetentionRow, 'id' | 'circle' | 'version'>>,
): Promise<void> {
  await db
    .updateTable('retention')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
/** How far the archive is: no version of it, for nobody decides by that. False when it is not being made any more. */
export async function setArchiveProgress(db: Db, id: string, done: number, total: number): Promise<boolean> {
  const { rows } =
    await sql`update retention set done = ${done}, total = ${total} where id = ${id} and state = 'sealed' returning id`.execute(db)
  return rows.length > 0
}
/** An attempt begins, or failed; gives how many there were. */
export async function startAttempt(db: Db, id: string): Promise<number> {
  const row = await db
    .updateTable('retention')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts ?? 0
}

export const queueArchive = (db: Reading, id: string, runAt?: Date): Promise<void> =>
  addJob(db, 'make-archive', { retention: id }, { key: `archive:${id}`, priority: NORMAL, runAt })
export const queuePurge = (db: Reading, id: string, runAt?: Date): Promise<void> =>
  addJob(db, 'purge-journal', { retention: id }, { key: `purge:${id}`, priority: NORMAL, runAt })
