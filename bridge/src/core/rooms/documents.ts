import { inTheSpace } from './in-the-space.ts'
import { FILES, type RoomKind } from './kind.ts'

/** The internal documents of a DAC: read by its people, written by its editors and managers. */
export const documents: RoomKind = {
  kind: 'documents',
  members: 'staff',
  announces: false,
  says: { messages: ['m.text', ...FILES], reactions: false },
  name: ({ title }) => `Documents — ${title}`,
  everybodyWrites: () => false,
  state: inTheSpace,
}
