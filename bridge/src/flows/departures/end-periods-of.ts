import type { Transaction } from 'kysely'
import { endPeriods } from '../../core/periods.ts'
import { listOpenPeriods } from '../../db/departures.ts'
import type { Author, NewEvent } from '../../db/events.ts'
import { type Where, writeEnding } from '../../db/periods.ts'
import type { Schema } from '../../db/schema.ts'
import { periodEvent } from '../period-event.ts'

/**
 * Ends everything that a person has in one circle or structure, whatever source gave it, and cancels what was to come. Gives what is to be
 * recorded; `settle` comes after it. The row of the circle or structure must be locked.
 */
export async function endPeriodsOf(
  trx: Transaction<Schema>,
  where: Where,
  person: string,
  { author, reason, now }: { author: Author; reason: string | null; now: Date },
): Promise<NewEvent[]> {
  const endings = endPeriods(await listOpenPeriods(trx, where, person, now), now)
  for (const ending of endings) await writeEnding(trx, where, ending, author, reason)
  return endings.map((ending) => periodEvent(where, person, ending, reason))
}
