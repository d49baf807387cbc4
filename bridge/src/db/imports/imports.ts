import { type Selectable, type Transaction, sql } from 'kysely'
import type { OutcomeCounts } from '../../contract.ts'
import type { Db } from '../connect.ts'
import { type Page, fromTimeCursor, pageOf } from '../cursor.ts'
import { BULK, addJob } from '../jobs.ts'
import type { Schema } from '../schema.ts'
import type { ImportStateName, ImportTable } from '../schema/imports.ts'

type Trx = Transaction<Schema>
export type ImportRecord = Selectable<ImportTable>

export async function insertImport(
  trx: Trx,
  given: Pick<ImportRecord, 'id' | 'kind' | 'source' | 'asked_by' | 'author' | 'author_person' | 'asked_at'>,
): Promise<void> {
  await trx
    .insertInto('import')
    .values({ ...given, file_name: null, encoding: null, separator: null, ended_at: null })
    .execute()
}
export const findImport = (db: Db | Trx, id: string): Promise<ImportRecord | undefined> =>
  db.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirst()
/** Held until the commit: its state changes one act at a time. */
export const lockImport = (trx: Trx, id: string): Promise<ImportRecord | undefined> =>
  trx.selectFrom('import').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
/** Nobody stops it before the commit. To be taken before every other lock. False when it was stopped. */
export async function holdWhile(trx: Trx, id: string, state: ImportStateName): Promise<boolean> {
  const row = await trx.selectFrom('import').select('state').where('id', '=', id).forShare().executeTakeFirst()
  return row?.state === state
}
export async function setImport(
  trx: Trx,
  id: string,
  change: Partial<Omit<ImportRecord, 'id' | 'kind' | 'asked_by' | 'author' | 'asked_at'>>,
) {
  await trx.updateTable('import').set(change).where('id', '=', id).execute()
}

export async function listImports(db: Db, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<ImportRecord>> {
  const after = fromTimeCursor(cursor)
  const rows = await db
    .selectFrom('import')
    .selectAll()
    .where(after === undefined ? sql<boolean>`true` : sql<boolean>`(asked_at, id) < (${after[0]}::timestamptz, ${after[1]})`)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.asked_at.toISOString(), row.id],
  )
}

export interface ImportCounts {
  rows: number
  wrong: number
  trial: OutcomeCounts
  applied: OutcomeCounts
}
/** Of one import: its rows are bounded. */
export async function countRows(db: Db | Trx, id: string): Promise<ImportCounts> {
  const { rows } = await sql<{ right_cells: boolean | null; trial: string | null; outcome: string | null; count: number }>`
    select right_cells, trial, outcome, count(*)::int as count from import_row where import = ${id} group by 1, 2, 3`.execute(db)
  const none = () => ({ created: 0, changed: 0, unchanged: 0, refused: 0, held: 0 })
  const counts: ImportCounts = { rows: 0, wrong: 0, trial: none(), applied: none() }
  for (const { right_cells: right, trial, outcome, count } of rows) {
    counts.rows += count
    if (right === false) counts.wrong += count
    if (trial !== null) counts.trial[trial as keyof OutcomeCounts] += count
    if (outcome !== null) counts.applied[outcome as keyof OutcomeCounts] += count
  }
  return counts
}

export const queueImport = (db: Db | Trx, id: string, runAt?: Date): Promise<void> =>
  addJob(db, 'run-import', { import: id }, { key: `import:${id}`, priority: BULK, runAt })
/** Those that are tried or applied right now, the oldest first. */
export const listUnderWay = (db: Db): Promise<ImportRecord[]> =>
  db.selectFrom('import').selectAll().where('state', 'in', ['trying', 'applying']).orderBy('id').limit(100).execute()
/** Those under way that no job is for: whom a crash of everything left behind. */
export async function queueForgottenImports(db: Db): Promise<void> {
  const rows = await db
    .selectFrom('import')
    .select('id')
    .where('state', 'in', ['trying', 'applying'])
    .where(sql<boolean>`not exists (select from graphile_worker.jobs j where j.key = 'import:' || import.id)`)
    .limit(100)
    .execute()
  for (const { id } of rows) await queueImport(db, id)
}

export async function setContent(trx: Trx, id: string, content: Buffer): Promise<void> {
  await trx
    .insertInto('import_file')
    .values({ import: id, content })
    .onConflict((conflict) => conflict.column('import').doUpdateSet({ content }))
    .execute()
}
export async function findContent(db: Db | Trx, id: string): Promise<Buffer | undefined> {
  return (await db.selectFrom('import_file').select('content').where('import', '=', id).executeTakeFirst())?.content
}
/** Rows, file and header go: what stays is that it was. */
export async function eraseContent(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('import_row').where('import', '=', id).execute()
  await trx.deleteFrom('import_file').where('import', '=', id).execute()
  await setImport(trx, id, { state: 'erased', header: [], fields: [], file_name: null })
}
export async function listToErase(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('import')
    .select('id')
    .where('state', '<>', 'erased')
    .where('asked_at', '<', before)
    .orderBy('asked_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** How a file with this header was read the last time. */
export async function findMapping(db: Db | Trx, header: Buffer): Promise<string[] | undefined> {
  return (await db.selectFrom('import_mapping').select('fields').where('header', '=', header).executeTakeFirst())?.fields
}
export async function setMapping(trx: Trx, header: Buffer, fields: string[], now: Date): Promise<void> {
  await trx
    .insertInto('import_mapping')
    .values({ header, fields, used_at: now })
    .onConflict((conflict) => conflict.column('header').doUpdateSet({ fields, used_at: now }))
    .execute()
}
