import { CONVERSATION, type RoomKind } from './kind.ts'

/** The journal de l'usager: the conversation of a care circle, kept as history (guide, "Journal de l'usager / tchat"). */
export const journal: RoomKind = {
  kind: 'journal',
  members: 'circle',
  announces: true,
  says: CONVERSATION,
  name: ({ title }) => title,
  everybodyWrites: ({ closed }) => !closed,
}
