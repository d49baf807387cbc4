import { sql } from 'kysely'
import { userIdOf } from '../core/ids.ts'
import { displayName } from '../core/names.ts'
import type { Db } from './connect.ts'
import { likeWords } from './cursor.ts'
import { isReal } from './synthetic.ts'

/** Active professionals whose name, profession or account holds every word, in the order of their names. */
export async function listActivePeople(
  db: Db,
  search: string,
  limit: number,
  serverName: string,
): Promise<{ userId: string; displayName: string }[]> {
  let query = db
    .selectFrom('person')
    .select(['localpart', 'given_name', 'family_name', 'profession'])
    .where('status', '=', 'active')
    .where(isReal('id'))
    .orderBy('folded_name')
    .orderBy('id')
    .limit(limit)
  for (const word of likeWords(search))
    query = query.where(sql<boolean>`(folded_words like folded(${word}) or localpart like lower(${word}))`)
  const rows = await query.execute()
  return rows.map((row) => ({
    userId: userIdOf(row.localpart, serverName),
    displayName: displayName({ givenName: row.given_name, familyName: row.family_name, profession: row.profession }),
  }))
}
