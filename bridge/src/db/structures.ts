import { type Transaction, sql } from 'kysely'
import type { z } from 'zod'
import type { Structure, StructureBody } from '../contract.ts'
import type { StructureId } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, likeWords, pageOf } from './cursor.ts'
import { lockOrAwait } from './lock.ts'
import type { Schema, StructureTable } from './schema.ts'
import { isReal } from './synthetic.ts'

type Row = Omit<StructureTable, 'version'> & { version: number }
const toStructure = (row: Row): Structure => ({
  id: row.id as StructureId,
  name: row.name,
  ...(row.finess === null ? {} : { finess: row.finess }),
  kind: row.kind,
  dac: row.dac,
  version: row.version,
})

export async function findStructure(db: Db | Transaction<Schema>, id: StructureId): Promise<Structure | undefined> {
  const row = await db.selectFrom('structure').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toStructure(row)
}

/** Holds the structure until the transaction ends: its staff and its rooms change one act at a time. */
export async function lockStructure(trx: Transaction<Schema>, id: StructureId): Promise<Structure | undefined> {
  const look = () => trx.selectFrom('structure').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  const row = await lockOrAwait(trx, `structure:${id}`, look)
  return row && toStructure(row)
}

export interface StructureFilter extends Paging {
  readonly kind?: string | undefined
  /** Those that are DACs alone. */
  readonly dac: boolean
}
export async function listStructures(db: Db, { search, kind, dac, cursor, limit }: StructureFilter): Promise<Page<Structure>> {
  let query = db
    .selectFrom('structure')
    .selectAll()
    .where(isReal('id'))
    .select(sql<string>`folded(name)`.as('sort'))
    .orderBy(sql`folded(name)`)
    .orderBy('id')
    .limit(limit + 1)
  for (const word of likeWords(search ?? '')) query = query.where(sql<boolean>`folded(name) like folded(${word})`)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (dac) query = query.where('dac', '=', true)
  const after = fromCursor(cursor)
  if (after !== undefined) query = query.where(sql<boolean>`(folded(name), id) > (${after[0]}, ${after[1]})`)
  return pageOf(await query.execute(), limit, toStructure, (row) => [row.sort, row.id])
}

const KINDS = 200
/** Each once, from one to the next by the index: what there are many of is not walked through. */
export async function listStructureKinds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive kinds as (
      (select kind, 1 as number from structure where ${isReal('id')} order by kind limit 1)
      union all
      select (select s.kind from structure s where s.kind > kinds.kind and ${isReal('s.id')} order by s.kind limit 1), number + 1
      from kinds where kinds.kind is not null and number < ${KINDS}
    )
    select kind from kinds where kind is not null order by folded(kind), kind`.execute(db)
  return rows.map(({ kind }) => kind)
}

/** Creates it, or gives it these values and the next version. The row is locked from then on. */
export async function setStructure(
  trx: Transaction<Schema>,
  id: StructureId,
  body: z.infer<typeof StructureBody>,
  version: number,
): Promise<Structure> {
  const values = { name: body.name, finess: body.finess ?? null, kind: body.kind, dac: body.dac, version }
  const row = await trx
    .insertInto('structure')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow()
  return toStructure(row)
}

/** Throws the database's foreign-key violation when something still refers to it. */
export async function deleteStructureRow(trx: Transaction<Schema>, id: StructureId): Promise<void> {
  await trx.deleteFrom('structure').where('id', '=', id).execute()
}
