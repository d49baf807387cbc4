import type { RoomKind } from './kind.ts'

/** "Votre structure": the Space of a DAC, which holds its liaison book and its documents. */
export const space: RoomKind = {
  kind: 'space',
  members: 'staff',
  announces: false,
  says: { messages: [], reactions: false },
  roomType: 'm.space',
  name: ({ title }) => title,
  everybodyWrites: () => false,
  state: ({ siblings, serverName }) =>
    (['liaison', 'documents'] as const).flatMap((kind, index) => {
      const room = siblings[kind]
      return room === undefined
        ? []
        : [{ type: 'm.space.child', stateKey: room, content: { via: [serverName], order: String(index + 1), suggested: false } }]
    }),
}
