import { bridge, facts, service, someone } from '../facts.ts'
import type { Rule } from '../rule.ts'

const outsider = someone({ belongs: false })

export const membersComeFromTheRegistry: Rule = {
  id: 'members-come-from-the-registry',
  why: 'The readers of a journal are exactly the care circle (guide, "Journal de l’usager"). Whoever invites or joins, by whatever route, the registry decides.',
  asks: ['member.invite', 'member.join', 'member.update'],
  refuse: ({ room, subject }) => {
    if (subject.status === 'bridge') return null
    if (room === null) return 'ROOM_UNKNOWN'
    return subject.belongs && (subject.status === 'active' || subject.status === 'service') ? null : 'NOT_IN_THE_CIRCLE'
  },
  examples: [
    {
      that: 'the bridge invites a member of the circle',
      asked: 'member.invite',
      given: facts({ actor: bridge, subject: someone() }),
      answer: null,
    },
    {
      that: 'the bridge invites an outsider',
      asked: 'member.invite',
      given: facts({ actor: bridge, subject: outsider }),
      answer: 'NOT_IN_THE_CIRCLE',
    },
    {
      that: 'an outsider joins by the room’s identifier',
      asked: 'member.join',
      given: facts({ actor: outsider }),
      answer: 'NOT_IN_THE_CIRCLE',
    },
    { that: 'a member of the circle joins', asked: 'member.join', given: facts(), answer: null },
    {
      that: 'the bridge invites a service where it was put',
      asked: 'member.invite',
      given: facts({ actor: bridge, subject: service }),
      answer: null,
    },
    {
      that: 'the bridge invites a service elsewhere',
      asked: 'member.invite',
      given: facts({ actor: bridge, subject: { ...service, belongs: false } }),
      answer: 'NOT_IN_THE_CIRCLE',
    },
    { that: 'somebody joins a room that nobody asked for', asked: 'member.join', given: facts({ room: null }), answer: 'ROOM_UNKNOWN' },
  ],
}
