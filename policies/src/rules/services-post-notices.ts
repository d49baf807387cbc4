import { facts, service } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const servicesPostNotices: Rule = {
  id: 'services-post-notices',
  why: 'What another system has to say is a notice, marked as one in every client, and no message of a person: nobody is to take it for a colleague’s word.',
  asks: ['message.send'],
  refuse: ({ actor, room, notice }) => {
    if (actor.status !== 'service') return null
    if (room !== null && room.kind !== 'journal' && room.kind !== 'liaison') return 'SERVICES_ONLY_POST'
    return notice === true ? null : 'NOTICES_ONLY'
  },
  examples: [
    { that: 'a service posts a notice', asked: 'message.send', given: facts({ actor: service, notice: true }), answer: null },
    { that: 'a service writes a message', asked: 'message.send', given: facts({ actor: service, notice: false }), answer: 'NOTICES_ONLY' },
    {
      that: 'a service posts a notice among the documents',
      asked: 'message.send',
      given: facts({ actor: service, notice: true, room: { kind: 'documents', closed: false } }),
      answer: 'SERVICES_ONLY_POST',
    },
    { that: 'a member writes a message', asked: 'message.send', given: facts({ notice: false }), answer: null },
  ],
}
