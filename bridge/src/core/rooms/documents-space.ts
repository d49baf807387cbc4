import type { RoomKind } from './kind.ts'

/** The sub-space of a DAC that holds its folders, in the order of their names. */
export const documentsSpace: RoomKind = {
  kind: 'documents-space',
  members: 'staff',
  announces: false,
  says: { messages: [], reactions: false },
  roomType: 'm.space',
  name: () => 'Documents',
  everybodyWrites: () => false,
}
