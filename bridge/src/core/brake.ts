import { isUnderWay } from './periods.ts'
import type { Belonging, Present } from './presence.ts'
import type { Step } from './snapshot-steps.ts'

/** At which size too many ends: one circle, the team of one DAC, all that one structure answers for, everything. */
export const BRAKE_LEVELS = ['circle', 'team', 'structure', 'platform'] as const
export type BrakeLevel = (typeof BRAKE_LEVELS)[number]

/** More than so many percent is too much; below the floor nobody is stopped. */
export interface Limit {
  readonly percent: number
  readonly floor: number
}
export interface BrakeSettings {
  /** What one author ends within so many minutes counts together. */
  readonly windowMinutes: number
  /** Of one circle or team, by one input; the floor is how many people are there. */
  readonly place: Limit
  /** Of a structure, and of everything, within the window; the floor is how many accesses end. */
  readonly structure: Limit
  readonly platform: Limit
}

export const isTooLargeAShare = (endings: number, of: number, { percent }: Limit): boolean => endings * 100 > percent * of
export const isTooMuchOfAPlace = (endings: number, of: number, limit: Limit): boolean =>
  of >= limit.floor && isTooLargeAShare(endings, of, limit)
export const isTooMuchWithin = (endings: number, of: number, limit: Limit): boolean =>
  endings >= limit.floor && isTooLargeAShare(endings, of, limit)
/** Among so many memberships these endings are few: nobody has to count further. */
export const enoughToBeFew = (endings: number, { percent }: Limit): number => Math.ceil((endings * 100) / percent)

/**
 * Who is there and, after a change, is not any more, or will not be at the horizon because the change brought their end there
 * (`shortened`: a clock that is some minutes fast must not slip by). Whom another source or another period keeps loses nothing.
 */
export function losing(
  present: readonly Present[],
  after: readonly Pick<Belonging, 'person' | 'start' | 'end'>[],
  shortened: ReadonlySet<string>,
  { now, horizon }: { now: Date; horizon: Date },
): string[] {
  const at = (instant: Date) => new Set(after.filter((one) => isUnderWay(one, instant)).map(({ person }) => person))
  const [nowThere, laterThere] = [at(now), at(horizon)]
  return present.map(({ person }) => person).filter((person) => !nowThere.has(person) || (shortened.has(person) && !laterThere.has(person)))
}

/** Who is there after a change and was not before. */
export function gaining(
  before: readonly Pick<Belonging, 'person' | 'start' | 'end'>[],
  after: readonly Pick<Belonging, 'person' | 'start' | 'end'>[],
  now: Date,
): string[] {
  const there = (all: typeof before) => new Set(all.filter((one) => isUnderWay(one, now)).map(({ person }) => person))
  const was = there(before)
  return [...there(after)].filter((person) => !was.has(person))
}

/** The end came nearer, or came at all. */
export const isShortened = (before: Date | null, after: Date | null): boolean => after !== null && (before === null || after < before)

/** What one change ends in one place. */
export interface PlaceEnding {
  readonly scope: 'circle' | 'staff'
  readonly ref: string
  readonly people: ReadonlySet<string>
  /** How many were there; null when one person alone goes from many places. */
  readonly of: number | null
  /** How many of them are out already, the others being so by their status or in a moment. */
  readonly gone: number
}
/** What one change ends, gathered while it is made; each person counts once in a place. */
export interface Tally {
  add(ending: PlaceEnding): void
  list(): PlaceEnding[]
}
export function newTally(): Tally {
  const places = new Map<string, PlaceEnding>()
  return {
    add(ending) {
      if (ending.people.size === 0) return
      const key = `${ending.scope} ${ending.ref}`
      const known = places.get(key)
      const people = new Set([...(known?.people ?? []), ...ending.people])
      places.set(key, { ...ending, people, of: known?.of ?? ending.of, gone: (known?.gone ?? 0) + ending.gone })
    },
    list: () => [...places.values()],
  }
}

/** The first of these that is too much in its own place. */
export function tooMuchOfAPlace(endings: readonly PlaceEnding[], limit: Limit): PlaceEnding | undefined {
  return endings.find(({ people, of }) => of !== null && isTooMuchOfAPlace(people.size, of, limit))
}

type Kept = Pick<Belonging, 'person' | 'source' | 'start' | 'end'>
/** What the periods of a place would be after these steps of one source; a source says one thing of a person at an instant. */
export function afterSteps(all: readonly Kept[], source: string, steps: readonly Step[]): Kept[] {
  const nameOf = ({ person, source: by, start }: Kept) => `${person} ${by} ${start.getTime()}`
  const periods = new Map(all.map((one) => [nameOf(one), one]))
  for (const { person, done } of steps) {
    if ('before' in done) periods.delete(nameOf({ ...done.before, person, source }))
    const left = done.change === 'end' ? { ...done.before, end: done.end } : done.change === 'cancel' ? undefined : done.period
    if (left !== undefined) periods.set(nameOf({ ...left, person, source }), { ...left, person, source })
  }
  return [...periods.values()]
}
/** Those whose end these steps bring nearer, or of whom they take away what was to come. */
export const shortenedBy = (steps: readonly Step[]): Set<string> =>
  new Set(steps.filter(({ done }) => isEnding(done)).map(({ person }) => person))
const isEnding = (done: Step['done']): boolean =>
  done.change === 'end' || done.change === 'cancel' || ('before' in done && isShortened(done.before.end, done.period.end))
