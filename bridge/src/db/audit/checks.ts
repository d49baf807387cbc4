import type { Selectable } from 'kysely'
import type { ChainFault } from '../../contract.ts'
import type { Db } from '../connect.ts'
import { BACKGROUND, addJob } from '../jobs.ts'
import type { EventCheckTable } from '../schema/events.ts'

export type CheckRow = Omit<Selectable<EventCheckTable>, 'faults'> & { faults: ChainFault[] }

/** A verification now; the one under way when there is one. */
export async function askCheck(db: Db, askedBy: string, at: Date): Promise<CheckRow> {
  return db.transaction().execute(async (trx) => {
    const made = await trx
      .insertInto('event_check')
      .values({ asked_by: askedBy, asked_at: at, finished_at: null, length: null })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst()
    const row = made ?? (await trx.selectFrom('event_check').selectAll().where('finished_at', 'is', null).forUpdate().executeTakeFirst())
    // It ended between the two statements.
    if (row === undefined) throw new Error('the verification under way has just ended')
    await addJob(trx, 'verify-events', { check: row.id }, { key: 'verify-events', priority: BACKGROUND })
    return row as CheckRow
  })
}

export const findCheck = async (db: Db, id: string): Promise<CheckRow | undefined> =>
  (await db.selectFrom('event_check').selectAll().where('id', '=', id).executeTakeFirst()) as CheckRow | undefined
export const findLastCheck = async (db: Db): Promise<CheckRow | undefined> =>
  (await db.selectFrom('event_check').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()) as CheckRow | undefined
export const findLastFinished = async (db: Db): Promise<CheckRow | undefined> =>
  (await db
    .selectFrom('event_check')
    .selectAll()
    .where('finished_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()) as CheckRow | undefined

export const setCheckProgress = async (db: Db, id: string, length: string, verified: number): Promise<void> =>
  void (await db
    .updateTable('event_check')
    .set({ length, verified: String(verified) })
    .where('id', '=', id)
    .execute())

export const setCheckFinished = async (
  db: Db,
  id: string,
  { verified, faults, faultCount, now }: { verified: number; faults: readonly ChainFault[]; faultCount: number; now: Date },
): Promise<void> =>
  void (await db
    .updateTable('event_check')
    .set({ verified: String(verified), faults: JSON.stringify(faults), fault_count: faultCount, finished_at: now })
    .where('id', '=', id)
    .execute())

const KEPT = 100
export const deleteOldChecks = async (db: Db): Promise<void> =>
  void (await db
    .deleteFrom('event_check')
    .where('id', '<=', (eb) => eb.selectFrom('event_check').select('id').orderBy('id', 'desc').offset(KEPT).limit(1))
    .execute())
