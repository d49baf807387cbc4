import { z } from 'zod'
import { DOCUMENT_CATEGORIES } from '../core/document.ts'
import { CircleId, PatientId, PersonId } from '../core/ids.ts'
import { get, page, paging } from './route.ts'
import { Instant } from './words.ts'

const Category = z.enum(DOCUMENT_CATEGORIES)

/** A file of a journal. It is opened through the homeserver, which asks again who may. */
export const OwnDocument = z.strictObject({
  eventId: z.string().meta({ description: 'the message that holds it' }),
  address: z.string().meta({ description: 'mxc://' }),
  name: z.string(),
  type: z.string().meta({ description: 'as its bytes say' }),
  category: Category,
  size: z.int().min(0).meta({ description: 'bytes' }),
  depositor: z.strictObject({ id: PersonId, name: z.string() }),
  at: Instant,
  circle: z.strictObject({ id: CircleId, patient: z.strictObject({ id: PatientId, displayName: z.string() }) }),
  roomId: z.string(),
})
export type OwnDocument = z.infer<typeof OwnDocument>

export const DOCUMENT_ROUTES = {
  listOwnDocuments: get('/people/:id/documents', 'documents:read', 'Files of the journals where a professional is now, the newest first', {
    own: true,
    params: z.strictObject({ id: PersonId }),
    query: z.strictObject({
      ...paging,
      search: paging.search.meta({ description: 'words, each inside the name of the file or, unless circleId says whose, of the patient' }),
      circleId: CircleId.optional(),
      type: Category.optional(),
      depositor: PersonId.optional(),
      from: Instant.optional(),
      to: Instant.optional().meta({ description: 'before this instant' }),
    }),
    answer: page(OwnDocument),
  }),
} as const
