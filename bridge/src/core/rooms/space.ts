import type { RoomKind } from './kind.ts'

/** "Votre structure": the Space of a DAC, which holds its liaison book, its documents and, for each who follows some, their journals. */
export const space: RoomKind = {
  kind: 'space',
  members: 'staff',
  announces: false,
  says: { messages: [], reactions: false },
  roomType: 'm.space',
  name: ({ title }) => title,
  everybodyWrites: () => false,
}
