import { sql } from 'kysely'
import type { Contact, EmploymentRole, OwnLiaison } from '../contract.ts'
import { type PersonId, type StructureId, userIdOf } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import { type Away, absenceAt, absenceOf } from './absences.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, likeWords, pageOf } from './cursor.ts'
import { isReal } from './synthetic.ts'
import { underWay } from './under-way.ts'

interface Row {
  personId: PersonId
  localpart: string
  givenName: string
  familyName: string
  profession: string
  telephone: string | null
  email: string | null
  role: EmploymentRole
  absence: Away | null
  sort: string
}
const toContact =
  (serverName: string) =>
  ({ localpart, absence, sort: _sort, ...row }: Row): Contact => ({
    ...row,
    userId: userIdOf(localpart, serverName),
    name: fullName(row),
    absence: absence === null ? null : absenceOf(absence),
  })
/** The widest role of theirs in this structure. */
const roleIn = (structure: StructureId, now: Date) => sql`(select e.role from employment e
  where e.structure = ${structure} and e.person = person.id and ${underWay('e', now)}
  order by array_position(array['manager', 'editor', 'member'], e.role) limit 1)`

/**
 * The active people who work in a structure at that instant, by name. Written so that PostgreSQL may walk the index of names when the
 * structure employs many, and look among its employments when few.
 */
export async function listContacts(
  db: Db,
  structure: StructureId,
  { search, cursor, limit, but }: Paging & { but?: string | undefined },
  serverName: string,
  now: Date,
): Promise<Page<Contact>> {
  const after = fromCursor(cursor)
  const which = [
    sql`person.status = 'active' and ${isReal('person.id')}`,
    sql`exists (select from employment e where e.structure = ${structure} and e.person = person.id and ${underWay('e', now)})`,
    ...(but === undefined ? [] : [sql`person.id <> ${but}`]),
    ...likeWords(search ?? '').map((word) => sql`person.folded_words like folded(${word})`),
    ...(after === undefined ? [] : [sql`(person.folded_name, person.id) > (${after[0]}, ${after[1]})`]),
  ]
  const { rows } = await sql<Row>`
    select person.id as "personId", person.localpart, person.given_name as "givenName", person.family_name as "familyName", person.profession,
      person.telephone, person.email, ${roleIn(structure, now)} as role, ${absenceAt(now)} as absence, person.folded_name as sort
    from person where ${sql.join(which, sql` and `)} order by person.folded_name, person.id limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, toContact(serverName), (row) => [row.sort, row.personId])
}

/** One of them; undefined when they are not. */
export async function findContact(
  db: Db,
  structure: StructureId,
  person: PersonId,
  now: Date,
): Promise<(Omit<Row, 'absence' | 'sort' | 'role'> & { structure: string }) | undefined> {
  const { rows } = await sql<Omit<Row, 'absence' | 'sort' | 'role'> & { structure: string }>`
    select person.id as "personId", person.localpart, person.given_name as "givenName", person.family_name as "familyName", person.profession,
      person.telephone, person.email, s.name as structure
    from person join structure s on s.id = ${structure}
    where person.id = ${person} and person.status = 'active' and ${isReal('person.id')}
      and exists (select from employment e where e.structure = s.id and e.person = person.id and ${underWay('e', now)})`.execute(db)
  return rows[0]
}

/** The liaison book of a DAC, for somebody active who works there at that instant; undefined: there is none for them. */
export async function findOwnLiaison(
  db: Db,
  person: PersonId,
  structure: StructureId,
  now: Date,
): Promise<Pick<OwnLiaison, 'structure' | 'roomId' | 'muted'> | undefined> {
  const { rows } = await sql<{ name: string; roomId: string | null; muted: boolean }>`
    select s.name, r.room_id as "roomId",
      exists (select from room_choice u where u.person = ${person} and u.kind = 'liaison' and u.ref = s.id and u.muted) as muted
    from structure s join room r on r.kind = 'liaison' and r.ref = s.id join person p on p.id = ${person} and p.status = 'active'
    where s.id = ${structure} and s.dac
      and exists (select from employment e where e.structure = s.id and e.person = p.id and ${underWay('e', now)})`.execute(db)
  return rows[0] && { structure: { id: structure, name: rows[0].name }, roomId: rows[0].roomId, muted: rows[0].muted }
}

/** Who works or worked in a structure, those of now first: a liaison book is read long after its authors left. */
export async function listColleagues(
  db: Db,
  structure: StructureId,
  serverName: string,
  now: Date,
): Promise<Pick<OwnLiaison, 'members' | 'authors' | 'memberCount'>> {
  const { rows } = await sql<Pick<Row, 'localpart' | 'givenName' | 'familyName' | 'profession'> & { here: boolean; hereInAll: number }>`
    select person.localpart, person.given_name as "givenName", person.family_name as "familyName", person.profession, mine.here,
      (count(*) filter (where mine.here) over ())::int as "hereInAll"
    from (select e.person, bool_or(${underWay('e', now)}) as here from employment e where e.structure = ${structure} group by e.person) as mine
    join person on person.id = mine.person
    order by mine.here desc, person.folded_name, person.id limit 2000`.execute(db)
  const authors = rows.map(({ localpart, givenName, familyName, profession }) => ({
    userId: userIdOf(localpart, serverName),
    name: fullName({ givenName, familyName }),
    profession,
  }))
  return {
    authors,
    members: authors.slice(0, Math.min(500, rows[0]?.hereInAll ?? 0)),
    memberCount: rows[0]?.hereInAll ?? 0,
  }
}
