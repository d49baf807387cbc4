import { facts, someone } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const onlyMembersRead: Rule = {
  id: 'only-members-read',
  why: 'Leaving a circle closes its past from the moment the registry says so (mission, decision 7); who returns reads all of it again.',
  asks: ['room.read'],
  refuse: ({ room, actor }) => {
    if (room === null) return 'ROOM_UNKNOWN'
    return actor.belongs ? null : 'NOT_IN_THE_CIRCLE'
  },
  examples: [
    { that: 'a member reads', asked: 'room.read', given: facts(), answer: null },
    {
      that: 'a member reads a closed journal',
      asked: 'room.read',
      given: facts({ room: { kind: 'journal', closed: true } }),
      answer: null,
    },
    {
      that: 'somebody who left the circle reads',
      asked: 'room.read',
      given: facts({ actor: someone({ belongs: false }) }),
      answer: 'NOT_IN_THE_CIRCLE',
    },
    { that: 'somebody reads a room that nobody asked for', asked: 'room.read', given: facts({ room: null }), answer: 'ROOM_UNKNOWN' },
  ],
}
