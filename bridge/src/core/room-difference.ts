import type { UserId } from './ids.ts'
import type { StateEvent } from './rooms/kind.ts'

export type Membership = 'join' | 'invite' | 'knock' | 'leave' | 'ban'

/** What a room holds, as the homeserver tells it. `creator` is the marker of m.room.create. */
export interface ActualRoom {
  readonly state: readonly StateEvent[]
  readonly members: ReadonlyMap<string, Membership>
}
export interface RoomDifference {
  readonly set: StateEvent[]
  /** To invite, then join. */
  readonly admit: UserId[]
  /** Invited already: only the join is missing. */
  readonly join: UserId[]
  readonly unban: UserId[]
  readonly remove: string[]
}

/**
 * State of which a room holds exactly what is wanted: one event per place in the tree of Spaces, and an empty one for what is no longer there
 * (Matrix specification, Spaces). What else a room should not have, nobody can set.
 */
export const TAKEN_AWAY: readonly string[] = ['m.space.child', 'm.space.parent']

/** What is to be done so that the room is what the registry wants; nothing when it already is. */
export function roomDifference(
  wanted: { state: readonly StateEvent[]; members: ReadonlySet<UserId>; bridge: UserId },
  actual: ActualRoom,
): RoomDifference {
  const key = ({ type, stateKey }: StateEvent) => `${type}\u0000${stateKey}`
  const held = new Map(actual.state.map((event) => [key(event), event.content]))
  const keys = new Set(wanted.state.map(key))
  const people = [...wanted.members]
  const now = (user: string) => actual.members.get(user)

  return {
    set: [
      ...actual.state
        .filter((event) => TAKEN_AWAY.includes(event.type) && !keys.has(key(event)) && Object.keys(event.content).length > 0)
        .map(({ type, stateKey }) => ({ type, stateKey, content: {} })),
      ...wanted.state.filter((event) => !sameJson(held.get(key(event)), event.content)),
    ],
    admit: people.filter((user) => !['join', 'invite'].includes(now(user) ?? 'leave')),
    join: people.filter((user) => now(user) === 'invite'),
    unban: people.filter((user) => now(user) === 'ban'),
    remove: [...actual.members]
      .filter(
        ([user, membership]) =>
          ['join', 'invite', 'knock'].includes(membership) && user !== wanted.bridge && !wanted.members.has(user as UserId),
      )
      .map(([user]) => user),
  }
}

/** Equal as JSON values, whatever the order of keys. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key as keyof typeof one], other[key as keyof typeof other]))
  )
}
