import type { ActualRoom, Membership } from '../core/room-difference.ts'
import type { StateEvent } from '../core/rooms/kind.ts'

/** A state event as the homeserver gives it. */
export interface RawState {
  type: string
  state_key: string
  content: Record<string, unknown>
}

/** Members on one side, everything else on the other. */
export function actualRoom(events: readonly RawState[]): ActualRoom {
  const members = new Map<string, Membership>()
  const state: StateEvent[] = []
  for (const { type, state_key: stateKey, content } of events)
    if (type === 'm.room.member') members.set(stateKey, content['membership'] as Membership)
    else state.push({ type, stateKey, content })
  return { members, state }
}
