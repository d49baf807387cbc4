import { type Transaction, sql } from 'kysely'
import type { Correspondent, EmploymentRole, Profile } from '../contract.ts'
import { type PersonId, userIdOf } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import { absenceAt, absenceOf } from './absences.ts'
import type { Db } from './connect.ts'
import { likeWords } from './cursor.ts'
import type { Schema } from './schema.ts'
import { isReal } from './synthetic.ts'
import { underWay } from './under-way.ts'

/** Where somebody works at an instant: several employments in one structure are one, with the widest role. */
export async function listWorkplaces(db: Db, person: PersonId, now: Date): Promise<Profile['structures']> {
  const { rows } = await sql<Profile['structures'][number]>`
    select s.id, s.name, s.dac,
      case when bool_or(e.role = 'manager') then 'manager' when bool_or(e.role = 'editor') then 'editor' else 'member' end as role,
      (select r.room_id from room r where s.dac and r.kind = 'liaison' and r.ref = s.id) as "liaisonRoomId"
    from employment e join structure s on s.id = e.structure
    where e.person = ${person} and ${underWay('e', now)}
    group by s.id, s.name, s.dac order by s.dac desc, s.name limit 100`.execute(db)
  return rows
}

/** As what an active person works in a structure at an instant, the widest role of theirs; undefined: they do not. */
export async function findStaffRole(db: Db, structure: string, person: string, now: Date): Promise<EmploymentRole | undefined> {
  const { rows } = await sql<{ role: EmploymentRole }>`
    select e.role from employment e join person p on p.id = e.person and p.status = 'active'
    where e.structure = ${structure} and e.person = ${person} and ${underWay('e', now)}
    order by array_position(array['manager', 'editor', 'member'], e.role) limit 1`.execute(db)
  return rows[0]?.role
}

/** Whether somebody works there at an instant in their own right, and not for somebody else. */
export async function isOwnStaff(db: Db | Transaction<Schema>, structure: string, person: string, now: Date): Promise<boolean> {
  const { rows } = await sql`select from employment where structure = ${structure} and person = ${person} and substitution is null
    and ${underWay('employment', now)} limit 1`.execute(db)
  return rows.length > 0
}

/** Who manages one of these structures at an instant, by name. */
export async function listManagers(db: Db, structures: readonly string[], now: Date): Promise<{ givenName: string; familyName: string }[]> {
  const { rows } = await sql<{ givenName: string; familyName: string }>`
    select distinct p.id, p.given_name as "givenName", p.family_name as "familyName" from employment e join person p on p.id = e.person and p.status = 'active'
    where e.structure = any(${structures}::text[]) and e.role = 'manager' and ${underWay('e', now)}
    order by p.family_name, p.given_name limit 10`.execute(db)
  return rows
}

export async function findNotificationsRoom(db: Db, person: PersonId): Promise<string | null> {
  const row = await db.selectFrom('room').select('room_id').where('kind', '=', 'notifications').where('ref', '=', person).executeTakeFirst()
  return row?.room_id ?? null
}

/** Other active professionals whose name, profession or account holds every word, by their names; `ids`: among these alone. */
export async function listCorrespondentsOf(
  db: Db,
  person: PersonId,
  { search = '', ids, limit }: { search?: string | undefined; ids?: readonly PersonId[] | undefined; limit: number },
  serverName: string,
  now: Date,
): Promise<Correspondent[]> {
  const structures = sql<string[]>`array(select distinct s.name from employment e join structure s on s.id = e.structure
    where e.person = person.id and ${underWay('e', now)} order by s.name)`
  let query = db
    .selectFrom('person')
    .select(['id', 'localpart', 'given_name', 'family_name', 'profession', structures.as('structures'), absenceAt(now).as('absence')])
    .where('status', '=', 'active')
    .where('id', '!=', person)
    .where(isReal('id'))
    .orderBy('folded_name')
    .orderBy('id')
    .limit(limit)
  if (ids !== undefined) query = query.where('id', 'in', ids)
  for (const word of likeWords(search))
    query = query.where(sql<boolean>`(folded_words like folded(${word}) or localpart like lower(${word}))`)
  return (await query.execute()).map((row) => ({
    id: row.id as PersonId,
    userId: userIdOf(row.localpart, serverName),
    name: fullName({ givenName: row.given_name, familyName: row.family_name }),
    profession: row.profession,
    structures: row.structures,
    absence: row.absence === null ? null : absenceOf(row.absence),
  }))
}
