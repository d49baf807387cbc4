import { bridge, facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const onlyTheRegistryMakesRooms: Rule = {
  id: 'only-the-registry-makes-rooms',
  why: 'A room exists because the registry has a circle or a DAC. A room made by a person would escape every other rule.',
  asks: ['room.create'],
  refuse: ({ actor, room, asTheKindSays }) => {
    if (actor.status !== 'bridge') return 'ROOM_CREATION_REFUSED'
    if (room === null) return 'ROOM_UNKNOWN'
    return asTheKindSays ? null : 'NOT_AS_THE_KIND_SAYS'
  },
  examples: [
    { that: 'a person opens a room', asked: 'room.create', given: facts({ room: null }), answer: 'ROOM_CREATION_REFUSED' },
    {
      that: 'the bridge makes a journal as journals are',
      asked: 'room.create',
      given: facts({ actor: bridge, asTheKindSays: true }),
      answer: null,
    },
    {
      that: 'the bridge makes a room that the registry does not want',
      asked: 'room.create',
      given: facts({ actor: bridge, room: null }),
      answer: 'ROOM_UNKNOWN',
    },
    {
      that: 'the bridge makes a journal with other powers',
      asked: 'room.create',
      given: facts({ actor: bridge }),
      answer: 'NOT_AS_THE_KIND_SAYS',
    },
  ],
}
