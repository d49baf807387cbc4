import type { ColumnType, Generated } from 'kysely'

export type ImportStateName = 'empty' | 'read' | 'checked' | 'trying' | 'tried' | 'applying' | 'applied' | 'stopped' | 'erased'
export type RowOutcome = 'created' | 'changed' | 'unchanged' | 'refused' | 'held'
export type ImportKindName = 'people' | 'employments' | 'patients' | 'circles' | 'memberships'

/** A cell that is not what is expected, or why a row was refused: `field` and `column` when it is because of one cell. */
export interface RowFault {
  readonly field: string | null
  readonly column: number | null
  readonly fr: string
  readonly en: string
}
/** A value that is another one afterwards; null: none. */
export interface FieldChange {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

/** A file of rows that an administrator brings in. */
export interface ImportTable {
  id: string
  kind: ImportKindName
  /** Provenance of what its rows say: the periods of other sources are not theirs. */
  source: string
  asked_by: string
  /** Whom the brake counts its endings for. */
  author: string
  author_person: string | null
  asked_at: Date
  state: Generated<ImportStateName>
  file_name: string | null
  encoding: string | null
  separator: string | null
  header: Generated<string[]>
  /** Of each column; empty: it is left out. */
  fields: Generated<string[]>
  ended_at: Date | null
}
/** A row of the file, under the number that a spreadsheet shows beside it. */
export interface ImportRowTable {
  import: string
  number: number
  cells: string[]
  /** Null before its cells are checked. */
  right_cells: boolean | null
  trial: RowOutcome | null
  outcome: RowOutcome | null
  faults: ColumnType<RowFault[] | null, string | null, string | null>
  difference: ColumnType<FieldChange[] | null, string | null, string | null>
}
export interface ImportTables {
  import: ImportTable
  import_file: { import: string; content: Buffer }
  import_row: ImportRowTable
  import_mapping: { header: Buffer; fields: string[]; used_at: Date }
}
