import { type Selectable, type Transaction, sql } from 'kysely'
import type { RowChoice } from '../../contract.ts'
import type { Db } from '../connect.ts'
import { type Page, fromCursor, pageOf } from '../cursor.ts'
import type { Schema } from '../schema.ts'
import type { FieldChange, ImportRowTable, RowFault, RowOutcome } from '../schema/imports.ts'

type Trx = Transaction<Schema>
export type RowRecord = Selectable<ImportRowTable>
export interface ReadRow {
  readonly number: number
  readonly cells: readonly string[]
}
const AT_ONCE = 1_000

/** In the place of whatever was read before. */
export async function replaceRows(trx: Trx, id: string, rows: readonly ReadRow[]): Promise<void> {
  await trx.deleteFrom('import_row').where('import', '=', id).execute()
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await sql`insert into import_row (import, number, cells)
      select ${id}, number, array(select jsonb_array_elements_text(cells))
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::jsonb) as given (number int, cells jsonb)`.execute(trx)
}

/** From a row on, in the order of the file. */
export async function listRowsAfter(db: Db | Trx, id: string, after: number, limit: number): Promise<RowRecord[]> {
  return db
    .selectFrom('import_row')
    .selectAll()
    .where('import', '=', id)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
}
export async function setChecks(trx: Trx, id: string, checks: readonly { number: number; faults: readonly RowFault[] }[]): Promise<void> {
  await sql`update import_row as r set right_cells = jsonb_array_length(given.faults) = 0, faults = given.faults,
      trial = null, outcome = null, difference = null
    from jsonb_to_recordset(${JSON.stringify(checks)}::jsonb) as given (number int, faults jsonb)
    where r.import = ${id} and r.number = given.number`.execute(trx)
}

/** What is still to do, in the order of the file: by the partial index of its step. */
export async function listRowsToDo(db: Db, id: string, step: 'trial' | 'outcome', limit: number): Promise<RowRecord[]> {
  return db
    .selectFrom('import_row')
    .selectAll()
    .where('import', '=', id)
    .where(sql<boolean>`right_cells`)
    .where(step, 'is', null)
    .orderBy('number')
    .limit(limit)
    .execute()
}
export interface RowResult {
  readonly outcome: RowOutcome
  readonly faults: readonly RowFault[]
  readonly difference: readonly FieldChange[]
}
/** What became of a row. False when it was told already. */
export async function setResult(
  db: Db | Trx,
  { import: id, number }: Pick<RowRecord, 'import' | 'number'>,
  step: 'trial' | 'outcome',
  { outcome, faults, difference }: RowResult,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('import_row')
    .set({ [step]: outcome, faults: JSON.stringify(faults), difference: JSON.stringify(difference) })
    .where('import', '=', id)
    .where('number', '=', number)
    .where(step, 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
export async function forgetTrial(trx: Trx, id: string): Promise<void> {
  await trx
    .updateTable('import_row')
    .set({ trial: null, faults: null, difference: null })
    .where('import', '=', id)
    .where('right_cells', '=', true)
    .execute()
}
/** Those that were refused or held are to be applied once more. Gives how many. */
export async function reopenFailed(trx: Trx, id: string): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('import_row')
    .set({ outcome: null, faults: null })
    .where('import', '=', id)
    .where('outcome', 'in', ['refused', 'held'])
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** What the state of an import is about: what the dry run says, or what came of it. */
export async function listRows(
  db: Db,
  id: string,
  { show, cursor, limit, step }: { show: RowChoice; cursor?: string | undefined; limit: number; step: 'trial' | 'outcome' },
): Promise<Page<RowRecord>> {
  const after = Number(fromCursor(cursor)?.[0] ?? 0)
  let query = db
    .selectFrom('import_row')
    .selectAll()
    .where('import', '=', id)
    .where('number', '>', Number.isSafeInteger(after) ? Math.min(after, 2_147_483_647) : 0)
    .orderBy('number')
    .limit(limit + 1)
  if (show === 'wrong') query = query.where('right_cells', '=', false)
  else if (show === 'failed') query = query.where((eb) => eb.or([eb('right_cells', '=', false), eb(step, 'in', ['refused', 'held'])]))
  else if (show !== 'all') query = query.where(step, '=', show)
  return pageOf(
    await query.execute(),
    limit,
    (row) => row,
    (row) => [String(row.number), ''],
  )
}
