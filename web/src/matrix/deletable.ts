import { type RoomKindName, isDeletable } from 'policies'
import type { Entry } from './entries.ts'

/** Accounts whose words are no messages of a person: the one that posts notices, and those of other systems. */
export interface House {
  readonly userId: string
  readonly servicePrefix: string
}
export const isOfHouse = (house: House, user: string): boolean => user === house.userId || user.startsWith(house.servicePrefix)

/**
 * The one line that its author may delete now, by its key. The lines are those at the end of the conversation. One that is still leaving
 * is not deletable, and closes the ones before it.
 */
export function deletableOf(
  entries: readonly Entry[],
  room: { kind: RoomKindName; closed: boolean },
  me: string,
  house: House,
): string | null {
  const newest = entries.findLast(({ sender, state }) => !isOfHouse(house, sender) && state !== 'failed')
  if (newest === undefined || newest.state !== 'sent' || newest.eventId === null || newest.kind === 'deleted') return null
  const target = newest.sender === me ? 'own-message' : 'message-of-another'
  return isDeletable(room, { target, newest: true }) ? newest.key : null
}
