import { bridge, facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const nothingIsDeletedYet: Rule = {
  id: 'nothing-is-deleted-yet',
  why: 'Only the last message will be deletable, by its author (decision 6). Until the facts for that rule are gathered, no deletion is safe.',
  asks: ['message.redact'],
  refuse: () => 'DELETION_NOT_YET',
  examples: [
    { that: 'a member deletes a message', asked: 'message.redact', given: facts(), answer: 'DELETION_NOT_YET' },
    { that: 'the bridge deletes a message', asked: 'message.redact', given: facts({ actor: bridge }), answer: 'DELETION_NOT_YET' },
  ],
}
