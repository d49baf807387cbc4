import type { JobKind } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { recordEvents } from '../../db/events.ts'
import { endExport, lockExport } from '../../db/exports.ts'
import type { Asked, World } from '../world.ts'

type Cancel = (world: World, id: string, reason: string, asked: Asked) => Promise<boolean>

/** Its files are thrown away with it; whose export it was finds it cancelled, and the record says by whom and why. */
const cancelExport: Cancel = ({ db, now }, id, reason, asked) =>
  db.transaction().execute(async (trx) => {
    const row = await lockExport(trx, id)
    if (row === undefined) throw new Fault('EXPORT_UNKNOWN', 'id')
    if (row.state !== 'waiting' && row.state !== 'running') return false
    await endExport(trx, id, 'cancelled')
    const { circle, person } = row
    await recordEvents(trx, asked, now(), [{ type: 'export.cancelled', circle, person, reason, after: { export: id } }])
    return true
  })

const CANCELS: Partial<Record<JobKind, Cancel>> = { export: cancelExport }

/** Stops work that lasts, where it can be stopped. Safe to repeat. Throws JOB_NOT_CANCELLABLE, EXPORT_UNKNOWN. */
export async function cancelJob(
  world: World,
  { kind, id }: { kind: JobKind; id: string },
  reason: string,
  asked: Asked,
): Promise<{ cancelled: boolean }> {
  const cancel = CANCELS[kind]
  if (cancel === undefined) throw new Fault('JOB_NOT_CANCELLABLE', 'kind')
  return { cancelled: await cancel(world, id, reason, asked) }
}
