import type { RoomKind } from './kind.ts'

/** What the service tells one person: made when there is something to say; the person writes nothing there but commands. */
export const notifications: RoomKind = {
  kind: 'notifications',
  members: 'person',
  announces: false,
  says: { messages: ['m.text', 'm.notice'], reactions: false },
  name: () => 'Notifications',
  everybodyWrites: () => false,
}
