import type { Encoding, Import, ImportDetail, ImportRow, RowChoice, Separator } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { Page } from '../../db/cursor.ts'
import { type ImportRecord, countRows, findImport, listImports } from '../../db/imports/imports.ts'
import { type RowRecord, listRows, listRowsAfter } from '../../db/imports/rows.ts'
import type { World } from '../world.ts'
import type { ImportWorld } from './settings.ts'
import { FIELDS } from './fields/fields.ts'

const DAY_MS = 86_400_000
const toImport = ({ importDays }: ImportWorld, row: ImportRecord): Import => ({
  id: row.id,
  kind: row.kind,
  source: row.source,
  askedBy: row.asked_by,
  askedAt: row.asked_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  erasedAt: new Date(row.asked_at.getTime() + importDays * DAY_MS).toISOString(),
  state: row.state,
  fileName: row.file_name,
})

export async function readImports(world: ImportWorld, paging: { cursor?: string | undefined; limit: number }): Promise<Page<Import>> {
  const { items, next } = await listImports(world.db, paging)
  return { items: items.map((row) => toImport(world, row)), next }
}

const SAMPLE = 3
export async function readImport(world: ImportWorld, id: string): Promise<ImportDetail> {
  const row = await getImport(world, id)
  const [counts, first] = await Promise.all([countRows(world.db, id), listRowsAfter(world.db, id, 0, SAMPLE)])
  return {
    ...toImport(world, row),
    encoding: row.encoding as Encoding | null,
    separator: row.separator as Separator | null,
    columns: row.header.map((name, column) => ({
      name,
      field: row.fields[column] === '' ? null : (row.fields[column] ?? null),
      sample: first.map(({ cells }) => (cells[column] ?? '').slice(0, 80)),
    })),
    fields: FIELDS[row.kind].map(({ name, needed, fr, en }) => ({ name, needed: needed === true, fr, en })),
    counts,
  }
}
export async function getImport({ db }: World, id: string): Promise<ImportRecord> {
  const row = await findImport(db, id)
  if (row === undefined) throw new Fault('IMPORT_UNKNOWN')
  return row
}

/** By what became of them, once something was applied; by the dry run before. */
export const stepOf = ({ state }: ImportRecord): 'trial' | 'outcome' =>
  ['applying', 'applied', 'stopped'].includes(state) ? 'outcome' : 'trial'

export async function readRows(
  world: World,
  id: string,
  asked: { show: RowChoice; cursor?: string | undefined; limit: number },
): Promise<Page<ImportRow>> {
  const { items, next } = await listRows(world.db, id, { ...asked, step: stepOf(await getImport(world, id)) })
  return { items: items.map(toRow), next }
}
const toRow = ({ number, cells, right_cells: right, trial, outcome, faults, difference }: RowRecord): ImportRow => ({
  number,
  cells,
  wrong: right === false,
  trial,
  outcome,
  faults: faults ?? [],
  difference: difference ?? [],
})
