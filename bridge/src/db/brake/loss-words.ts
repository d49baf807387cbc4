import { type Transaction, sql } from 'kysely'
import type { Loss } from '../../contract.ts'
import type { CircleId, PersonId, StructureId } from '../../core/ids.ts'
import { fullName } from '../../core/names.ts'
import type { Schema } from '../schema.ts'

interface Row {
  person: string
  given_name: string
  family_name: string
  profession: string
  circle: string | null
  patient: string | null
  structure: string
  structure_name: string
  since: Date
}

/** Who loses what, in names: of those present there, by patient, structure and name. The order does not depend on how they are given. */
export async function listLossWords(
  trx: Transaction<Schema>,
  losses: readonly { where: { scope: string; ref: string }; person: string }[],
): Promise<Loss[]> {
  const [scopes, refs, people] = [
    losses.map(({ where }) => where.scope),
    losses.map(({ where }) => where.ref),
    losses.map(({ person }) => person),
  ]
  const { rows } = await sql<Row>`
    select distinct on (folded(coalesce(patient.display_name, '')), s.name, p.scope, p.ref, folded(person.family_name || ' ' || person.given_name), p.person)
      p.person, person.given_name, person.family_name, person.profession, c.id as circle, patient.display_name as patient,
      s.id as structure, s.name as structure_name, p.since
    from unnest(${scopes}::text[], ${refs}::text[], ${people}::text[]) as lost(scope, ref, person)
    join presence p using (scope, ref, person)
    join person on person.id = p.person
    left join circle c on p.scope = 'circle' and c.id = p.ref
    left join patient on patient.id = c.patient
    join structure s on s.id = coalesce(c.structure, p.ref)
    order by folded(coalesce(patient.display_name, '')), s.name, p.scope, p.ref, folded(person.family_name || ' ' || person.given_name), p.person`.execute(
    trx,
  )
  return rows.map((row) => ({
    person: {
      id: row.person as PersonId,
      name: fullName({ givenName: row.given_name, familyName: row.family_name }),
      profession: row.profession,
    },
    circle: row.circle === null ? null : { id: row.circle as CircleId, patient: row.patient ?? '' },
    structure: { id: row.structure as StructureId, name: row.structure_name },
    since: row.since.toISOString(),
  }))
}

/** Names of what levels are about: of a circle its patient, else the structure. */
export async function listLevelNames(
  trx: Transaction<Schema>,
  { circles, structures }: { circles: readonly string[]; structures: readonly string[] },
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; name: string }>`
    select 'circle ' || c.id as key, p.display_name as name from circle c join patient p on p.id = c.patient where c.id = any(${circles}::text[])
    union all select 'structure ' || id, name from structure where id = any(${structures}::text[])`.execute(trx)
  return new Map(rows.map(({ key, name }) => [key, name]))
}
