import { type Transaction, sql } from 'kysely'
import type { AccessChange } from '../../contract.ts'
import type { CircleId, PersonId, StructureId } from '../../core/ids.ts'
import { fullName } from '../../core/names.ts'
import type { Schema } from '../schema.ts'

interface Row {
  change: AccessChange['change']
  person: string
  given_name: string
  family_name: string
  profession: string
  circle: string | null
  patient: string | null
  structure: string
  structure_name: string
  since: Date | null
}

/**
 * Who loses and gains what, in names, by patient, structure and name: of those present who lose, of the others who gain and may read. The
 * order does not depend on how they are given.
 */
export async function listChangeWords(
  trx: Transaction<Schema>,
  changing: readonly { change: AccessChange['change']; where: { scope: string; ref: string }; person: string }[],
): Promise<AccessChange[]> {
  const column = (of: (one: (typeof changing)[number]) => string) => changing.map(of)
  const { rows } = await sql<Row>`
    select distinct on (coalesce(patient.folded_name, ''), s.name, g.scope, g.ref, g.change, person.folded_name, g.person)
      g.change, g.person, person.given_name, person.family_name, person.profession, c.id as circle, patient.display_name as patient,
      s.id as structure, s.name as structure_name, p.since
    from unnest(${column(({ change }) => change)}::text[], ${column(({ where }) => where.scope)}::text[],
      ${column(({ where }) => where.ref)}::text[], ${column(({ person }) => person)}::text[]) as g(change, scope, ref, person)
    left join presence p on p.scope = g.scope and p.ref = g.ref and p.person = g.person
    join person on person.id = g.person
    left join circle c on g.scope = 'circle' and c.id = g.ref
    left join patient on patient.id = c.patient
    join structure s on s.id = coalesce(c.structure, g.ref)
    where case g.change when 'lost' then p.person is not null else p.person is null and person.status = 'active' end
    order by coalesce(patient.folded_name, ''), s.name, g.scope, g.ref, g.change desc, person.folded_name, g.person`.execute(trx)
  return rows.map((row) => ({
    change: row.change,
    person: {
      id: row.person as PersonId,
      name: fullName({ givenName: row.given_name, familyName: row.family_name }),
      profession: row.profession,
    },
    circle: row.circle === null ? null : { id: row.circle as CircleId, patient: row.patient ?? '' },
    structure: { id: row.structure as StructureId, name: row.structure_name },
    since: row.since?.toISOString() ?? null,
  }))
}

/** Names: of people, of circles (their patients'), of structures. */
export interface Names {
  person(id: string | undefined): string | null
  patient(circle: string | undefined): string | null
  structure(id: string | undefined): string | null
}
export async function listNames(
  trx: Transaction<Schema>,
  { people, circles, structures }: { people: readonly string[]; circles: readonly string[]; structures: readonly string[] },
): Promise<Names> {
  const { rows } = await sql<{ key: string; name: string; given: string | null }>`
    select 'person ' || id as key, family_name as name, given_name as given from person where id = any(${people}::text[])
    union all select 'circle ' || c.id, p.display_name, null from circle c join patient p on p.id = c.patient where c.id = any(${circles}::text[])
    union all select 'structure ' || id, name, null from structure where id = any(${structures}::text[])`.execute(trx)
  const named = new Map(rows.map(({ key, name, given }) => [key, given === null ? name : fullName({ givenName: given, familyName: name })]))
  const of = (what: string) => (id: string | undefined) => (id === undefined ? null : (named.get(`${what} ${id}`) ?? null))
  return { person: of('person'), patient: of('circle'), structure: of('structure') }
}
