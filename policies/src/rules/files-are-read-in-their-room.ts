import { facts, medium, someone } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { mayBeRead } from './files-are-cited-by-their-readers.ts'

const asks = (given: Parameters<typeof medium>[0]) => facts({ room: null, actor: someone({ belongs: false }), media: [medium(given)] })

export const filesAreReadInTheirRoom: Rule = {
  id: 'files-are-read-in-their-room',
  why: 'Attachments are readable only in the journal (guide, "Journal de l’usager"): by the present members of a room where a living event holds the file, thumbnails included. Not by its uploader once it is sent; by everybody when it is the picture of somebody.',
  // Who shows a file as their picture must be able to read it, to begin with.
  asks: ['media.read', 'media.avatar'],
  refuse: ({ media: [medium] = [] }) => {
    if (medium === undefined || !medium.known) return 'ATTACHMENT_GONE'
    return mayBeRead(medium) ? null : 'ATTACHMENT_NOT_YOURS'
  },
  examples: [
    { that: 'a member of its room opens a file', asked: 'media.read', given: asks({}), answer: null },
    { that: 'somebody else opens it', asked: 'media.read', given: asks({ readable: false }), answer: 'ATTACHMENT_NOT_YOURS' },
    {
      that: 'its uploader opens it before it is sent',
      asked: 'media.read',
      given: asks({ own: true, attached: false, readable: false }),
      answer: null,
    },
    {
      that: 'its uploader has left the circle',
      asked: 'media.read',
      given: asks({ own: true, readable: false }),
      answer: 'ATTACHMENT_NOT_YOURS',
    },
    {
      that: 'a colleague sees a picture',
      asked: 'media.read',
      given: asks({ attached: false, readable: false, pictureOf: 'another' }),
      answer: null,
    },
    { that: 'somebody shows a picture that is not here', asked: 'media.avatar', given: asks({ known: false }), answer: 'ATTACHMENT_GONE' },
    { that: 'the message was deleted', asked: 'media.read', given: asks({ known: false }), answer: 'ATTACHMENT_GONE' },
  ],
}
