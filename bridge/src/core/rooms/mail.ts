import { CONVERSATION, type RoomKind } from './kind.ts'

/**
 * The messagerie interne: one room per exact set of correspondents (mission, decision 10). The bridge makes it and leaves it, so that
 * nobody holds power there. Every message is asked of the rules: one who left, is suspended or has departed is not written to.
 */
export const mail: RoomKind = {
  kind: 'mail',
  members: 'mail',
  announces: false,
  says: CONVERSATION,
  name: () => null,
  everybodyWrites: () => false,
}
