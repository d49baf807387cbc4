import { deleteOldMeasures, listUnmeasured, measureDay } from '../../db/platform.ts'
import type { World } from '../world.ts'
import { daysUntil } from './days.ts'
import { SHOWN_DAYS } from './read-overview.ts'

/**
 * Measures today as it stands, and whatever day of the last thirty was not measured after its end: an installation that stood still, or has
 * just learnt to measure, makes up for it. Safe to repeat, and by several processes at once.
 */
export async function measureDays({ db, now, zone }: World): Promise<void> {
  const days = daysUntil(now(), zone, SHOWN_DAYS)
  const [first = '', today = ''] = [days[0], days.at(-1)]
  for (const day of await listUnmeasured(db, { from: first, to: today, zone }))
    await measureDay(db, day, zone, { now: now(), seenNow: day === today })
  await deleteOldMeasures(db)
}
