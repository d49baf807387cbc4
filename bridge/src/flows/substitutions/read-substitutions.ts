import type { Substitution, SubstitutionState } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { PersonId } from '../../core/ids.ts'
import { type Named, fullName } from '../../core/names.ts'
import type { Page, Paging } from '../../db/cursor.ts'
import { type SubstitutionRow, listSubstitutions } from '../../db/substitutions/records.ts'
import type { World } from '../world.ts'

/** Throws SUBSTITUTION_UNKNOWN: those of another structure are none of its managers' business. */
export function isOf(structure: string, found: SubstitutionRow | undefined): SubstitutionRow {
  if (found?.structure !== structure) throw new Fault('SUBSTITUTION_UNKNOWN')
  return found
}

export async function readSubstitutions(
  { db, now }: Pick<World, 'db' | 'now'>,
  structure: string,
  query: Paging & { state?: SubstitutionState | undefined },
): Promise<Page<Substitution>> {
  const at = now()
  const { items, next } = await listSubstitutions(db, structure, query, at)
  return { items: items.map((row) => toSubstitution(row, at)), next }
}

export function toSubstitution(row: SubstitutionRow, now: Date): Substitution {
  const { id, replaced, replacement, start, plannedEnd, withStructure, reason, requestedBy, source, version } = row
  return {
    id,
    replaced: somebody(replaced),
    replacement: somebody(replacement),
    start: start.toISOString(),
    end: plannedEnd.toISOString(),
    withStructure,
    reason,
    requestedBy,
    source,
    state: stateOf(row, now),
    version,
  }
}
const somebody = (who: Named) => ({ id: who.id as PersonId, name: fullName(who) })

function stateOf({ cancelled, start, end }: SubstitutionRow, now: Date): SubstitutionState {
  if (cancelled) return 'cancelled'
  if (end <= now) return 'ended'
  return start > now ? 'coming' : 'under-way'
}
