import { type Deletion, bridge, facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

const deletes = (given: Partial<Deletion> = {}) => facts({ deletion: { target: 'own-message', newest: true, reasoned: false, ...given } })

export const onlyTheLastMessageIsDeletable: Rule = {
  id: 'only-the-last-message-is-deletable',
  why: 'The guide: the last message sent can be deleted by its author (bin icon). Causal, so that it needs no lock: the target must be the newest message of a person, deleted ones included, in the past of the deletion. After a deletion the message before it does not become deletable. Documents of a structure have a rule of their own.',
  asks: ['message.redact'],
  refuse: ({ deletion, room }) => {
    if (room?.kind === 'documents') return null
    if (deletion === null || deletion.target === 'not-a-message') return 'ONLY_MESSAGES_ARE_DELETED'
    if (deletion.target === 'message-of-another') return 'ONLY_ITS_AUTHOR_DELETES'
    return deletion.newest ? null : 'NO_LONGER_THE_LAST'
  },
  examples: [
    { that: 'the author deletes the last message', asked: 'message.redact', given: deletes(), answer: null },
    { that: 'another message followed', asked: 'message.redact', given: deletes({ newest: false }), answer: 'NO_LONGER_THE_LAST' },
    {
      that: 'who deposited a document removes it, whatever followed',
      asked: 'message.redact',
      given: { ...deletes({ newest: false }), room: { kind: 'documents', closed: false } },
      answer: null,
    },
    {
      that: 'somebody deletes the last message of another',
      asked: 'message.redact',
      given: deletes({ target: 'message-of-another' }),
      answer: 'ONLY_ITS_AUTHOR_DELETES',
    },
    {
      that: 'somebody deletes a notice or a reaction',
      asked: 'message.redact',
      given: deletes({ target: 'not-a-message' }),
      answer: 'ONLY_MESSAGES_ARE_DELETED',
    },
    {
      that: 'the bridge deletes a message of a person',
      asked: 'message.redact',
      given: { ...deletes({ target: 'message-of-another' }), actor: bridge },
      answer: 'ONLY_ITS_AUTHOR_DELETES',
    },
  ],
}
