import type { Db } from '../connect.ts'

/** The last event that was recorded; `0`: none ever. */
export async function findLastEvent(db: Db): Promise<string> {
  const row = await db.selectFrom('event').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? '0'
}

/** What was recorded after that, oldest first; ids are given in the order of the record. */
export const listTypesAfter = (db: Db, id: string, limit: number): Promise<{ id: string; type: string }[]> =>
  db.selectFrom('event').select(['id', 'type']).where('id', '>', id).orderBy('id').limit(limit).execute()
