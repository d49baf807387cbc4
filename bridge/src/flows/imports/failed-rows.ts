import { listRows } from '../../db/imports/rows.ts'
import { type Cell, csvLines } from '../lists/csv-lines.ts'
import type { World } from '../world.ts'
import { REASON_COLUMN } from './map-columns.ts'
import { getImport, stepOf } from './read-imports.ts'

const AT_ONCE = 500

/**
 * The rows that were not applied, as they were, each with its number and why: to be put right in a spreadsheet and brought in again.
 * Throws IMPORT_UNKNOWN.
 */
export async function failedRows(world: World, id: string): Promise<AsyncIterable<string>> {
  const given = await getImport(world, id)
  const { header } = given
  const pages = async function* (): AsyncGenerator<Cell[][]> {
    for (let cursor: string | undefined; ;) {
      const { items, next } = await listRows(world.db, id, { show: 'failed', cursor, limit: AT_ONCE, step: stepOf(given) })
      yield items.map(({ number, cells, faults }) => [
        ...header.map((_, column) => cells[column] ?? ''),
        `Ligne ${number} : ${(faults ?? []).map(({ column, fr }) => (column === null || column < 0 ? fr : `${header[column] ?? ''} : ${fr}`)).join(' ; ')}`,
      ])
      if (next === null) return
      cursor = next
    }
  }
  return csvLines([...header, REASON_COLUMN], pages())
}
