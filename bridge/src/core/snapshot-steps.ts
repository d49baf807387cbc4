import { Fault } from './faults.ts'
import type { PersonId } from './ids.ts'
import { type Ending, type Period, type Placement, endPeriods, placePeriod } from './periods.ts'

export type Step = { person: PersonId; done: Exclude<Placement, { change: 'none' }> | Ending }
export interface Listed {
  readonly personId: PersonId
  readonly role: string
  readonly start?: string | undefined
  readonly end?: string | null | undefined
}

/**
 * What makes the periods of one source what a list says: who is listed is placed, who is not leaves now; endings first. A fault of
 * one row names that row; `mayNot` refuses a row that would change something.
 */
export function snapshotSteps(
  existing: readonly (Period & { person: PersonId })[],
  members: readonly Listed[],
  at: Date,
  mayNot: (person: PersonId) => 'PERSON_DEPARTED' | undefined = () => undefined,
): { endings: Step[]; placements: Step[] } {
  const of = (person: PersonId) => existing.filter((period) => period.person === person)
  const listed = new Set(members.map(({ personId }) => personId))
  const placements = members.flatMap(({ personId, role, start, end }, index): Step[] => {
    const asks = {
      role,
      start: start === undefined ? undefined : new Date(start),
      end: end === undefined || end === null ? null : new Date(end),
    }
    const done = placeAt(index, () => placePeriod(of(personId), asks, at))
    if (done.change === 'none') return []
    const refused = mayNot(personId)
    if (refused !== undefined) throw new Fault(refused, `members[${index}].personId`)
    return [{ person: personId, done }]
  })
  const gone = [...new Set(existing.map(({ person }) => person))].filter((person) => !listed.has(person))
  return { placements, endings: gone.flatMap((person): Step[] => endPeriods(of(person), at).map((done) => ({ person, done }))) }
}

/** A fault of one row names that row. */
function placeAt(index: number, place: () => Placement): Placement {
  try {
    return place()
  } catch (error) {
    throw error instanceof Fault ? new Fault(error.code, `members[${index}].${error.path ?? 'personId'}`) : error
  }
}
