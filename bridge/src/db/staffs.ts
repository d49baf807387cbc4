import { sql } from 'kysely'
import type { Employed, StaffEmployment } from '../contract.ts'
import type { PersonId, StructureId } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import { absenceAt, absenceOf } from './absences.ts'
import type { Db } from './connect.ts'
import { type Page, fromCursor, pageOf } from './cursor.ts'
import { replacedIn, toldOf } from './told-period.ts'
import { underWay } from './under-way.ts'

const at = (when: Employed, now: Date) =>
  ({
    now: underWay('e', now),
    later: sql<boolean>`e.start_at > ${now}`,
    past: sql<boolean>`e.end_at <= ${now}`,
  })[when]

/** Who works for a structure, by name. */
export async function listStaff(
  db: Db,
  structure: StructureId,
  { when, cursor, limit }: { when: Employed; cursor?: string | undefined; limit: number },
  now: Date,
): Promise<Page<StaffEmployment>> {
  let query = db
    .selectFrom('employment as e')
    .innerJoin('person', 'person.id', 'e.person')
    .leftJoin('substitution as s', 's.id', 'e.substitution')
    .leftJoin('person as o', 'o.id', 's.replaced')
    .select(['e.id', 'e.person', 'e.role', 'e.start_at', 'e.end_at', 'e.source', 'e.requested_by', 'e.reason'])
    .select(['person.given_name', 'person.family_name', 'person.profession', 'person.status'])
    .select(['o.id as replaced_id', 'o.given_name as replaced_given_name', 'o.family_name as replaced_family_name'])
    .select(['person.folded_name', absenceAt(now).as('absence')])
    .where('e.structure', '=', structure)
    .where(at(when, now))
    .orderBy('person.folded_name')
    .orderBy('e.id')
    .limit(limit + 1)
  const [name, id] = fromCursor(cursor) ?? []
  if (name !== undefined && /^\d{1,18}$/.test(id ?? ''))
    query = query.where(sql<boolean>`(person.folded_name, e.id) > (${name}, ${id}::bigint)`)
  return pageOf(
    await query.execute(),
    limit,
    (row): StaffEmployment => ({
      personId: row.person as PersonId,
      name: fullName({ givenName: row.given_name, familyName: row.family_name }),
      profession: row.profession,
      personStatus: row.status,
      role: row.role as StaffEmployment['role'],
      ...toldOf(row),
      replaces: replacedIn(row),
      absence: row.absence === null ? null : absenceOf(row.absence),
    }),
    (row) => [row.folded_name, row.id],
  )
}
