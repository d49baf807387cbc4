import { type Transaction, sql } from 'kysely'
import type { PlaceEnding } from '../../core/brake.ts'
import type { Db } from '../connect.ts'
import type { Schema } from '../schema.ts'
import { isReal } from '../synthetic.ts'

export interface Counted {
  readonly endings: number
  readonly gone: number
}
/** What one change ends in one structure (null: anywhere), and its author within the window, this change included. */
export interface Noted {
  readonly structure: string | null
  readonly own: Counted
  readonly recent: Counted
}
interface Row {
  structure: string | null
  own_endings: string
  own_gone: string
  endings: string
  gone: string
}

/**
 * Notes what ends now beside what its author ended since then, and gives the sums: anywhere, and by structure. One statement, for it is
 * made of every removal under the lock of the feed, which `recordEvents` took before: of two changes that are too much together the
 * second sees the first.
 */
export async function noteEndings(
  trx: Transaction<Schema>,
  author: string,
  { at, since }: { at: Date; since: Date },
  endings: readonly PlaceEnding[],
): Promise<Noted[]> {
  const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000)
  const column = (of: (ending: PlaceEnding) => string | number) => endings.map(of)
  const { rows } = await sql<Row>`
    with own as (
      select coalesce(c.structure, e.ref) as structure, sum(e.endings)::int as endings, sum(e.gone)::int as gone
      from unnest(${column(({ scope }) => scope)}::text[], ${column(({ ref }) => ref)}::text[],
        ${column(({ people }) => people.size)}::int[], ${column(({ gone }) => gone)}::int[]) as e(scope, ref, endings, gone)
      left join circle c on e.scope = 'circle' and c.id = e.ref group by 1
    ), noted as (
      insert into recent_ending (author, minute, structure, endings, gone)
      select ${author}, ${minute}, structure, endings, gone from own order by structure
      on conflict (author, minute, structure) do update
        set endings = recent_ending.endings + excluded.endings, gone = recent_ending.gone + excluded.gone
    ), recent as (
      select structure, endings, gone from recent_ending where author = ${author} and minute > ${since}
    )
    select null as structure, (select sum(endings) from own) as own_endings, (select sum(gone) from own) as own_gone,
      coalesce(sum(endings), 0) as endings, coalesce(sum(gone), 0) as gone from recent
    union all
    select own.structure, own.endings, own.gone, coalesce(sum(recent.endings), 0), coalesce(sum(recent.gone), 0)
    from own left join recent using (structure) group by own.structure, own.endings, own.gone`.execute(trx)
  return rows.map((row) => {
    const own = { endings: Number(row.own_endings), gone: Number(row.own_gone) }
    // What this statement wrote it does not read.
    const recent = { endings: Number(row.endings) + own.endings, gone: Number(row.gone) + own.gone }
    return { structure: row.structure, own, recent }
  })
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

/** Where a person is present: circles and teams. */
export async function listPlacesPresent(trx: Transaction<Schema>, person: string): Promise<{ scope: 'circle' | 'staff'; ref: string }[]> {
  return trx.selectFrom('presence').select(['scope', 'ref']).where('person', '=', person).orderBy('scope').orderBy('ref').execute()
}

export async function deleteOldEndings(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('recent_ending').where('minute', '<', before).execute()
}
