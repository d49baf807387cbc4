import { sql } from 'kysely'
import type { Absence } from '../contract.ts'
import type { PersonId } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import type { Db } from './connect.ts'
import type { Named } from './mails/folders.ts'

export interface AbsenceRow {
  readonly from: Date
  readonly until: Date
  readonly replacement: Named | null
}
/** The one that is or comes; what is over is as if it had not been. */
export async function findAbsence(db: Db, person: string, now: Date): Promise<AbsenceRow | undefined> {
  const { rows } = await sql<AbsenceRow>`
    select a.start_at as from, a.end_at as until,
      case when p.id is not null then jsonb_build_object('id', p.id, 'givenName', p.given_name, 'familyName', p.family_name) end as replacement
    from absence a left join person p on p.id = a.replacement where a.person = ${person} and a.end_at > ${now}`.execute(db)
  return rows[0]
}
export async function setAbsence(
  db: Db,
  person: string,
  { from, until, replacement }: { from: Date; until: Date; replacement: string | null },
): Promise<void> {
  await db
    .insertInto('absence')
    .values({ person, start_at: from, end_at: until, replacement })
    .onConflict((conflict) => conflict.column('person').doUpdateSet({ start_at: from, end_at: until, replacement }))
    .execute()
}
export async function deleteAbsence(db: Db, person: string): Promise<void> {
  await db.deleteFrom('absence').where('person', '=', person).execute()
}

/** The absence of the row `person` at an instant, read by `absenceOf`. */
export const absenceAt = (now: Date) => sql<Away | null>`(select jsonb_build_object('from', a.start_at, 'until', a.end_at, 'replacement',
    case when r.id is not null then jsonb_build_object('id', r.id, 'givenName', r.given_name, 'familyName', r.family_name) end)
  from absence a left join person r on r.id = a.replacement and r.status = 'active'
  where a.person = person.id and a.start_at <= ${now} and a.end_at > ${now})`

export interface Away {
  readonly from: string
  readonly until: string
  readonly replacement: Named | null
}
export const absenceOf = ({ from, until, replacement }: Away): Absence => ({
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
  replacement: replacement === null ? null : { id: replacement.id as PersonId, name: fullName(replacement) },
})
