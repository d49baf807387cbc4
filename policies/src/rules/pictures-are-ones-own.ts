import { bridge, facts, medium } from '../facts.ts'
import type { Rule } from '../rule.ts'

const shows = (given: Parameters<typeof medium>[0]) => facts({ media: [medium({ own: true, attached: false, readable: false, ...given })] })

export const picturesAreOnesOwn: Rule = {
  id: 'pictures-are-ones-own',
  why: 'Everybody sees pictures of people: a file that becomes one must never have belonged to a room, nor be another’s. In a member’s event an unknown address harms nobody, since nothing becomes readable by it, and nobody is kept out of a room because of a picture.',
  asks: ['media.avatar', 'member.join', 'member.update'],
  refuse: ({ actor, media: [medium] = [] }) => {
    if (actor.status === 'bridge' || medium === undefined || !medium.known || medium.pictureOf === 'subject') return null
    return medium.own && !medium.attached && medium.image && medium.pictureOf === 'nobody' ? null : 'PICTURE_NOT_YOURS'
  },
  examples: [
    { that: 'somebody shows an image that they have just uploaded', asked: 'media.avatar', given: shows({}), answer: null },
    { that: 'somebody shows a document', asked: 'media.avatar', given: shows({ image: false }), answer: 'PICTURE_NOT_YOURS' },
    { that: 'somebody shows an image of a journal', asked: 'media.avatar', given: shows({ attached: true }), answer: 'PICTURE_NOT_YOURS' },
    { that: 'somebody shows what another uploaded', asked: 'media.avatar', given: shows({ own: false }), answer: 'PICTURE_NOT_YOURS' },
    {
      that: 'somebody shows the picture of another',
      asked: 'media.avatar',
      given: shows({ own: false, pictureOf: 'another' }),
      answer: 'PICTURE_NOT_YOURS',
    },
    {
      that: 'a member joins with their picture',
      asked: 'member.join',
      given: shows({ pictureOf: 'subject', attached: true }),
      answer: null,
    },
    { that: 'a member joins with a picture that is gone', asked: 'member.join', given: shows({ known: false }), answer: null },
    { that: 'a member joins without a picture', asked: 'member.join', given: facts(), answer: null },
    {
      that: 'a member shows a file of another journal in this room alone',
      asked: 'member.update',
      given: shows({ own: false, attached: true }),
      answer: 'PICTURE_NOT_YOURS',
    },
    { that: 'the bridge joins its room', asked: 'member.join', given: { ...shows({ own: false }), actor: bridge }, answer: null },
  ],
}
