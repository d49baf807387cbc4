import { z } from 'zod'
import { get, page, paging, post, put } from './route.ts'
import { Instant, WELL_FORMED, line } from './words.ts'

export const IMPORT_KINDS = ['people', 'employments', 'patients', 'circles', 'memberships'] as const
export const ImportKind = z.enum(IMPORT_KINDS)
export type ImportKind = z.infer<typeof ImportKind>
export const ENCODINGS = ['utf-8', 'utf-8-bom', 'utf-16le', 'windows-1252'] as const
export const Encoding = z.enum(ENCODINGS)
export type Encoding = z.infer<typeof Encoding>
export const SEPARATORS = [';', ',', '\t'] as const
export const Separator = z.enum(SEPARATORS)
export type Separator = z.infer<typeof Separator>
export const IMPORT_BYTES = 10 * 1024 * 1024
export const IMPORT_ROWS = 10_000

const id = z.string().regex(/^[A-Za-z0-9_-]{24}$/)
const one = z.strictObject({ id })
const words = { fr: z.string(), en: z.string() }

export const ImportBody = z.strictObject({
  kind: ImportKind,
  source: line(30)
    .default('CSV')
    .meta({ description: 'names the provenance of its rows: periods that another source gave are neither changed nor ended' }),
})
export const ImportState = z
  .enum(['empty', 'read', 'checked', 'trying', 'tried', 'applying', 'applied', 'stopped', 'erased'])
  .meta({ description: 'erased: its rows are no longer kept' })
export type ImportState = z.infer<typeof ImportState>
export const RowOutcome = z.enum(['created', 'changed', 'unchanged', 'refused', 'held']).meta({
  description: 'held: it would end too many accesses, and waits for an approval',
})
export type RowOutcome = z.infer<typeof RowOutcome>

export const ImportField = z.strictObject({
  name: z.string(),
  needed: z.boolean().meta({ description: 'no row without it' }),
  ...words,
})
export type ImportField = z.infer<typeof ImportField>
const outcomes = z.strictObject({ created: z.int(), changed: z.int(), unchanged: z.int(), refused: z.int(), held: z.int() })
export type OutcomeCounts = z.infer<typeof outcomes>

export const Import = z.strictObject({
  id,
  kind: ImportKind,
  source: z.string(),
  askedBy: z.string(),
  askedAt: Instant,
  endedAt: Instant.nullable(),
  erasedAt: Instant.meta({ description: 'when its rows are, or were, erased' }),
  state: ImportState,
  fileName: z.string().nullable(),
})
export type Import = z.infer<typeof Import>
export const ImportDetail = z.strictObject({
  ...Import.shape,
  encoding: Encoding.nullable(),
  separator: Separator.nullable(),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      field: z.string().nullable().meta({ description: 'what its cells say; null: it is left out' }),
      sample: z.array(z.string()).meta({ description: 'its first cells' }),
    }),
  ),
  fields: z.array(ImportField).meta({ description: 'what a column may be' }),
  counts: z.strictObject({
    rows: z.int(),
    wrong: z.int().meta({ description: 'rows with a cell that is not what is expected' }),
    trial: outcomes,
    applied: outcomes,
  }),
})
export type ImportDetail = z.infer<typeof ImportDetail>

export const ImportRow = z.strictObject({
  number: z.int().meta({ description: 'as a spreadsheet shows it: the header is 1' }),
  cells: z.array(z.string()),
  wrong: z.boolean(),
  trial: RowOutcome.nullable(),
  outcome: RowOutcome.nullable(),
  faults: z.array(z.strictObject({ field: z.string().nullable(), column: z.int().nullable(), ...words })),
  difference: z.array(z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})
export type ImportRow = z.infer<typeof ImportRow>

export const MappingBody = z.strictObject({
  fields: z
    .array(z.string().max(40).regex(WELL_FORMED).nullable())
    .max(200)
    .meta({ description: 'of each column in turn, the field; null: it is left out' }),
})
/** Which rows to look at. */
export const RowChoice = z.enum(['all', 'wrong', 'failed', ...RowOutcome.options])
export type RowChoice = z.infer<typeof RowChoice>
const nothing = z.strictObject({})
const csv = ['text/csv; charset=utf-8'] as const

export const IMPORT_ROUTES = {
  listImports: get('/imports', '*', 'Files of rows that were brought in, the newest first', {
    query: z.strictObject({ cursor: paging.cursor, limit: paging.limit }),
    answer: page(Import),
  }),
  createImport: post('/imports', '*', 'Begins an import; its file comes next', { body: ImportBody, answer: ImportDetail }),
  getImport: get('/imports/:id', '*', 'How far an import is', { params: one, answer: ImportDetail, tellsOf: '*' }),
  putImportFile: put('/imports/:id/file', '*', 'The file: text/csv, 10 MB and 10,000 rows at most, as a spreadsheet writes it', {
    params: one,
    query: z.strictObject({ name: line(120) }),
    takes: 'text/csv',
    answer: ImportDetail,
  }),
  putImportReading: put('/imports/:id/reading', '*', 'Reads the file again, with another encoding or separator', {
    params: one,
    body: z.strictObject({ encoding: Encoding, separator: Separator }),
    answer: ImportDetail,
  }),
  putImportMapping: put('/imports/:id/mapping', '*', 'Says which column is what, and checks every cell', {
    params: one,
    body: MappingBody,
    answer: ImportDetail,
  }),
  tryImport: post('/imports/:id/trial', '*', 'Dry run: what each row would change; nothing is', {
    params: one,
    body: nothing,
    answer: ImportDetail,
    status: 202,
  }),
  applyImport: post('/imports/:id/application', '*', 'Applies the rows of the dry run; goes on where it was stopped', {
    params: one,
    body: nothing,
    answer: ImportDetail,
    status: 202,
    guarded: true,
  }),
  stopImport: post('/imports/:id/stop', '*', 'Stops the dry run or the application: what was applied stays', {
    params: one,
    body: nothing,
    answer: ImportDetail,
    status: 202,
  }),
  retryImport: post('/imports/:id/retry', '*', 'Applies once more the rows that were refused or held, and no other', {
    params: one,
    body: nothing,
    answer: ImportDetail,
    status: 202,
    guarded: true,
  }),
  listImportRows: get('/imports/:id/rows', '*', 'Rows with what is wrong with them, what they change, what became of them', {
    params: one,
    query: z.strictObject({ show: RowChoice.default('all'), cursor: paging.cursor, limit: paging.limit }),
    answer: page(ImportRow),
    tellsOf: '*',
  }),
  getFailedRows: get('/imports/:id/failed', '*', 'The rows that were not applied, with the reason, as a file for a spreadsheet', {
    params: one,
    file: csv,
    tellsOf: '*',
  }),
} as const
