import { type Medium, bridge, facts, medium } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Their room reads files, their uploader as long as no room has them, and everybody sees pictures of people. */
export const mayBeRead = ({ known, own, attached, readable, pictureOf }: Medium): boolean =>
  known && (readable || (own && !attached) || pictureOf !== 'nobody')

/** More than any client sends, few enough for one query. */
export const CITED_AT_MOST = 20

const cites = (...media: Medium[]) => facts({ media })

export const filesAreCitedByTheirReaders: Rule = {
  id: 'files-are-cited-by-their-readers',
  why: 'An attachment belongs to the room, and citing it would give it to another one: that is for who uploaded it and has not attached it yet, or who may read it now (a forward). Wherever in the event it is cited.',
  asks: ['message.send', 'event.send', 'state.set'],
  refuse: ({ actor, media = [] }) => {
    // Notices quote names and reasons that people typed elsewhere: nothing becomes readable by them.
    if (actor.status === 'bridge') return null
    if (media.length > CITED_AT_MOST) return 'TOO_MANY_ATTACHMENTS'
    if (media.some(({ known }) => !known)) return 'ATTACHMENT_GONE'
    return media.every(mayBeRead) ? null : 'ATTACHMENT_NOT_YOURS'
  },
  examples: [
    { that: 'a text without a file', asked: 'message.send', given: facts(), answer: null },
    {
      that: 'a member sends what they have just uploaded',
      asked: 'message.send',
      given: cites(medium({ own: true, attached: false, readable: false })),
      answer: null,
    },
    { that: 'a member forwards what they can read', asked: 'message.send', given: cites(medium()), answer: null },
    {
      that: 'a member cites a file of a room that is not theirs',
      asked: 'message.send',
      given: cites(medium(), medium({ readable: false })),
      answer: 'ATTACHMENT_NOT_YOURS',
    },
    {
      that: 'a member cites what another has uploaded and not sent',
      asked: 'event.send',
      given: cites(medium({ attached: false, readable: false })),
      answer: 'ATTACHMENT_NOT_YOURS',
    },
    {
      that: 'somebody cites their own file of a room that they have left',
      asked: 'message.send',
      given: cites(medium({ own: true, readable: false })),
      answer: 'ATTACHMENT_NOT_YOURS',
    },
    {
      that: 'a member cites the picture of a colleague',
      asked: 'message.send',
      given: cites(medium({ attached: false, readable: false, pictureOf: 'another' })),
      answer: null,
    },
    {
      that: 'a member cites a file that is gone',
      asked: 'message.send',
      given: cites(medium({ known: false })),
      answer: 'ATTACHMENT_GONE',
    },
    {
      that: 'a message cites hundreds of files',
      asked: 'message.send',
      given: cites(...Array.from({ length: 21 }, () => medium())),
      answer: 'TOO_MANY_ATTACHMENTS',
    },
    {
      that: 'the bridge quotes a reason in which somebody typed the address of a file',
      asked: 'message.send',
      given: { ...cites(medium({ readable: false })), actor: bridge },
      answer: null,
    },
  ],
}
