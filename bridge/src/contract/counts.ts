import { z } from 'zod'
import { PersonId } from '../core/ids.ts'
import { get } from './route.ts'
import { Instant } from './words.ts'

const unread = z.int().meta({ description: 'messages of others that were neither read nor deleted; 1000 stands for that many or more' })
const when = { firstAt: Instant.meta({ description: 'of the oldest of them' }), lastAt: Instant }
const ofStructure = z.array(z.strictObject({ structureId: z.string(), unread, ...when }))
const ofFolder = z.array(z.strictObject({ structureId: z.string(), folderId: z.string(), unread, ...when }))

/** What a professional has not read, in the rooms where they are now. Rooms where all is read are left out. */
export const Counts = z.strictObject({
  mail: z.int().meta({
    description: 'received mails that are unread, as their list shows them: one with files is one; 1000 stands for that many or more',
  }),
  notifications: unread,
  journals: z.array(z.strictObject({ circleId: z.string(), unread, ...when })),
  liaison: ofStructure,
  documents: ofFolder,
})
export type Counts = z.infer<typeof Counts>

export const COUNT_ROUTES = {
  getCounts: get('/people/:id/counts', 'mails:read', 'What a professional has not read: mail, notifications, journals, liaison books', {
    params: z.strictObject({ id: PersonId }),
    answer: Counts,
    own: true,
  }),
} as const
