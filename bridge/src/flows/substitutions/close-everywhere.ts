import type { Transaction } from 'kysely'
import type { NewEvent } from '../../db/events.ts'
import { notifyAccessEnded } from '../../db/readers.ts'
import type { Schema } from '../../db/schema.ts'
import { type Closed, closeGiven } from '../../db/substitutions/derived.ts'
import type { SubstitutionRow } from '../../db/substitutions/records.ts'
import { periodEvent } from '../period-event.ts'
import type { Asked } from '../world.ts'
import { sourceOf } from './derive-substitutes.ts'

/**
 * Nothing that a substitution gave lasts beyond these instants: true at the commit, in every circle and staff at once, whatever the queue
 * does. What is announced of it follows when each is settled. Gives what is to be recorded. The substitution must be locked.
 */
export async function closeEverywhere(
  trx: Transaction<Schema>,
  { id, replacement }: SubstitutionRow,
  until: { readonly circle: Date; readonly staff: Date },
  { asked, reason, now }: { asked: Pick<Asked, 'by'>; reason: string | null; now: Date },
): Promise<NewEvent[]> {
  const closed = await closeGiven(trx, id, until, { by: asked.by, reason })
  if (closed.some(({ end }) => end !== null && end <= now)) await notifyAccessEnded(trx, [replacement.id])
  return closed.map((one) => ({ ...periodEvent(one, one.person, doneTo(one), reason), asked: { source: sourceOf(id), by: asked.by } }))
}

function doneTo({ role, start, end, formerEnd }: Closed) {
  const before = { id: '', role, start, end: formerEnd }
  return end === null ? ({ change: 'cancel', before } as const) : ({ change: 'end', before, end } as const)
}
