import { CONVERSATION, type RoomKind } from './kind.ts'

/** The cahier de liaison: the life of a DAC, outside any patient, for its own people. */
export const liaison: RoomKind = {
  kind: 'liaison',
  members: 'staff',
  announces: true,
  says: CONVERSATION,
  name: ({ title }) => `Cahier de liaison — ${title}`,
  everybodyWrites: () => true,
}
