import { type Correspondents, bridge, facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

const mail = (correspondents?: Correspondents) => facts({ room: { kind: 'mail', closed: false, correspondents } })

export const mailReachesEverybody: Rule = {
  id: 'mail-reaches-everybody',
  why: 'A room of mail is one exact set of people. When one of them left it, is suspended or has departed, what is written there would not reach them, and the writer is told so.',
  asks: ['message.send', 'event.send'],
  refuse: ({ actor, room }) => {
    if (room?.kind !== 'mail' || actor.status === 'bridge') return null
    return room.correspondents === undefined ? 'ROOM_UNKNOWN' : ANSWERS[room.correspondents]
  },
  examples: [
    { that: 'somebody writes to colleagues who can all be reached', asked: 'message.send', given: mail('reachable'), answer: null },
    { that: 'one of them left the conversation', asked: 'message.send', given: mail('left'), answer: 'MAIL_CORRESPONDENT_LEFT' },
    { that: 'one of them has left the platform', asked: 'message.send', given: mail('departed'), answer: 'MAIL_TO_A_DEPARTED' },
    { that: 'one of them is suspended', asked: 'event.send', given: mail('suspended'), answer: 'MAIL_TO_A_SUSPENDED' },
    { that: 'nothing is known of them', asked: 'message.send', given: mail(), answer: 'ROOM_UNKNOWN' },
    { that: 'somebody writes in a journal', asked: 'message.send', given: facts(), answer: null },
    { that: 'the bridge, which makes the room', asked: 'event.send', given: { ...mail('left'), actor: bridge }, answer: null },
  ],
}

const ANSWERS = {
  left: 'MAIL_CORRESPONDENT_LEFT',
  departed: 'MAIL_TO_A_DEPARTED',
  suspended: 'MAIL_TO_A_SUSPENDED',
  reachable: null,
} as const
