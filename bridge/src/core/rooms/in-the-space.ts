import type { RoomSubject, StateEvent } from './kind.ts'

/** A room of a DAC lies inside its Space, once the Space exists. */
export const inTheSpace = ({ siblings, serverName }: RoomSubject): StateEvent[] =>
  siblings.space === undefined
    ? []
    : [{ type: 'm.space.parent', stateKey: siblings.space, content: { canonical: true, via: [serverName] } }]
