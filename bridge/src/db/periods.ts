import { type Selectable, type Transaction, sql } from 'kysely'
import type { Employment, Member } from '../contract.ts'
import type { CircleId, PersonId, StructureId } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import type { Ending, Period, Placement } from '../core/periods.ts'
import type { Belonging, Present } from '../core/presence.ts'
import type { Db } from './connect.ts'
import type { Author } from './events.ts'
import type { PeriodScope, PeriodTable, Schema, Scope } from './schema.ts'
import { replacedIn, toldOf } from './told-period.ts'
import { underWay } from './under-way.ts'

/** Memberships and employments are periods alike: `scope` says which, `ref` the circle or the structure. */
export interface Where {
  readonly scope: PeriodScope
  readonly ref: string
}
const TABLES = {
  circle: { table: 'circle_membership', column: 'circle' },
  staff: { table: 'employment', column: 'structure' },
} as const
/** Where the periods of a scope lie. */
export const tableOf = ({ scope }: Pick<Where, 'scope'>) => ({
  table: sql.table(TABLES[scope].table),
  column: sql.ref(TABLES[scope].column),
})

type Row = Selectable<PeriodTable>
const toPeriod = (row: Row): Period => ({ id: row.id, role: row.role, start: row.start_at, end: row.end_at })

/**
 * Periods that one source gave for one person, or for everybody when no person is named. Oldest first. What a substitution gave is
 * nobody's to change but by the substitution.
 */
export async function listPeriodsOfSource(
  trx: Transaction<Schema>,
  where: Where,
  source: string,
  person?: PersonId,
): Promise<(Period & { person: PersonId })[]> {
  const { table, column } = tableOf(where)
  const { rows } = await sql<Row>`select * from ${table} where ${column} = ${where.ref} and source = ${source}
    and substitution is null ${person === undefined ? sql`` : sql`and person = ${person}`} order by start_at`.execute(trx)
  return rows.map((row) => ({ ...toPeriod(row), person: row.person as PersonId }))
}

/** Writes what was placed. The database refuses periods of one source that overlap. */
export async function writePlacement(
  trx: Transaction<Schema>,
  where: Where,
  person: PersonId,
  placed: Exclude<Placement, { change: 'none' }>,
  author: Author & { readonly substitution?: string },
  reason: string | null | undefined,
): Promise<void> {
  const { table, column } = tableOf(where)
  const { role, start, end } = placed.period
  if (placed.change === 'insert')
    await sql`insert into ${table} (${column}, person, source, role, start_at, end_at, requested_by, reason, substitution)
      values (${where.ref}, ${person}, ${author.source}, ${role}, ${start}, ${end}, ${author.by}, ${reason ?? null}, ${author.substitution ?? null})`.execute(
      trx,
    )
  else
    await sql`update ${table} set role = ${role}, start_at = ${start}, end_at = ${end}, requested_by = ${author.by},
      reason = coalesce(${reason ?? null}, reason) where id = ${placed.period.id}`.execute(trx)
}

export async function writeEnding(
  trx: Transaction<Schema>,
  where: Where,
  ending: Ending,
  author: Author,
  reason: string | null | undefined,
): Promise<void> {
  const { table } = tableOf(where)
  if (ending.change === 'cancel') await sql`delete from ${table} where id = ${ending.before.id}`.execute(trx)
  else
    await sql`update ${table} set end_at = ${ending.end}, requested_by = ${author.by}, reason = coalesce(${reason ?? null}, reason)
      where id = ${ending.before.id}`.execute(trx)
}

/** All periods of a circle or of a staff, every source, past and to come: what presence is computed from. */
export async function listBelongings(trx: Transaction<Schema>, where: Where): Promise<Belonging[]> {
  const { table, column } = tableOf(where)
  const { rows } = await sql<Row>`select * from ${table} where ${column} = ${where.ref}
    ${where.scope === 'staff' ? sql`and exists (select from structure where id = ${where.ref} and dac)` : sql``} order by start_at, id`.execute(
    trx,
  )
  return rows.map((row) => ({
    ...toPeriod(row),
    person: row.person,
    source: row.source,
    requestedBy: row.requested_by,
    reason: row.reason,
    substitution: row.substitution,
  }))
}

export async function listPresent(trx: Transaction<Schema>, where: Where): Promise<Present[]> {
  return trx.selectFrom('presence').select(['person', 'role']).where('scope', '=', where.scope).where('ref', '=', where.ref).execute()
}

export async function setPresent(trx: Transaction<Schema>, where: Where, person: string, role: string, since: Date): Promise<void> {
  await trx
    .insertInto('presence')
    .values({ ...where, person, role, since })
    .onConflict((conflict) => conflict.columns(['scope', 'ref', 'person']).doUpdateSet({ role }))
    .execute()
}

export async function deletePresent(trx: Transaction<Schema>, where: Where, person: string): Promise<void> {
  await trx.deleteFrom('presence').where('scope', '=', where.scope).where('ref', '=', where.ref).where('person', '=', person).execute()
}

/** The next instant at which the calendar alone changes who is there. */
export async function setNextChange(trx: Transaction<Schema>, where: Where, at: Date | null): Promise<void> {
  await trx
    .updateTable(where.scope === 'circle' ? 'circle' : 'structure')
    .set({ next_change_at: at })
    .where('id', '=', where.ref)
    .execute()
}

/** Circles and staffs whose hour has come and that nobody settled yet. */
export async function listDue(db: Db, now: Date, limit: number): Promise<Where[]> {
  const { rows } = await sql<Where>`
    (select 'circle' as scope, id as ref from circle where next_change_at <= ${now} order by next_change_at limit ${limit})
    union all (select 'staff', id from structure where next_change_at <= ${now} order by next_change_at limit ${limit})`.execute(db)
  return rows
}

/** Members at an instant, or over all time. */
export async function listMembers(db: Db, circle: CircleId, at: Date | 'all'): Promise<Member[]> {
  let query = db
    .selectFrom('circle_membership as m')
    .innerJoin('person as p', 'p.id', 'm.person')
    .leftJoin('substitution as s', 's.id', 'm.substitution')
    .leftJoin('person as o', 'o.id', 's.replaced')
    .select([
      'o.id as replaced_id',
      'o.given_name as replaced_given_name',
      'o.family_name as replaced_family_name',
      'm.person',
      'm.role',
      'm.start_at',
      'm.end_at',
      'm.source',
      'm.requested_by',
      'm.reason',
      'p.given_name',
      'p.family_name',
      'p.profession',
      'p.status',
    ])
    .where('m.circle', '=', circle)
    .orderBy('m.start_at')
    .orderBy('m.id')
    .limit(2_000)
  if (at !== 'all') query = query.where(underWay('m', at))
  const rows = await query.execute()
  return rows.map((row) => ({
    personId: row.person as PersonId,
    name: fullName({ givenName: row.given_name, familyName: row.family_name }),
    profession: row.profession,
    personStatus: row.status,
    role: row.role,
    ...toldOf(row),
    replaces: replacedIn(row),
  }))
}

export async function listEmployments(db: Db, person: PersonId): Promise<Employment[]> {
  const rows = await db
    .selectFrom('employment as e')
    .innerJoin('structure as s', 's.id', 'e.structure')
    .select(['e.person', 'e.role', 'e.start_at', 'e.end_at', 'e.source', 'e.requested_by', 'e.reason', 's.id', 's.name', 's.dac'])
    .where('e.person', '=', person)
    .orderBy('e.start_at')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    personId: row.person as PersonId,
    structure: { id: row.id as StructureId, name: row.name, dac: row.dac },
    role: row.role as Employment['role'],
    ...toldOf(row),
  }))
}

/** Names of the structures that employ these people now. */
export async function listEmployers(trx: Transaction<Schema>, people: readonly string[], now: Date): Promise<Map<string, string[]>> {
  const employers = new Map<string, string[]>()
  if (people.length === 0) return employers
  const rows = await trx
    .selectFrom('employment as e')
    .innerJoin('structure as s', 's.id', 'e.structure')
    .select(['e.person', 's.name'])
    .distinct()
    .where('e.person', 'in', people)
    .where(underWay('e', now))
    .orderBy('s.name')
    .execute()
  for (const { person, name } of rows) employers.set(person, [...(employers.get(person) ?? []), name])
  return employers
}

/** Where rooms follow whether a person is active: circles and staffs in which they are, or will be, and what is theirs alone. Mail stays as it is. */
export async function listPlacesOf(trx: Transaction<Schema>, person: PersonId): Promise<{ scope: Scope; ref: string }[]> {
  return trx.selectFrom('belonging').select(['scope', 'ref']).distinct().where('person', '=', person).where('scope', '<>', 'mail').execute()
}

/** Systems that ever gave a period here in somebody's own right. */
export async function listSources(trx: Transaction<Schema>, where: Where): Promise<string[]> {
  const { table, column } = tableOf(where)
  const { rows } = await sql<{ source: string }>`select distinct source from ${table} where ${column} = ${where.ref}
    and substitution is null`.execute(trx)
  return rows.map((row) => row.source)
}
