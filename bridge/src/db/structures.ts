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

export async function listStructures(db: Db, { search, cursor, limit }: Paging): Promise<Page<Structure>> {
  let query = db
    .selectFrom('structure')
    .selectAll()
    .where(isReal('id'))
    .select(sql<string>`folded(name)`.as('sort'))
    .orderBy(sql`folded(name)`)
    .orderBy('id')
    .limit(limit + 1)
  for (const word of likeWords(search ?? '')) query = query.where(sql<boolean>`folded(name) like folded(${word})`)
  const after = fromCursor(cursor)
  if (after !== undefined) query = query.where(sql<boolean>`(folded(name), id) > (${after[0]}, ${after[1]})`)
  return pageOf(await query.execute(), limit, toStructure, (row) => [row.sort, row.id])
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
