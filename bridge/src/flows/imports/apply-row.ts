import type { Transaction } from 'kysely'
import { databaseFault } from '../../core/database-fault.ts'
import { Fault } from '../../core/faults.ts'
import { holdWhile, type ImportRecord } from '../../db/imports/imports.ts'
import { type RowRecord, type RowResult, setResult } from '../../db/imports/rows.ts'
import { BULK } from '../../db/jobs.ts'
import type { Schema } from '../../db/schema.ts'
import { tryWithBrake, withBrake } from '../brake/with-brake.ts'
import type { Asked, World } from '../world.ts'
import { readCells } from './check-cells.ts'
import { PLANS, type RowDone, type RowPlan } from './plan-row.ts'
import { rowFault } from './row-faults.ts'

export class ImportStopped extends Error {}

/** As whoever asked for the import would ask for it by the API: their endings count together. */
const askedBy = ({ source, asked_by: by, author: key, author_person: person }: ImportRecord): Asked => ({
  source,
  by,
  priority: BULK,
  author: { key, person },
})

/** What a row would change, of which nothing stays. */
export const tryRow = (world: World, given: ImportRecord, row: RowRecord): Promise<RowResult> =>
  resultOf(world, given, row, async (plan) => {
    if (plan.input === null) return { ...(await triedAlone(world, given, plan)), held: null }
    const { answer, held } = await tryWithBrake(world, plan.input.kind, askedBy(given), plan.act)
    return { ...answer, held }
  })

class TrialIsOver extends Error {
  readonly done: RowDone
  constructor(done: RowDone) {
    super('trial')
    this.done = done
  }
}
const triedAlone = (world: World, given: ImportRecord, plan: RowPlan): Promise<RowDone> =>
  world.db
    .transaction()
    .execute(async (trx): Promise<RowDone> => {
      throw new TrialIsOver(await plan.act(trx, askedBy(given)))
    })
    .catch((error: unknown) => {
      if (error instanceof TrialIsOver) return error.done
      throw error
    })

/**
 * Applies a row and notes, in the same transaction, what became of it: whatever dies, it is applied exactly when that is told. What is refused
 * or held did nothing and is noted afterwards; asked again, it is the same. Throws ImportStopped when nobody wants it any more.
 */
export async function applyRow(world: World, given: ImportRecord, row: RowRecord): Promise<void> {
  const { db } = world
  const result = await resultOf(world, given, row, async ({ input, act }) => {
    const inside = async (trx: Transaction<Schema>, asked: Asked) => {
      if (!(await holdWhile(trx, row.import, 'applying'))) throw new ImportStopped()
      const done = await act(trx, asked)
      if (!(await setResult(trx, row, 'outcome', { ...done, faults: [] }))) throw new ImportStopped()
      return done
    }
    const asked = askedBy(given)
    const done = await (input === null ? db.transaction().execute((trx) => inside(trx, asked)) : withBrake(world, input, asked, inside))
    return { ...done, held: null }
  })
  if (result.outcome !== 'refused' && result.outcome !== 'held') return
  await db.transaction().execute(async (trx) => {
    if (!(await holdWhile(trx, row.import, 'applying'))) throw new ImportStopped()
    await setResult(trx, row, 'outcome', result)
  })
}

const TRIES = 4
/** What may pass is thrown, for the job to come again; of the rest each is what became of its row. */
async function resultOf(
  world: World,
  given: ImportRecord,
  row: RowRecord,
  act: (plan: RowPlan) => Promise<RowDone & { held: unknown }>,
): Promise<RowResult> {
  const { kind, fields, source } = given
  const { values } = readCells({ kind, fields, zone: world.zone }, row.cells)
  for (let tries = 1; ; tries++)
    try {
      const { outcome, difference, held } = await act(await PLANS[kind](world, values, source))
      return { outcome: held === null ? outcome : 'held', difference, faults: [] }
    } catch (error) {
      if (error instanceof ImportStopped) throw error
      if (isDeadlock(error) && tries < TRIES) continue
      const fault = error instanceof Fault ? error : (databaseFault(error) ?? bug(world, error))
      if (fault.code === 'CHANGED_MEANWHILE' && tries < TRIES) continue
      if (PASSING.has(fault.code)) throw error
      return { outcome: fault.code === 'HELD_FOR_APPROVAL' ? 'held' : 'refused', difference: [], faults: [rowFault(kind, fields, fault)] }
    }
}
const isDeadlock = (error: unknown): boolean => (error as { code?: unknown }).code === '40P01'
const PASSING: ReadonlySet<string> = new Set(['DATABASE_UNAVAILABLE', 'BRAKE_UNAVAILABLE', 'CHANGED_MEANWHILE'])

/** One row that nobody thought of does not stop the others. Of an error its kind and place are told: its words may quote the row. */
function bug({ log }: World, error: unknown): Fault {
  const { name, code } = error as { name?: string; code?: string }
  if (code?.startsWith('08') === true || code?.startsWith('57') === true) throw error
  const where = error instanceof Error ? error.stack?.split('\n').slice(1, 6).join('\n') : undefined
  log.error({ name, code, where }, 'a row of an import was not understood')
  return new Fault('INTERNAL')
}
