import type { ImportKind } from '../../contract.ts'
import { wordsOf } from '../../core/imports/cell-values.ts'
import type { ReadRow } from '../../db/imports/rows.ts'
import type { RowFault } from '../../db/schema/imports.ts'
import { FIELDS } from './fields/fields.ts'

/** What the cells of a row say, by the names of their fields. A cell without a word says nothing: what was there stays. */
export type Values = Readonly<Record<string, string>>
export interface Columns {
  readonly kind: ImportKind
  /** Of each column; empty: it is left out. */
  readonly fields: readonly string[]
  readonly zone: string
}

/** Of one row by itself: what it says, and every cell at fault with what was expected there. */
export function readCells({ kind, fields, zone }: Columns, cells: readonly string[]): { values: Values; faults: RowFault[] } {
  const values: Record<string, string> = {}
  const faults: RowFault[] = []
  if (cells.length > fields.length) faults.push({ field: null, column: fields.length, ...TOO_LONG })
  for (const { name, needed, read, expected } of FIELDS[kind]) {
    const column = fields.indexOf(name)
    const words = wordsOf(column < 0 ? '' : (cells[column] ?? ''))
    const value = words === '' ? undefined : read(words, zone)
    if (value !== undefined) values[name] = value
    else if (words !== '' || needed === true) faults.push({ field: name, column, ...expectedWords(expected, words === '') })
  }
  const { start, end } = values
  if (start !== undefined && end !== undefined && end <= start) faults.push({ field: 'end', column: fields.indexOf('end'), ...END_FIRST })
  return { values, faults }
}
const expectedWords = ({ fr, en }: { fr: string; en: string }, empty: boolean) =>
  empty ? { fr: `cellule vide ; on attend ${fr}`, en: `empty cell; expected: ${en}` } : { fr: `on attend ${fr}`, en: `expected: ${en}` }
const TOO_LONG = { fr: 'la ligne a plus de cellules que l’en-tête', en: 'the row has more cells than the header' }
const END_FIRST = { fr: 'la fin doit être après le début', en: 'the end must be after the start' }

/**
 * Of a whole file, in its order: also rows that say twice what is said once. Two periods of one person at one place may both be there,
 * each with its start, when they do not overlap.
 */
export function checkRows(columns: Columns, rows: readonly ReadRow[]): { number: number; faults: RowFault[] }[] {
  const before = new Map<string, Seen[]>()
  const keys = FIELDS[columns.kind].filter(({ key }) => key === true).map(({ name }) => name)
  return rows.map(({ number, cells }) => {
    const { values, faults } = readCells(columns, cells)
    // What is wrong is not applied: it stands in nobody's way.
    if (faults.length > 0) return { number, faults }
    const key = JSON.stringify(keys.map((name) => values[name]))
    const others = before.get(key) ?? []
    const other = others.find((one) => isSameAs(one.values, values))
    if (other === undefined) {
      before.set(key, [...others, { number, values }])
      return { number, faults }
    }
    const field = keys.at(-1) ?? null
    return { number, faults: [{ field, column: columns.fields.indexOf(field ?? ''), ...twiceWords(other.number) }] }
  })
}
interface Seen {
  readonly number: number
  readonly values: Values
}
function isSameAs(one: Values, other: Values): boolean {
  const [start, from] = [one['start'], other['start']]
  if (start === undefined || from === undefined) return true
  return start < (other['end'] ?? FOREVER) && from < (one['end'] ?? FOREVER)
}
const FOREVER = '9999'
const twiceWords = (number: number) => ({
  fr: `la ligne ${number} dit déjà la même chose, ou une période qui chevauche celle-ci`,
  en: `row ${number} says the same already, or a period that overlaps this one`,
})
