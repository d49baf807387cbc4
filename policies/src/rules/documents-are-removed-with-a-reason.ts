import { type Deletion, type Someone, bridge, facts, someone } from '../facts.ts'
import type { Rule } from '../rule.ts'

const removes = (given: Partial<Deletion> = {}, actor: Partial<Someone> = {}) =>
  facts({
    room: { kind: 'documents', closed: false },
    actor: someone(actor),
    deletion: { target: 'own-message', newest: false, reasoned: true, ...given },
  })

export const documentsAreRemovedWithAReason: Rule = {
  id: 'documents-are-removed-with-a-reason',
  why: 'The documents of a structure are its memory, and no conversation: who deposited one, or a manager, removes it at any time and says why; the registry remembers.',
  asks: ['message.redact'],
  refuse: ({ room, actor, deletion }) => {
    if (room?.kind !== 'documents') return null
    if (deletion === null || deletion.target === 'not-a-message') return 'ONLY_MESSAGES_ARE_DELETED'
    if (deletion.target === 'message-of-another' && !actor.manages) return 'ONLY_ITS_DEPOSITOR_REMOVES'
    return deletion.reasoned ? null : 'REASON_NEEDED'
  },
  examples: [
    { that: 'who deposited a document removes it long afterwards', asked: 'message.redact', given: removes(), answer: null },
    {
      that: 'an editor removes the document of another',
      asked: 'message.redact',
      given: removes({ target: 'message-of-another' }),
      answer: 'ONLY_ITS_DEPOSITOR_REMOVES',
    },
    {
      that: 'a manager removes the document of another',
      asked: 'message.redact',
      given: removes({ target: 'message-of-another' }, { manages: true }),
      answer: null,
    },
    {
      that: 'a manager removes it without a word',
      asked: 'message.redact',
      given: removes({ target: 'message-of-another', reasoned: false }, { manages: true }),
      answer: 'REASON_NEEDED',
    },
    {
      that: 'somebody removes a notice or a setting',
      asked: 'message.redact',
      given: removes({ target: 'not-a-message' }, { manages: true }),
      answer: 'ONLY_MESSAGES_ARE_DELETED',
    },
    {
      that: 'the bridge removes the document of a person',
      asked: 'message.redact',
      given: { ...removes({ target: 'message-of-another' }), actor: bridge },
      answer: 'ONLY_ITS_DEPOSITOR_REMOVES',
    },
    {
      that: 'in a journal another rule speaks',
      asked: 'message.redact',
      given: { ...removes({ reasoned: false }), room: { kind: 'journal', closed: false } },
      answer: null,
    },
  ],
}
