import { type RawBuilder, type Transaction, sql } from 'kysely'
import type { Between } from '../../core/substitutions/conflict.ts'
import type { Db } from '../connect.ts'
import { type Page, type Paging, fromCursor, pageOf } from '../cursor.ts'
import { addJob } from '../jobs.ts'
import type { Schema } from '../schema.ts'

type Trx = Transaction<Schema>

export interface SubstitutionRow extends Between {
  readonly structure: string
  /** As it was planned; `end` is earlier when it was cancelled. */
  readonly plannedEnd: Date
  readonly cancelled: boolean
  readonly withStructure: boolean
  readonly reason: string | null
  readonly requestedBy: string
  readonly source: string
  readonly version: number
}
const named = (alias: string) =>
  sql.raw(`jsonb_build_object('id', ${alias}.id, 'givenName', ${alias}.given_name, 'familyName', ${alias}.family_name)`)
const SELECTED = sql`
  select s.id, s.structure, ${named('p')} as replaced, ${named('r')} as replacement, s.start_at as start, s.until_at as "end",
    s.end_at as "plannedEnd", s.cancelled_at is not null as cancelled, s.with_structure as "withStructure", s.reason,
    s.requested_by as "requestedBy", s.source, s.version
  from substitution s join person p on p.id = s.replaced join person r on r.id = s.replacement`
const list = async (db: Db | Trx, rest: RawBuilder<unknown>): Promise<SubstitutionRow[]> =>
  (await sql<SubstitutionRow>`${SELECTED} ${rest}`.execute(db)).rows

export const findSubstitution = async (trx: Trx, id: string): Promise<SubstitutionRow | undefined> =>
  (await list(trx, sql`where s.id = ${id}`))[0]
/** Holds it until the transaction ends: nobody derives anything from it meanwhile. */
export async function lockSubstitution(trx: Trx, id: string): Promise<SubstitutionRow | undefined> {
  return (await list(trx, sql`where s.id = ${id} for no key update of s`))[0]
}

/** Those that last at some time in between and concern one of these people, but one. */
export const listBetween = (trx: Trx, people: readonly string[], start: Date, end: Date, except: string | null): Promise<Between[]> =>
  list(
    trx,
    sql`where (s.replaced = any(${people}::text[]) or s.replacement = any(${people}::text[])) and s.start_at < ${end} and s.until_at > ${start}
      and s.until_at > s.start_at and s.id is distinct from ${except}::bigint order by s.start_at, s.id`,
  )

/** Those of a person that are not over, whichever part of it is theirs, held until the transaction ends. */
export const lockSubstitutionsOf = (trx: Trx, person: string, now: Date): Promise<SubstitutionRow[]> =>
  list(trx, sql`where (s.replaced = ${person} or s.replacement = ${person}) and s.until_at > ${now} order by s.id for no key update of s`)

export type StateOf = 'coming' | 'under-way' | 'ended' | 'cancelled'
const inState = (state: StateOf, now: Date): RawBuilder<boolean> =>
  ({
    cancelled: sql<boolean>`s.cancelled_at is not null`,
    coming: sql<boolean>`s.cancelled_at is null and s.start_at > ${now}`,
    'under-way': sql<boolean>`s.cancelled_at is null and s.start_at <= ${now} and s.end_at > ${now}`,
    ended: sql<boolean>`s.cancelled_at is null and s.end_at <= ${now}`,
  })[state]

/** Those that were recorded for a structure, the latest to begin first. */
export async function listSubstitutions(
  db: Db,
  structure: string,
  { state, cursor, limit }: Paging & { state?: StateOf | undefined },
  now: Date,
): Promise<Page<SubstitutionRow>> {
  const [start, id] = fromCursor(cursor) ?? []
  const isPlace = start !== undefined && !Number.isNaN(Date.parse(start)) && /^\d{1,18}$/.test(id ?? '')
  const rows = await list(
    db,
    sql`where s.structure = ${structure} ${state === undefined ? sql`` : sql`and ${inState(state, now)}`}
      ${isPlace ? sql`and (s.start_at, s.id) < (${start}::timestamptz, ${id}::bigint)` : sql``}
      order by s.start_at desc, s.id desc limit ${limit + 1}`,
  )
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.start.toISOString(), row.id],
  )
}

export interface SubstitutionValues {
  readonly start: Date
  readonly end: Date
  readonly withStructure: boolean
  readonly reason: string | null
}
export async function insertSubstitution(
  trx: Trx,
  given: SubstitutionValues & { structure: string; replaced: string; replacement: string; by: string; source: string },
): Promise<string> {
  const { structure, replaced, replacement, start, end, withStructure, reason, by, source } = given
  const row = await trx
    .insertInto('substitution')
    .values({
      structure,
      replaced,
      replacement,
      start_at: start,
      end_at: end,
      with_structure: withStructure,
      reason,
      requested_by: by,
      source,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
export async function setSubstitution(trx: Trx, id: string, { start, end, withStructure, reason }: SubstitutionValues): Promise<void> {
  await trx
    .updateTable('substitution')
    .set((eb) => ({ start_at: start, end_at: end, with_structure: withStructure, reason, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
export async function setCancelled(trx: Trx, id: string, at: Date): Promise<void> {
  await trx
    .updateTable('substitution')
    .set((eb) => ({ cancelled_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
/** False when it was recorded before. */
export async function setEndingRecorded(trx: Trx, id: string): Promise<boolean> {
  const set = await trx
    .updateTable('substitution')
    .set({ ending_recorded: true })
    .where('id', '=', id)
    .where('ending_recorded', '=', false)
    .returning('id')
    .execute()
  return set.length > 0
}

export const queueEnding = (db: Db | Trx, substitution: string, runAt: Date): Promise<void> =>
  addJob(db, 'end-substitution', { substitution }, { key: `substitution:${substitution}`, runAt })
/** Over by the calendar, and not recorded as such. */
export async function listEnded(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('substitution')
    .select('id')
    .where('end_at', '<=', now)
    .where('ending_recorded', '=', false)
    .where('cancelled_at', 'is', null)
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Who is replaced, and until when, as it is recorded of who comes and goes for them. */
export interface Replaced {
  readonly personId: string
  readonly givenName: string
  readonly familyName: string
  readonly until: Date
}
export async function listReplaced(db: Db | Trx, substitutions: readonly string[]): Promise<Map<string, Replaced>> {
  if (substitutions.length === 0) return new Map()
  const { rows } = await sql<Replaced & { id: string }>`
    select s.id, p.id as "personId", p.given_name as "givenName", p.family_name as "familyName", s.until_at as until
    from substitution s join person p on p.id = s.replaced where s.id = any(${substitutions}::bigint[])`.execute(db)
  return new Map(rows.map(({ id, ...replaced }) => [id, replaced]))
}
