import { bridge, facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const noRoomIsPublic: Rule = {
  id: 'no-room-is-public',
  why: 'A directory of rooms would name patients. Nobody publishes, not even the bridge.',
  asks: ['room.publish'],
  refuse: () => 'ROOM_NEVER_PUBLIC',
  examples: [
    { that: 'a member publishes the journal', asked: 'room.publish', given: facts(), answer: 'ROOM_NEVER_PUBLIC' },
    { that: 'the bridge publishes the journal', asked: 'room.publish', given: facts({ actor: bridge }), answer: 'ROOM_NEVER_PUBLIC' },
  ],
}
