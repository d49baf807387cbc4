import { sameJson } from '../../core/room-difference.ts'
import { recordEvents } from '../../db/events.ts'
import { type ImportRecord, countRows, findImport, lockImport, queueImport, setImport } from '../../db/imports/imports.ts'
import { listRowsToDo, setResult } from '../../db/imports/rows.ts'
import { withSubjectAlone } from '../../db/jobs.ts'
import type { World } from '../world.ts'
import { ImportStopped, applyRow, tryRow } from './apply-row.ts'

const AT_ONCE = 50
const ENDS = { trying: 'tried', applying: 'applied' } as const
type Stage = keyof typeof ENDS

/**
 * Tries or applies the rows of an import, in the order of the file. Where it is lies in the rows: whoever dies, or is stopped, is followed by
 * who goes on there.
 */
export async function runImport(world: World & { readonly stopping: AbortSignal }, id: string): Promise<void> {
  const { db, now } = world
  const alone = await withSubjectAlone(db, `import:${id}`, async () => {
    const given = await findImport(db, id)
    if (given?.state !== 'trying' && given?.state !== 'applying') return
    try {
      if (await everyRow(world, given, given.state)) await finish(world, id, given.state)
      else await queueImport(db, id, new Date(now().getTime() + 1_000))
    } catch (error) {
      if (!(error instanceof ImportStopped)) throw error
    }
  })
  if (!alone) await queueImport(db, id, new Date(now().getTime() + 1_000))
}

/** False when the process ends before the file does. */
async function everyRow(world: World & { readonly stopping: AbortSignal }, given: ImportRecord, stage: Stage): Promise<boolean> {
  const { db } = world
  for (;;) {
    const rows = await listRowsToDo(db, given.id, stage === 'trying' ? 'trial' : 'outcome', AT_ONCE)
    if (rows.length === 0) return true
    for (const row of rows) {
      if (world.stopping.aborted) return false
      if (stage === 'applying') await applyRow(world, given, row)
      else {
        const result = await tryRow(world, given, row)
        const still = await findImport(db, given.id)
        // Stopped, and perhaps tried anew by other columns.
        if (still?.state !== 'trying' || !sameJson(still.fields, given.fields)) throw new ImportStopped()
        await setResult(db, row, 'trial', result)
      }
    }
  }
}

async function finish({ db, now }: World, id: string, stage: Stage): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const given = await lockImport(trx, id)
    if (given?.state !== stage) return
    await setImport(trx, id, { state: ENDS[stage], ...(stage === 'applying' ? { ended_at: now() } : {}) })
    if (stage === 'trying') return
    const { applied, wrong } = await countRows(trx, id)
    const { source, asked_by: by, kind } = given
    await recordEvents(trx, { source, by }, now(), [{ type: 'import.applied', after: { import: id, kind, ...applied, wrong } }])
  })
}
