import { bridge, facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

const room = { kind: 'notifications', closed: false } as const

export const notificationsTakeCommands: Rule = {
  id: 'notifications-take-commands',
  why: 'The room of notifications is where the service speaks to one person. What they write there goes to nobody: only what the service understands is let through.',
  asks: ['message.send', 'event.send'],
  refuse: ({ actor, room: where, command }) =>
    where?.kind !== 'notifications' || actor.status === 'bridge' || command === true ? null : 'COMMANDS_ONLY',
  examples: [
    { that: 'a person asks for help', asked: 'message.send', given: facts({ room, command: true }), answer: null },
    { that: 'a person writes to the service', asked: 'message.send', given: facts({ room, command: false }), answer: 'COMMANDS_ONLY' },
    { that: 'a person reacts to a notification', asked: 'event.send', given: facts({ room }), answer: 'COMMANDS_ONLY' },
    { that: 'the service tells something', asked: 'message.send', given: facts({ room, actor: bridge }), answer: null },
    { that: 'a person writes in a journal', asked: 'message.send', given: facts(), answer: null },
  ],
}
