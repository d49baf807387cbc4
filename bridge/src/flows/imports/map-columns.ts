import { createHash } from 'node:crypto'
import type { ImportKind } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { foldedWords } from '../../core/imports/cell-values.ts'
import { FIELDS } from './fields/fields.ts'

/** The column that our own file of failed rows adds: it is no one's. */
export const REASON_COLUMN = 'Pourquoi cette ligne n’a pas été appliquée'

/** By which a header is known again: its names are not kept. The column that we add changes nothing. */
export const digestOfHeader = (kind: ImportKind, header: readonly string[]): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([kind, header.filter((name) => name !== REASON_COLUMN).map(foldedWords)]))
    .digest()

/** By the names of the columns: those that a field has first, in the order of the fields. Empty: none. */
export function guessFields(kind: ImportKind, header: readonly string[]): string[] {
  const names = header.map((name) => (name === REASON_COLUMN ? '' : foldedWords(name)))
  const guessed = header.map(() => '')
  for (const field of FIELDS[kind]) {
    const known = [field.fr, field.name, ...field.also].map(foldedWords)
    const column = known.map((name) => names.findIndex((one, index) => one === name && guessed[index] === '')).find((at) => at >= 0)
    if (column !== undefined) guessed[column] = field.name
  }
  return guessed
}

/** Of each column the field; empty: none. Throws IMPORT_FIELD_UNKNOWN, IMPORT_FIELD_TWICE, IMPORT_FIELD_MISSING. */
export function checkedFields(kind: ImportKind, columns: number, given: readonly (string | null)[]): string[] {
  const fields = Array.from({ length: columns }, (_, column) => given[column] ?? '')
  const known = new Set(FIELDS[kind].map(({ name }) => name))
  for (const [column, field] of given.entries()) {
    if (field === null) continue
    if (column >= columns || !known.has(field)) throw new Fault('IMPORT_FIELD_UNKNOWN', `fields[${column}]`)
    if (fields.indexOf(field) !== column) throw new Fault('IMPORT_FIELD_TWICE', `fields[${column}]`)
  }
  for (const { name, needed, fr } of FIELDS[kind])
    if (needed === true && !fields.includes(name)) throw new Fault('IMPORT_FIELD_MISSING', 'fields', [{ path: '', message: `« ${fr} »` }])
  return fields
}
