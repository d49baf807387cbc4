import { QUESTIONS, facts, service } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** What is left to an account of another system: to be in its rooms, and to post there (services-post-notices). */
const THEIRS = new Set(['message.send', 'member.join', 'member.update', 'member.leave'])

export const servicesDoNothingElse: Rule = {
  id: 'services-do-nothing-else',
  why: 'A system that posts notices in a journal has no business with what is written there: its account reads no room, finds nobody, writes to nobody, deletes and stores nothing.',
  asks: QUESTIONS.filter((question) => !THEIRS.has(question)),
  refuse: ({ actor }) => (actor.status === 'service' ? 'SERVICES_ONLY_POST' : null),
  examples: [
    {
      that: 'a service reads the room where it was put',
      asked: 'room.read',
      given: facts({ actor: service }),
      answer: 'SERVICES_ONLY_POST',
    },
    { that: 'a service deletes', asked: 'message.redact', given: facts({ actor: service }), answer: 'SERVICES_ONLY_POST' },
    { that: 'a service reacts', asked: 'event.send', given: facts({ actor: service }), answer: 'SERVICES_ONLY_POST' },
    {
      that: 'a service writes to somebody',
      asked: 'mail.open',
      given: facts({ actor: service, room: null }),
      answer: 'SERVICES_ONLY_POST',
    },
    { that: 'a member reads', asked: 'room.read', given: facts(), answer: null },
  ],
}
