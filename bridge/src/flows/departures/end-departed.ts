import type { CircleId, StructureId } from '../../core/ids.ts'
import { bumpCircle, lockCircle } from '../../db/circles.ts'
import { findDeparture } from '../../db/departures.ts'
import { type Jobs, URGENT } from '../../db/jobs.ts'
import { lockStructure } from '../../db/structures.ts'
import { settle } from '../settle-membership.ts'
import type { World } from '../world.ts'
import { endPeriodsOf } from './end-periods-of.ts'

/** One of the places that somebody who departed has still to leave in the registry; they read nothing there since they departed. Safe to repeat. */
export async function endDeparted({ db, now }: World, { departure, scope, ref }: Jobs['end-departed']): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const place = scope === 'circle' ? await lockCircle(trx, ref as CircleId) : await lockStructure(trx, ref as StructureId)
    const found = await findDeparture(trx, departure)
    if (place === undefined || found === undefined) return
    const { source, requestedBy: by, reason, person } = found
    const [asked, at] = [{ source, by, priority: URGENT }, now()]
    const events = await endPeriodsOf(trx, { scope, ref }, person.id, { author: asked, reason, now: at })
    if (events.length === 0) return
    if (scope === 'circle') await bumpCircle(trx, ref as CircleId)
    await settle(trx, { scope, ref }, asked, at, events, scope === 'staff')
  })
}
