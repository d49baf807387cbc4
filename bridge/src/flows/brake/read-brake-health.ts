import { countHeldWaiting } from '../../db/brake/held-changes.ts'
import type { Found } from '../platform/found.ts'
import type { World } from '../world.ts'

/** That something waits for a decision is told, and is no alarm: nobody lost anything. */
export async function readBrakeHealth({ db }: Pick<World, 'db'>): Promise<Found> {
  const waiting = await countHeldWaiting(db)
  if (waiting === 0) return { status: 'ok', detail: { fr: 'aucune suppression n’attend', en: 'no removal waits' } }
  return {
    status: 'ok',
    detail: {
      fr: `${waiting} suppression(s) en attente d’une décision : ouvrez « Suppressions en attente »`,
      en: `${waiting} removal(s) waiting for a decision: open “Removals waiting”`,
    },
  }
}
