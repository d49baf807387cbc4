import { REMOVED_VERSION } from '../document.ts'
import { FILES, type RoomKind } from './kind.ts'

/** A folder of internal documents of a DAC: read by its people, filled by its editors and managers, with files alone. */
export const documents: RoomKind = {
  kind: 'documents',
  members: 'staff',
  many: true,
  removedByOthers: true,
  notes: [REMOVED_VERSION],
  announces: false,
  says: { messages: FILES, reactions: false, filesOnly: true },
  name: ({ title, closed }) => (closed ? `Archivé — ${title}` : title),
  everybodyWrites: () => false,
}
