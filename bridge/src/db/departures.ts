import { type RawBuilder, type Transaction, sql } from 'kysely'
import type { CircleId, StructureId } from '../core/ids.ts'
import type { Named } from '../core/names.ts'
import type { Period } from '../core/periods.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, pageOf } from './cursor.ts'
import { type Where, tableOf } from './periods.ts'
import type { Schema } from './schema.ts'
import { underWay } from './under-way.ts'

type Trx = Transaction<Schema>

export interface DepartureRow {
  readonly id: string
  readonly structure: string | null
  readonly person: Named
  readonly at: Date
  readonly reason: string | null
  readonly requestedBy: string
  readonly source: string
  /** To whom one writes instead, while that person is active. */
  readonly contact: Named | null
  readonly circleCount: number
}
const named = (alias: string) =>
  sql.raw(`jsonb_build_object('id', ${alias}.id, 'givenName', ${alias}.given_name, 'familyName', ${alias}.family_name)`)
const list = async (db: Db | Trx, rest: RawBuilder<unknown>, structure: string | null = null): Promise<DepartureRow[]> => {
  const { rows } = await sql<DepartureRow>`
    select d.id, d.structure, ${named('p')} as person, d.at, d.reason, d.requested_by as "requestedBy", d.source,
      case when c.id is not null then ${named('c')} end as contact,
      (select count(*)::int from departure_circle x where x.departure = d.id and (${structure}::text is null or x.structure = ${structure})) as "circleCount"
    from departure d join person p on p.id = d.person left join person c on c.id = d.contact and c.status = 'active' ${rest}`.execute(db)
  return rows
}

/** The departure that holds of somebody: they are away since then. `structure`: count its circles alone. */
export const findDepartureOf = async (db: Db | Trx, person: string, structure: string | null = null): Promise<DepartureRow | undefined> =>
  (await list(db, sql`where d.person = ${person} and d.returned_at is null`, structure))[0]
export const findDeparture = async (db: Db | Trx, id: string): Promise<DepartureRow | undefined> =>
  (await list(db, sql`where d.id = ${id}`))[0]
/** Whether it left circles without this structure, or was recorded by one of its managers. */
export async function concernsStructure(db: Db, id: string, structure: string): Promise<boolean> {
  const { rows } = await sql`select from departure d where d.id = ${id} and ${ofStructure(structure)}`.execute(db)
  return rows.length > 0
}
const ofStructure = (structure: string) =>
  sql`(d.structure = ${structure} or exists (select from departure_circle x where x.departure = d.id and x.structure = ${structure}))`

export async function listDeparturesOf(db: Db, structure: string, { cursor, limit }: Paging): Promise<Page<DepartureRow>> {
  const before = /^\d{1,18}$/.exec(fromCursor(cursor)?.[0] ?? '')?.[0]
  const rows = await list(
    db,
    sql`where ${ofStructure(structure)} ${before === undefined ? sql`` : sql`and d.id < ${before}::bigint`} order by d.id desc limit ${limit + 1}`,
    structure,
  )
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.id, ''],
  )
}

export async function insertDeparture(
  trx: Trx,
  given: { person: string; structure: string | null; at: Date; reason: string; contact: string | null; by: string; source: string },
): Promise<string> {
  const { by, ...values } = given
  const row = await trx
    .insertInto('departure')
    .values({ ...values, requested_by: by, returned_at: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
export async function setReturned(trx: Trx, person: string, at: Date): Promise<void> {
  await trx.updateTable('departure').set({ returned_at: at }).where('person', '=', person).where('returned_at', 'is', null).execute()
}

/** Circles where the person is, and where from now on nobody else who is active and works in the same structure is: written down and counted. */
export async function insertCirclesLeft(trx: Trx, departure: string, person: string, now: Date): Promise<void> {
  await sql`insert into departure_circle (departure, structure, circle)
    select distinct ${departure}::bigint, e.structure, m.circle
    from circle_membership m join employment e on e.person = m.person and ${underWay('e', now)}
    where m.person = ${person} and ${underWay('m', now)} and not exists (
      select from circle_membership o join employment oe on oe.person = o.person and oe.structure = e.structure and ${underWay('oe', now)}
        join person p on p.id = o.person and p.status = 'active'
      where o.circle = m.circle and o.person <> m.person and ${underWay('o', now)})`.execute(trx)
}
export interface CircleWithout {
  readonly circleId: CircleId
  readonly structureId: StructureId
}
/** `structure`: of this one alone. */
export async function listCirclesLeft(
  db: Db | Trx,
  departure: string,
  structure: string | null,
  { cursor, limit }: Pick<Paging, 'cursor' | 'limit'>,
): Promise<Page<CircleWithout>> {
  const after = fromCursor(cursor)
  const { rows } = await sql<CircleWithout>`
    select circle as "circleId", structure as "structureId" from departure_circle
    where departure = ${departure} and (${structure}::text is null or structure = ${structure})
      ${after === undefined ? sql`` : sql`and (structure, circle) > (${after[0]}, ${after[1]})`}
    order by structure, circle limit ${limit + 1}`.execute(db)
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.structureId, row.circleId],
  )
}
/** How many circles each structure is left without, and who manages it: for those who are told. */
export async function listManagersLeft(
  trx: Trx,
  departure: string,
  person: string,
  now: Date,
): Promise<{ manager: string; circles: string[] }[]> {
  const { rows } = await sql<{ manager: string; circles: string[] }>`
    select e.person as manager, coalesce(array_agg(distinct x.circle) filter (where x.circle is not null), '{}') as circles
    from employment e join person p on p.id = e.person and p.status = 'active'
    left join departure_circle x on x.departure = ${departure} and x.structure = e.structure
    where e.role = 'manager' and e.person <> ${person} and ${underWay('e', now)}
      and e.structure in (select structure from employment w where w.person = ${person} and w.substitution is null
        and ${underWay('w', now)})
    group by e.person order by e.person`.execute(trx)
  return rows
}

/** Where somebody works now in their own right. */
export async function listOwnWorkplaces(trx: Trx, person: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{
    structure: string
  }>`select distinct structure from employment where person = ${person} and substitution is null
    and ${underWay('employment', now)}`.execute(trx)
  return rows.map(({ structure }) => structure)
}
/** Whether a departure has not yet reached all of somebody's periods. */
export async function hasOpenPeriods(trx: Trx, person: string, now: Date): Promise<boolean> {
  const { rows } = await sql`select from circle_membership where person = ${person} and (end_at is null or end_at > ${now})
    union all select from employment where person = ${person} and (end_at is null or end_at > ${now}) limit 1`.execute(trx)
  return rows.length > 0
}

/** What somebody has somewhere in their own right and is not over, of all sources. */
export async function listOpenPeriods(trx: Trx, where: Where, person: string, now: Date): Promise<Period[]> {
  const { table, column } = tableOf(where)
  const { rows } = await sql<Period>`select id, role, start_at as start, end_at as "end" from ${table}
    where ${column} = ${where.ref} and person = ${person} and substitution is null and (end_at is null or end_at > ${now}) order by start_at, id`.execute(
    trx,
  )
  return rows
}

/** Every place where the person has a period that is not over is to be left: one job each, all in the transaction of the departure. */
export async function queueLeaving(trx: Trx, departure: string, person: string, priority: number, now: Date): Promise<void> {
  await sql`select graphile_worker.add_job('end-departed', payload := json_build_object('departure', ${departure}::text, 'scope', scope, 'ref', ref),
      max_attempts := 1000, job_key := 'departure:' || ${departure}::text || ':' || scope || ':' || ref, priority := ${priority})
    from (
      select 'circle' as scope, circle as ref from circle_membership where person = ${person} and (end_at is null or end_at > ${now})
      union select 'staff', structure from employment where person = ${person} and (end_at is null or end_at > ${now})
    ) as places`.execute(trx)
}

/** Who of the others in a room of mail has departed; nothing of a room where the person does not write. */
export async function listDepartedOf(db: Db, roomId: string, person: string): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`select m.person from room r join mail_participant m on m.mail = r.ref
    join person p on p.id = m.person and p.status = 'departed'
    where r.room_id = ${roomId} and r.kind = 'mail' and m.person <> ${person}
      and exists (select from mail_participant x where x.mail = r.ref and x.person = ${person} and x.left_at is null) order by m.person limit 50`.execute(
    db,
  )
  return rows.map((row) => row.person)
}
