import type { RoomKind } from './kind.ts'

/**
 * The sub-space of one person: the journals in which they are, of the circles that the DAC is responsible for. One that the whole team
 * shared would tell everybody which journals there are, and hold them all.
 */
export const journalsSpace = {
  kind: 'journals-space',
  members: 'journals',
  announces: false,
  says: { messages: [], reactions: false },
  roomType: 'm.space',
  isNeeded: ({ children }) => children.length > 0,
  name: () => 'Journaux des usagers',
  everybodyWrites: () => false,
} as const satisfies RoomKind
