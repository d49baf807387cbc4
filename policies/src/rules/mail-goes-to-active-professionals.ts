import { type MailAsked, facts, someone } from '../facts.ts'
import type { Rule } from '../rule.ts'

const MOST = 20
const asks = (given: Partial<MailAsked> = {}) =>
  facts({ room: null, mail: { people: 1, worst: 'reachable', asks: 'conversation', ...given } })

export const mailGoesToActiveProfessionals: Rule = {
  id: 'mail-goes-to-active-professionals',
  why: 'People open nothing but mail, between professionals who can be reached (mission, decision 10); nobody writes to somebody who has left, who would never read it.',
  asks: ['mail.open'],
  refuse: ({ mail }) => {
    if (mail === undefined) return 'ROOM_CREATION_REFUSED'
    if (mail.asks === 'public-room') return 'ROOM_NEVER_PUBLIC'
    if (mail.asks === 'space') return 'ROOM_CREATION_REFUSED'
    if (mail.asks === 'e-mail-address') return 'MAIL_TO_A_STRANGER'
    if (mail.people === 0) return 'MAIL_NEEDS_SOMEBODY'
    return mail.people > MOST ? 'MAIL_TO_TOO_MANY' : WORST[mail.worst]
  },
  examples: [
    { that: 'somebody writes to a colleague', asked: 'mail.open', given: asks(), answer: null },
    { that: 'somebody writes to twenty people', asked: 'mail.open', given: asks({ people: 20 }), answer: null },
    { that: 'somebody writes to twenty-one people', asked: 'mail.open', given: asks({ people: 21 }), answer: 'MAIL_TO_TOO_MANY' },
    { that: 'somebody opens a room for nobody else', asked: 'mail.open', given: asks({ people: 0 }), answer: 'MAIL_NEEDS_SOMEBODY' },
    {
      that: 'somebody writes to a professional who has left the platform',
      asked: 'mail.open',
      given: asks({ worst: 'departed' }),
      answer: 'MAIL_TO_A_DEPARTED',
    },
    {
      that: 'somebody writes to a suspended professional',
      asked: 'mail.open',
      given: asks({ worst: 'suspended' }),
      answer: 'MAIL_TO_A_SUSPENDED',
    },
    {
      that: 'somebody writes to an account that the registry does not know',
      asked: 'mail.open',
      given: asks({ worst: 'stranger' }),
      answer: 'MAIL_TO_A_STRANGER',
    },
    { that: 'somebody writes to the bot', asked: 'mail.open', given: asks({ worst: 'service' }), answer: 'MAIL_TO_THE_SERVICE' },
    {
      that: 'somebody invites an e-mail address',
      asked: 'mail.open',
      given: asks({ asks: 'e-mail-address' }),
      answer: 'MAIL_TO_A_STRANGER',
    },
    { that: 'somebody opens a public room', asked: 'mail.open', given: asks({ asks: 'public-room' }), answer: 'ROOM_NEVER_PUBLIC' },
    { that: 'somebody opens a Space', asked: 'mail.open', given: asks({ asks: 'space' }), answer: 'ROOM_CREATION_REFUSED' },
    {
      that: 'a request that says nothing of mail',
      asked: 'mail.open',
      given: facts({ actor: someone() }),
      answer: 'ROOM_CREATION_REFUSED',
    },
  ],
}

const WORST = {
  stranger: 'MAIL_TO_A_STRANGER',
  service: 'MAIL_TO_THE_SERVICE',
  departed: 'MAIL_TO_A_DEPARTED',
  suspended: 'MAIL_TO_A_SUSPENDED',
  reachable: null,
} as const
