import type { Transaction } from 'kysely'
import { isShortened, losing } from '../../core/brake.ts'
import type { Belonging, Present } from '../../core/presence.ts'
import { listPlacesPresent } from '../../db/brake/recent-endings.ts'
import type { NewEvent } from '../../db/events.ts'
import type { Where } from '../../db/periods.ts'
import type { Schema } from '../../db/schema.ts'
import type { Asked } from '../world.ts'

/** An end that the change brings within so many minutes counts as one that it brings now: clocks differ. */
const SOON_MINUTES = 60
export const soonAfter = (now: Date): Date => new Date(now.getTime() + SOON_MINUTES * 60_000)

/** Counts who loses a circle or a team by what was written of it. `before`: who was there; `all`: what its periods are now. */
export function tallyPlace(
  { tally }: Asked,
  where: Where,
  { before, all, events, now }: { before: readonly Present[]; all: readonly Belonging[]; events: readonly NewEvent[]; now: Date },
): void {
  if (tally === undefined) return
  const shortened = new Set(events.flatMap((event) => (event.person !== undefined && bringsItsEnd(event) ? [event.person] : [])))
  const people = losing(before, all, shortened, { now, horizon: soonAfter(now) })
  const out = losing(before, all, new Set(), { now, horizon: now })
  tally.add({ ...where, people: new Set(people), of: before.length, gone: out.length })
}

const endIn = (period: unknown): Date | null => (period as { end?: Date | null } | null)?.end ?? null
/** One that was to come and is cancelled is taken away like one that ends. */
const bringsItsEnd = ({ before, after }: NewEvent): boolean =>
  isShortened(endIn(before), endIn(after)) || (before !== null && before !== undefined && after === null)

/** Counts all that a person loses who may no longer be anywhere; the registry keeps them as present. */
export async function tallyPerson(trx: Transaction<Schema>, { tally }: Asked, person: string): Promise<void> {
  if (tally === undefined) return
  for (const place of await listPlacesPresent(trx, person)) tally.add({ ...place, people: new Set([person]), of: null, gone: 0 })
}
