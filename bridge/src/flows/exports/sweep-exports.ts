import { recordEvents } from '../../db/events.ts'
import { endExport, listOverdue, lockExport } from '../../db/exports.ts'
import { BY_THE_SERVICE, type World } from '../world.ts'

/** Throws away what nobody fetched in time. Safe to repeat. */
export async function sweepExports({ db, now }: Pick<World, 'db' | 'now'>): Promise<void> {
  for (const id of await listOverdue(db, now(), 100))
    await db.transaction().execute(async (trx) => {
      const row = await lockExport(trx, id)
      if (row?.state !== 'ready' || row.until === null || row.until > now()) return
      await endExport(trx, id, 'expired')
      const { circle, person } = row
      await recordEvents(trx, BY_THE_SERVICE, now(), [{ type: 'export.expired', circle, person, after: { export: id } }])
    })
}
