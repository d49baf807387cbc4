import { type Selectable, sql } from 'kysely'
import type { Db } from '../connect.ts'
import { type Page, fromCursor, pageOf } from '../cursor.ts'
import { type Chained, readLinks } from '../event-chain.ts'
import type { EventTable } from '../schema/events.ts'

export interface EventFilter {
  readonly search?: string | undefined
  readonly kind?: string | undefined
  readonly circleId?: string | undefined
  readonly personId?: string | undefined
  readonly structureId?: string | undefined
  readonly patientId?: string | undefined
  readonly by?: string | undefined
  readonly source?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}
export type AuditRow = Selectable<EventTable> & {
  given_name: string | null
  family_name: string | null
  patient_name: string | null
  structure_name: string | null
}

/** The record, newest first, with names as they are now. */
export async function searchEvents(db: Db, filter: EventFilter & { cursor?: string | undefined; limit: number }): Promise<Page<AuditRow>> {
  let query = db
    .selectFrom('event as e')
    .leftJoin('person as p', 'p.id', 'e.person')
    .leftJoin('circle as c', 'c.id', 'e.circle')
    .leftJoin('patient as u', (join) => join.on('u.id', '=', (eb) => eb.fn.coalesce('e.patient', 'c.patient')))
    .leftJoin('structure as s', 's.id', 'e.structure')
    .selectAll('e')
    .select(['p.given_name', 'p.family_name', 'u.display_name as patient_name', 's.name as structure_name'])
    .where(matching(filter))
    .orderBy('e.id', 'desc')
    .limit(filter.limit + 1)
  const before = fromCursor(filter.cursor)?.[0]
  if (before !== undefined && /^\d{1,18}$/.test(before)) query = query.where('e.id', '<', before)
  return pageOf(
    await query.execute(),
    filter.limit,
    (row) => row,
    (row) => [row.id, ''],
  )
}

/** The same, oldest first, as the chain covers it: a page behind an event. */
export const listMatching = (db: Db, filter: EventFilter, after: string, limit: number): Promise<Chained[]> =>
  readLinks(db, sql`from event e where e.id > ${after} and ${matching(filter)} order by e.id limit ${limit}`)

/** Events `e` that are asked for, each by an index. */
export const matching = ({ search, kind, circleId, personId, structureId, patientId, by, source, from, to }: EventFilter) => {
  const family = kind?.endsWith('.*') === true ? kind.slice(0, -1) : undefined
  return sql<boolean>`true
    ${when(search, (words) => sql`and e.reason is not null and to_tsvector('french', folded(e.reason)) @@ websearch_to_tsquery('french', folded(${words}))`)}
    ${when(family, (start) => sql`and e.type >= ${start} and e.type < ${`${start}~`}`)}
    ${when(family === undefined && kind !== '*' ? kind : undefined, (type) => sql`and e.type = ${type}`)}
    ${when(circleId, (id) => sql`and e.circle = ${id}`)}
    ${when(personId, (id) => sql`and e.person = ${id}`)}
    ${when(structureId, (id) => sql`and e.structure = ${id}`)}
    ${when(patientId, (id) => sql`and e.patient = ${id}`)}
    ${when(by, (name) => sql`and e.by = ${name}`)}
    ${when(source, (name) => sql`and e.source = ${name}`)}
    ${when(from, (at) => sql`and e.at >= ${at}::timestamptz and e.id >= (${boundary(sql`at >= ${at}::timestamptz order by at`, 'min')})`)}
    ${when(to, (at) => sql`and e.at < ${at}::timestamptz and e.id <= (${boundary(sql`at < ${at}::timestamptz order by at desc`, 'max')})`)}`
}
/**
 * Identifiers follow the order of commits, which hours nearly do: where an hour lies among identifiers, so that a page of last year costs what
 * one of today does.
 */
const boundary = (near: ReturnType<typeof sql>, which: 'min' | 'max') =>
  sql`select ${sql.raw(which)}(id) from (select id from event where ${near} limit 1000) as near`
const when = (given: string | undefined, clause: (given: string) => ReturnType<typeof sql>) => (given === undefined ? sql`` : clause(given))
