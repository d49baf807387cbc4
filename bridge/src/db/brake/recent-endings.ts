import { type Transaction, sql } from 'kysely'
import type { Db } from '../connect.ts'
import type { Schema } from '../schema.ts'
import { isReal } from '../synthetic.ts'

/** Held to the commit: what one author ends is counted one change after the other, so two that are too much together do not both pass. */
export async function lockAuthor(trx: Transaction<Schema>, author: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`brake:${author}`}, 5))`.execute(trx)
}

export interface Counted {
  readonly endings: number
  readonly gone: number
}
/** Notes what ends now, by structure. */
export async function addRecentEndings(
  trx: Transaction<Schema>,
  author: string,
  at: Date,
  ended: ReadonlyMap<string, Counted>,
): Promise<void> {
  const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000)
  await trx
    .insertInto('recent_ending')
    .values([...ended].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([structure, counted]) => ({ author, minute, structure, ...counted })))
    .onConflict((conflict) =>
      conflict.columns(['author', 'minute', 'structure']).doUpdateSet((eb) => ({
        endings: sql<number>`recent_ending.endings + ${eb.ref('excluded.endings')}`,
        gone: sql<number>`recent_ending.gone + ${eb.ref('excluded.gone')}`,
      })),
    )
    .execute()
}

/** What one author ended since then: in all, and in each of these structures. */
export async function sumRecentEndings(
  trx: Transaction<Schema>,
  author: string,
  since: Date,
  structures: readonly string[],
): Promise<{ all: Counted; of: Map<string, Counted> }> {
  const { rows } = await sql<{ structure: string | null; endings: string; gone: string }>`
    select null as structure, coalesce(sum(endings), 0) as endings, coalesce(sum(gone), 0) as gone
    from recent_ending where author = ${author} and minute > ${since}
    union all
    select structure, sum(endings), sum(gone)
    from recent_ending where author = ${author} and minute > ${since} and structure = any(${structures}::text[]) group by structure`.execute(
    trx,
  )
  const counted = (row: { endings: string; gone: string } | undefined): Counted => ({
    endings: Number(row?.endings ?? 0),
    gone: Number(row?.gone ?? 0),
  })
  return {
    all: counted(rows.find(({ structure }) => structure === null)),
    of: new Map(rows.flatMap((row) => (row.structure === null ? [] : [[row.structure, counted(row)] as const]))),
  }
}

/** How many are present in the circles of a structure and in its team; no further than `upTo`. */
export async function countPresentOfStructure(trx: Transaction<Schema>, structure: string, upTo: number): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from (
    (select from circle c join presence p on p.scope = 'circle' and p.ref = c.id where c.structure = ${structure} limit ${upTo})
    union all (select from presence where scope = 'staff' and ref = ${structure} limit ${upTo})) as present`.execute(trx)
  return Number(rows[0]?.count ?? 0)
}
/** How many are present anywhere; no further than `upTo`. */
export async function countPresent(trx: Transaction<Schema>, upTo: number): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from (select from presence where ${isReal('ref')} limit ${upTo}) as present`.execute(trx)
  return Number(rows[0]?.count ?? 0)
}

/** Which structure answers for each of these circles. */
export async function structuresOfCircles(trx: Transaction<Schema>, circles: readonly string[]): Promise<Map<string, string>> {
  if (circles.length === 0) return new Map()
  const rows = await trx.selectFrom('circle').select(['id', 'structure']).where('id', 'in', circles).execute()
  return new Map(rows.map(({ id, structure }) => [id, structure]))
}

/** Where a person is present: circles and teams. */
export async function listPlacesPresent(trx: Transaction<Schema>, person: string): Promise<{ scope: 'circle' | 'staff'; ref: string }[]> {
  return trx.selectFrom('presence').select(['scope', 'ref']).where('person', '=', person).orderBy('scope').orderBy('ref').execute()
}

export async function deleteOldEndings(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('recent_ending').where('minute', '<', before).execute()
}
