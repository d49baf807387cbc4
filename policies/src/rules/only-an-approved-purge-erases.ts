import { bridge, facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const onlyAnApprovedPurgeErases: Rule = {
  id: 'only-an-approved-purge-erases',
  why: 'A journal is a record. It goes as a whole, archived, after two administrators wanted it, and by no request to the homeserver before.',
  asks: ['room.purge'],
  refuse: ({ actor, room, approved }) =>
    actor.status === 'bridge' && room?.kind === 'journal' && approved === true ? null : 'PURGE_NOT_APPROVED',
  examples: [
    {
      that: 'the bridge purges a journal once that is approved',
      asked: 'room.purge',
      given: facts({ actor: bridge, approved: true }),
      answer: null,
    },
    { that: 'the bridge purges a journal', asked: 'room.purge', given: facts({ actor: bridge }), answer: 'PURGE_NOT_APPROVED' },
    { that: 'a member purges the journal', asked: 'room.purge', given: facts({ approved: true }), answer: 'PURGE_NOT_APPROVED' },
    {
      that: 'the bridge purges a room that the registry does not know',
      asked: 'room.purge',
      given: facts({ actor: bridge, room: null, approved: true }),
      answer: 'PURGE_NOT_APPROVED',
    },
  ],
}
