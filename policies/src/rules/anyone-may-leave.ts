import { bridge, facts, stranger } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const anyoneMayLeave: Rule = {
  id: 'anyone-may-leave',
  why: 'Leaving takes nothing from anybody, and Synapse implements deactivations as departures. The registry puts back who still belongs. Only the bridge stays: it keeps the room, but for mail, where nobody is to hold power.',
  asks: ['member.leave'],
  refuse: ({ actor, room }) =>
    actor.status === 'bridge' && room !== null && room.kind !== 'mail' ? 'MEMBERSHIP_FOLLOWS_THE_REGISTRY' : null,
  examples: [
    { that: 'a member leaves', asked: 'member.leave', given: facts(), answer: null },
    { that: 'an unknown account leaves', asked: 'member.leave', given: facts({ actor: stranger }), answer: null },
    {
      that: 'the bridge leaves a journal',
      asked: 'member.leave',
      given: facts({ actor: bridge }),
      answer: 'MEMBERSHIP_FOLLOWS_THE_REGISTRY',
    },
    {
      that: 'the bridge leaves a room of mail that it made',
      asked: 'member.leave',
      given: facts({ actor: bridge, room: { kind: 'mail', closed: false, correspondents: 'reachable' } }),
      answer: null,
    },
    {
      that: 'the bridge leaves a room left over from a crash',
      asked: 'member.leave',
      given: facts({ actor: bridge, room: null }),
      answer: null,
    },
  ],
}
