import type { Transaction } from 'kysely'
import { type Derived, derivePeriods, wantedStretches } from '../../core/substitutions/derive.ts'
import type { NewEvent } from '../../db/events.ts'
import { type Where, writeEnding, writePlacement } from '../../db/periods.ts'
import type { Schema } from '../../db/schema.ts'
import { type Giving, type HereOf, listHereOf, lockGivingHere } from '../../db/substitutions/derived.ts'
import { periodEvent } from '../period-event.ts'

/** How the sources of what follows from substitutions are called, and no other. */
export const SUBSTITUTES = 'remplacement-'
export const sourceOf = (substitution: string): string => `${SUBSTITUTES}${substitution}`
/** The substitution from which a source's periods follow; undefined of every other source. */
export function substitutionOf(source: string): string | undefined {
  const id = source.startsWith(SUBSTITUTES) ? source.slice(SUBSTITUTES.length) : ''
  return /^\d{1,18}$/.test(id) ? id : undefined
}
/** Managing is not handed over silently: who replaces a manager is an editor. */
const roleIn = ({ scope }: Where, role: string): string => (scope === 'staff' && role === 'manager' ? 'editor' : role)

/**
 * Who replaces somebody here is here while they are: writes the periods that follow from the substitutions, and gives what is to be
 * recorded of it. The row of the circle or structure must be locked, and what people have in their own right be written.
 */
export async function deriveSubstitutes(trx: Transaction<Schema>, where: Where, now: Date): Promise<NewEvent[]> {
  const giving = await lockGivingHere(trx, where, now)
  if (giving.length === 0) return []
  const here = await listHereOf(
    trx,
    where,
    giving.map(({ replaced }) => replaced),
    giving.map(({ id }) => id),
  )
  const events: NewEvent[] = []
  for (const one of giving)
    for (const done of follow(where, one, here, now)) {
      const author = { source: sourceOf(one.id), by: one.requestedBy, substitution: one.id }
      if (done.change === 'insert' || done.change === 'update') await writePlacement(trx, where, one.replacement, done, author, one.reason)
      else await writeEnding(trx, where, done, author, one.reason)
      events.push({ ...periodEvent(where, one.replacement, done, one.reason), asked: author })
    }
  return events
}

function follow(where: Where, one: Giving, here: readonly HereOf[], now: Date): Derived[] {
  const own = here.filter(({ person, substitution }) => substitution === null && person === one.replaced)
  const gives = where.scope === 'circle' || one.withStructure
  const wanted = gives
    ? wantedStretches(
        one,
        own.map((period) => ({ ...period, role: roleIn(where, period.role) })),
      )
    : []
  return derivePeriods(
    here.filter(({ substitution }) => substitution === one.id),
    wanted,
    now,
  )
}
