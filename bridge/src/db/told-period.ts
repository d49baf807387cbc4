import type { Selectable } from 'kysely'
import type { Member } from '../contract.ts'
import type { PersonId } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import type { PeriodTable } from './schema.ts'

/** What is told of every period: from when to when, by which provenance, why. */
export const toldOf = (row: Pick<Selectable<PeriodTable>, 'start_at' | 'end_at' | 'source' | 'requested_by' | 'reason'>) => ({
  start: row.start_at.toISOString(),
  end: row.end_at?.toISOString() ?? null,
  source: row.source,
  requestedBy: row.requested_by,
  reason: row.reason,
})
/** Whom somebody replaces by it. */
export const replacedIn = (row: {
  replaced_id: string | null
  replaced_given_name: string | null
  replaced_family_name: string | null
}): Member['replaces'] =>
  row.replaced_id === null
    ? null
    : {
        personId: row.replaced_id as PersonId,
        name: fullName({ givenName: row.replaced_given_name ?? '', familyName: row.replaced_family_name ?? '' }),
      }
