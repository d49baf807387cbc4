import type { Selectable } from 'kysely'
import type { Db } from '../connect.ts'
import type { EventSealTable } from '../schema/events.ts'

export type SealRow = Selectable<EventSealTable>

export const insertSeal = async (db: Db, seal: SealRow): Promise<void> =>
  void (await db
    .insertInto('event_seal')
    .values(seal)
    .onConflict((conflict) => conflict.doNothing())
    .execute())
export const findLastSeal = (db: Db): Promise<SealRow | undefined> =>
  db.selectFrom('event_seal').selectAll().orderBy('last_id', 'desc').limit(1).executeTakeFirst()
/** Behind one event and up to another. */
export const listSeals = (db: Db, after: string, upTo: string): Promise<SealRow[]> =>
  db.selectFrom('event_seal').selectAll().where('last_id', '>', after).where('last_id', '<=', upTo).orderBy('last_id').execute()
