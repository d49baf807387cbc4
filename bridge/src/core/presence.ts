import { type Period, isUnderWay } from './periods.ts'

export interface Belonging extends Omit<Period, 'id'> {
  readonly person: string
  readonly source: string
  readonly requestedBy: string
  readonly reason: string | null
  /** By which they are there, when it is not in their own right. */
  readonly substitution?: string | null
}
export interface Present {
  readonly person: string
  readonly role: string
}
export type Transition =
  | { change: 'joined' | 'returned'; person: string; role: string; because: Belonging }
  | { change: 'role-changed'; person: string; role: string; before: string; because: Belonging }
  | { change: 'left'; person: string; before: string; because: Belonging | undefined }

/**
 * Who is there now, over all sources and periods, against who was there when somebody last looked.
 * The union comes first: a person whom a second source keeps is never announced as gone. Where sources give different
 * roles, the period that began first speaks.
 */
export function transitions(all: readonly Belonging[], before: readonly Present[], now: Date): Transition[] {
  const effective = new Map<string, Belonging>()
  for (const belonging of all.filter((one) => isUnderWay(one, now)).toSorted((a, b) => a.start.getTime() - b.start.getTime()))
    if (!effective.has(belonging.person)) effective.set(belonging.person, belonging)
  const was = new Map(before.map((one) => [one.person, one.role]))

  const arrivals = [...effective.values()].flatMap((because): Transition[] => {
    const { person, role } = because
    const earlierRole = was.get(person)
    if (earlierRole === undefined) {
      const cameBack = all.some((one) => one.person === person && one.end !== null && one.end <= now)
      return [{ change: cameBack ? 'returned' : 'joined', person, role, because }]
    }
    return earlierRole === role ? [] : [{ change: 'role-changed', person, role, before: earlierRole, because }]
  })
  const departures = before
    .filter(({ person }) => !effective.has(person))
    .map(({ person, role }): Transition => {
      const ended = all.filter((one) => one.person === person && one.end !== null && one.end <= now)
      return {
        change: 'left',
        person,
        before: role,
        because: ended.toSorted((a, b) => (a.end?.getTime() ?? 0) - (b.end?.getTime() ?? 0)).at(-1),
      }
    })
  return [...arrivals, ...departures]
}

/** The next instant at which somebody comes or goes by the calendar alone. */
export function nextChange(all: readonly Belonging[], now: Date): Date | null {
  const later = all.flatMap(({ start, end }) => (end === null ? [start] : [start, end])).filter((instant) => instant > now)
  return later.reduce<Date | null>((first, instant) => (first === null || instant < first ? instant : first), null)
}
