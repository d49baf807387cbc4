import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { ImportBody, ImportDetail, ImportState } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { recordEvents } from '../../db/events.ts'
import {
  type ImportRecord,
  findContent,
  findMapping,
  insertImport,
  lockImport,
  queueImport,
  setContent,
  setImport,
  setMapping,
} from '../../db/imports/imports.ts'
import { forgetTrial, listRowsAfter, reopenFailed, replaceRows, setChecks } from '../../db/imports/rows.ts'
import type { Schema } from '../../db/schema.ts'
import type { Asked } from '../world.ts'
import { checkRows } from './check-cells.ts'
import { checkedFields, digestOfHeader, guessFields } from './map-columns.ts'
import { type Reading, readCsv } from './read-csv.ts'
import { readImport } from './read-imports.ts'
import type { ImportWorld } from './settings.ts'

type Trx = Transaction<Schema>
const ALL_ROWS = 1_000_000

export async function createImport(world: ImportWorld, { kind, source }: z.output<typeof ImportBody>, asked: Asked): Promise<ImportDetail> {
  const id = randomBytes(18).toString('base64url')
  const { key: author, person } = asked.author ?? { key: `source:${asked.source}`, person: null }
  const given = { id, kind, source: `import ${source}`, asked_by: asked.by, author, author_person: person, asked_at: world.now() }
  await world.db.transaction().execute(async (trx) => {
    await insertImport(trx, given)
    await recordEvents(trx, asked, world.now(), [{ type: 'import.asked', after: { import: id, kind, source: given.source } }])
  })
  return readImport(world, id)
}

/** One step of an import, from these states alone. Throws IMPORT_UNKNOWN, IMPORT_NOT_NOW. */
async function step(
  world: ImportWorld,
  id: string,
  from: readonly ImportState[],
  act: (trx: Trx, given: ImportRecord) => Promise<void>,
): Promise<ImportDetail> {
  await world.db.transaction().execute(async (trx) => {
    const given = await lockImport(trx, id)
    if (given === undefined) throw new Fault('IMPORT_UNKNOWN')
    if (!from.includes(given.state)) throw new Fault('IMPORT_NOT_NOW')
    await act(trx, given)
  })
  return readImport(world, id)
}
/** Nothing was applied yet: everything may still be said otherwise. */
const OPEN: readonly ImportState[] = ['empty', 'read', 'checked', 'tried']

/** Keeps the file, and reads it. */
export const setImportFile = (world: ImportWorld, id: string, name: string, content: Buffer): Promise<ImportDetail> =>
  step(world, id, OPEN, async (trx, given) => {
    await setContent(trx, id, content)
    await setRead(trx, { ...given, file_name: name }, content, {})
  })

/** Reads it again as somebody says it was written. */
export const readAgain = (world: ImportWorld, id: string, reading: Reading): Promise<ImportDetail> =>
  step(world, id, OPEN, async (trx, given) => {
    const content = await findContent(trx, id)
    if (content === undefined) throw new Fault('IMPORT_NOT_NOW')
    await setRead(trx, given, content, reading)
  })

/** Columns are what they were in the last file with that header; else what their names say. */
async function setRead(trx: Trx, { id, kind, file_name }: ImportRecord, content: Buffer, reading: Reading): Promise<void> {
  const { encoding, separator, header, rows } = await readCsv(content, reading)
  const known = await findMapping(trx, digestOfHeader(kind, header))
  const fields = known === undefined ? guessFields(kind, header) : header.map((_, column) => known[column] ?? '')
  await replaceRows(trx, id, rows)
  await setImport(trx, id, { state: 'read', file_name, encoding, separator, header, fields })
}

/** Says which column is what, and checks every cell by it. */
export const mapImport = (world: ImportWorld, id: string, given: readonly (string | null)[]): Promise<ImportDetail> =>
  step(world, id, ['read', 'checked', 'tried'], async (trx, { kind, header }) => {
    const fields = checkedFields(kind, header.length, given)
    await setMapping(trx, digestOfHeader(kind, header), fields, world.now())
    const rows = await listRowsAfter(trx, id, 0, ALL_ROWS)
    await setChecks(trx, id, checkRows({ kind, fields, zone: world.zone }, rows))
    await setImport(trx, id, { state: 'checked', fields })
  })

export const askTrial = (world: ImportWorld, id: string): Promise<ImportDetail> =>
  step(world, id, ['checked', 'tried'], async (trx) => {
    await forgetTrial(trx, id)
    await setImport(trx, id, { state: 'trying' })
    await queueImport(trx, id)
  })

/** Also goes on where it was stopped. */
export const askApplication = (world: ImportWorld, id: string): Promise<ImportDetail> =>
  step(world, id, ['tried', 'stopped'], async (trx) => {
    await setImport(trx, id, { state: 'applying' })
    await queueImport(trx, id)
  })

/** No row is applied any more once this has answered; what was applied stays. */
export const stopImport = (world: ImportWorld, id: string, asked: Asked): Promise<ImportDetail> =>
  step(world, id, ['trying', 'applying'], async (trx, { state, kind }) => {
    await setImport(trx, id, { state: state === 'trying' ? 'checked' : 'stopped' })
    if (state === 'applying') await recordEvents(trx, asked, world.now(), [{ type: 'import.stopped', after: { import: id, kind } }])
  })

/** Once more those that failed, and no other. */
export const retryImport = (world: ImportWorld, id: string): Promise<ImportDetail> =>
  step(world, id, ['applied'], async (trx) => {
    if ((await reopenFailed(trx, id)) === 0) throw new Fault('IMPORT_NOT_NOW')
    await setImport(trx, id, { state: 'applying' })
    await queueImport(trx, id)
  })
