import { z } from 'zod'
import { CircleId, PersonId, StructureId } from '../core/ids.ts'
import { get } from './route.ts'
import { Instant, WELL_FORMED } from './words.ts'

const span = { from: Instant, to: Instant.nullable().meta({ description: 'the first instant without; null: still now' }) }
export const Grant = z.strictObject({
  ...span,
  provenance: z.enum(['membership', 'substitution', 'employment', 'mail']),
  source: z.string().meta({ description: 'the system that said so, as it was called then' }),
  askedBy: z.string().nullable(),
  role: z.string().nullable(),
  replaces: z.strictObject({ personId: PersonId, name: z.string() }).nullable(),
  reason: z.string().nullable(),
  eventId: z.string().nullable().meta({ description: 'the recorded event by which it was given' }),
})
export const Reader = z.strictObject({
  personId: PersonId,
  name: z.string(),
  profession: z.string(),
  spans: z.array(z.strictObject(span)).meta({ description: 'when they could read, whoever gave the right' }),
  grants: z.array(Grant),
})
export type Reader = z.infer<typeof Reader>

export const ReadablePlace = z.strictObject({
  kind: z.enum(['journal', 'staff', 'mail']).meta({ description: 'staff: the liaison book, the documents and the Space of a DAC' }),
  circleId: CircleId.nullable(),
  structureId: StructureId.nullable(),
  name: z.string().nullable().meta({ description: 'of the patient or of the structure' }),
})
export type ReadablePlace = z.infer<typeof ReadablePlace>

export const ReadersQuery = z.strictObject({
  circleId: CircleId.optional(),
  structureId: StructureId.optional(),
  message: z
    .string()
    .max(300)
    .regex(/^\$/)
    .regex(WELL_FORMED)
    .optional()
    .meta({ description: 'identifier of a message: readable from when it was said until it was deleted' }),
  file: z
    .string()
    .max(300)
    .regex(/^mxc:\/\//)
    .regex(WELL_FORMED)
    .optional()
    .meta({ description: 'address of a file (mxc://…): readable as long as a message holds it' }),
  at: Instant.optional().meta({ description: 'at this instant; or from and to; nothing: from the beginning to now' }),
  from: Instant.optional(),
  to: Instant.optional(),
})
export type ReadersQuery = z.infer<typeof ReadersQuery>
export const Readers = z.strictObject({
  place: ReadablePlace,
  from: Instant.nullable(),
  to: Instant,
  thing: z
    .strictObject({ saidAt: Instant, deletedAt: Instant.nullable() })
    .nullable()
    .meta({ description: 'of the message or the file that was asked about' }),
  people: z.array(Reader).meta({ description: 'by name' }),
  exports: z
    .array(z.strictObject({ at: Instant, by: z.string(), personId: PersonId.nullable(), eventId: z.string() }))
    .meta({ description: 'copies of the journal that were downloaded within that time' }),
  chain: z
    .strictObject({ lastId: z.string(), hash: z.string() })
    .meta({ description: 'where the record of events ended when this was answered' }),
})
export type Readers = z.infer<typeof Readers>

export const Readable = z.strictObject({
  person: z.strictObject({ id: PersonId, name: z.string(), profession: z.string() }),
  at: Instant,
  places: z.array(z.strictObject({ place: ReadablePlace, grants: z.array(Grant) })),
  conversations: z.int().meta({ description: 'conversations of the internal mail; with whom is told to nobody' }),
  chain: Readers.shape.chain,
})
export type Readable = z.infer<typeof Readable>

const person = z.strictObject({ id: PersonId })
const instant = z.strictObject({ at: Instant.optional().meta({ description: 'absent: now' }) })
/** Who could read what, from the record of events; each question is itself recorded. */
export const READER_ROUTES = {
  getReaders: get(
    '/readers',
    'readers:read',
    'Who could read a journal, the rooms of a DAC, a message or a file: from when to when, and by what right',
    {
      query: ReadersQuery,
      answer: Readers,
    },
  ),
  getReadersDocument: get('/readers/document', 'readers:read', 'The same as a signed PDF', {
    query: ReadersQuery,
    file: ['application/pdf'],
  }),
  getReadable: get('/people/:id/readable', 'readers:read', 'Everything that a professional could read at an instant', {
    params: person,
    query: instant,
    answer: Readable,
  }),
} as const
