import { facts, upload } from '../facts.ts'
import type { Rule } from '../rule.ts'

const sends = (given: Parameters<typeof upload>[0]) => facts({ room: null, upload: upload(given) })

export const onlySafeFilesAreStored: Rule = {
  id: 'only-safe-files-are-stored',
  why: 'Colleagues open what they are sent: what acts by itself in a browser or on a computer is refused, and so is what nobody can name. The bytes are asked, never the name.',
  asks: ['media.upload'],
  refuse: ({ upload: given }) => {
    if (given === undefined) return 'FILE_TYPE_REFUSED'
    if (given.size === 'too-large') return 'FILE_TOO_LARGE'
    if (given.infected) return 'FILE_INFECTED'
    if (given.content === 'active') return 'FILE_IS_ACTIVE'
    return given.content === 'accepted' ? null : 'FILE_TYPE_REFUSED'
  },
  examples: [
    { that: 'somebody sends a PDF', asked: 'media.upload', given: sends({}), answer: null },
    { that: 'somebody sends a web page', asked: 'media.upload', given: sends({ content: 'active' }), answer: 'FILE_IS_ACTIVE' },
    {
      that: 'somebody sends what nobody can name',
      asked: 'media.upload',
      given: sends({ content: 'unknown' }),
      answer: 'FILE_TYPE_REFUSED',
    },
    { that: 'somebody sends an hour of film', asked: 'media.upload', given: sends({ size: 'too-large' }), answer: 'FILE_TOO_LARGE' },
    { that: 'somebody sends an infected document', asked: 'media.upload', given: sends({ infected: true }), answer: 'FILE_INFECTED' },
  ],
}
