import { bridge, facts, someone } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const membersExportTheirJournal: Rule = {
  id: 'members-export-their-journal',
  why: 'A copy of the journal leaves the platform: who reads it now may ask for one, and nobody else. Asked anew while the copy is made and at each download, so that who leaves the circle meanwhile gets nothing.',
  asks: ['journal.export'],
  refuse: ({ room, actor }) => {
    if (room === null) return 'ROOM_UNKNOWN'
    if (room.kind !== 'journal') return 'ONLY_JOURNALS_ARE_EXPORTED'
    // A copy is made for a person, who answers for it: not even the service has one made for itself.
    return actor.status === 'active' && actor.belongs ? null : 'NOT_IN_THE_CIRCLE'
  },
  examples: [
    { that: 'a member exports', asked: 'journal.export', given: facts(), answer: null },
    {
      that: 'a member exports a closed journal',
      asked: 'journal.export',
      given: facts({ room: { kind: 'journal', closed: true } }),
      answer: null,
    },
    {
      that: 'somebody who left the circle exports',
      asked: 'journal.export',
      given: facts({ actor: someone({ belongs: false }) }),
      answer: 'NOT_IN_THE_CIRCLE',
    },
    { that: 'the service exports', asked: 'journal.export', given: facts({ actor: bridge }), answer: 'NOT_IN_THE_CIRCLE' },
    {
      that: 'a liaison book is exported',
      asked: 'journal.export',
      given: facts({ room: { kind: 'liaison', closed: false } }),
      answer: 'ONLY_JOURNALS_ARE_EXPORTED',
    },
    { that: 'a room that nobody asked for is exported', asked: 'journal.export', given: facts({ room: null }), answer: 'ROOM_UNKNOWN' },
  ],
}
