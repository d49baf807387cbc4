import { facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const onlyWhatIsOnTheListIsSaid: Rule = {
  id: 'only-what-is-on-the-list-is-said',
  why: 'The journal is a record: no edits, no encrypted events, no calls or polls. In a folder of documents files are deposited, with their captions, and nothing else. What is not on the list of its kind of room is refused, and what is too long for a message is a document.',
  asks: ['message.send', 'event.send'],
  refuse: ({ saying, room }) => {
    if (saying === 'on-the-list') return null
    if (room?.kind === 'documents') return 'ONLY_FILES_HERE'
    return saying === 'too-long' ? 'TOO_LONG' : 'NOT_SAYABLE'
  },
  examples: [
    { that: 'a text', asked: 'message.send', given: facts(), answer: null },
    { that: 'an edit', asked: 'message.send', given: facts({ saying: 'off-the-list' }), answer: 'NOT_SAYABLE' },
    { that: 'an encrypted event', asked: 'event.send', given: facts({ saying: 'off-the-list' }), answer: 'NOT_SAYABLE' },
    {
      that: 'a text in a folder of documents',
      asked: 'message.send',
      given: facts({ saying: 'off-the-list', room: { kind: 'documents', closed: false } }),
      answer: 'ONLY_FILES_HERE',
    },
    { that: 'a novel in one message', asked: 'message.send', given: facts({ saying: 'too-long' }), answer: 'TOO_LONG' },
  ],
}
