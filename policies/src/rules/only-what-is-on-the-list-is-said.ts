import { facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const onlyWhatIsOnTheListIsSaid: Rule = {
  id: 'only-what-is-on-the-list-is-said',
  why: 'The journal is a record: no edits, no encrypted events, no calls or polls. What is not on the list is refused.',
  asks: ['message.send', 'event.send'],
  refuse: ({ sayable }) => (sayable ? null : 'NOT_SAYABLE'),
  examples: [
    { that: 'a text', asked: 'message.send', given: facts(), answer: null },
    { that: 'an edit', asked: 'message.send', given: facts({ sayable: false }), answer: 'NOT_SAYABLE' },
    { that: 'an encrypted event', asked: 'event.send', given: facts({ sayable: false }), answer: 'NOT_SAYABLE' },
  ],
}
