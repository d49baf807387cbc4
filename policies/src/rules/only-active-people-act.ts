import { QUESTIONS, bridge, facts, someone, stranger } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const onlyActivePeopleAct: Rule = {
  id: 'only-active-people-act',
  why: 'A suspended or departed professional, or an account that the registry does not know, does nothing at all; leaving is always possible.',
  // Synapse implements deactivation and shutdown as departures in the person's own name: those must pass.
  asks: QUESTIONS.filter((question) => question !== 'member.leave'),
  refuse: ({ actor }) =>
    actor.status === 'bridge' || actor.status === 'service' || actor.status === 'active' ? null : 'ACCOUNT_NOT_ACTIVE',
  examples: [
    { that: 'an active member writes', asked: 'message.send', given: facts(), answer: null },
    {
      that: 'a suspended member writes',
      asked: 'message.send',
      given: facts({ actor: someone({ status: 'suspended' }) }),
      answer: 'ACCOUNT_NOT_ACTIVE',
    },
    {
      that: 'a departed member joins',
      asked: 'member.join',
      given: facts({ actor: someone({ status: 'departed' }) }),
      answer: 'ACCOUNT_NOT_ACTIVE',
    },
    { that: 'an unknown account writes', asked: 'message.send', given: facts({ actor: stranger }), answer: 'ACCOUNT_NOT_ACTIVE' },
    { that: 'the bridge makes a room', asked: 'room.create', given: facts({ actor: bridge, asTheKindSays: true }), answer: null },
  ],
}
