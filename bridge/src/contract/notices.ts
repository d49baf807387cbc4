import { z } from 'zod'
import { CircleId, StructureId } from '../core/ids.ts'
import { get, page, paging, post } from './route.ts'
import { Instant, WELL_FORMED } from './words.ts'

/** Chosen by the system that posts: the same key again is the same notice, said once. */
const key = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9._:~-]+$/)
/** In the words of another system, the address of a file would be a way to cite somebody's. */
const noFile = (text: string) => !/mxc:/i.test(text)

export const NoticeBody = z.strictObject({
  key: key.meta({ description: 'of this notice, chosen by the caller; sent again with the same key, it is the same notice' }),
  text: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u)
    .refine(noFile),
  link: z
    .url({ protocol: /^https$/ })
    .max(500)
    .regex(WELL_FORMED)
    .refine(noFile)
    .optional(),
})
export const Notice = z.strictObject({
  key,
  eventId: z.string().meta({ description: 'of the event that records it' }),
  state: z.enum(['waiting', 'said']),
  at: Instant,
  saidAt: Instant.nullable(),
})
export type Notice = z.infer<typeof Notice>

/** What was posted, where and by which system; never its words: those are in the room alone. */
export const PostedNotice = z.strictObject({
  ...Notice.shape,
  system: z.strictObject({ keyId: z.string(), name: z.string(), source: z.string(), revoked: z.boolean() }),
  circleId: CircleId.nullable(),
  structureId: StructureId.nullable(),
  place: z.string().nullable().meta({ description: 'name of the patient or of the structure' }),
})
export type PostedNotice = z.infer<typeof PostedNotice>

const circle = z.strictObject({ id: CircleId })
const structure = z.strictObject({ id: StructureId })
export const NOTICE_ROUTES = {
  listNotices: get('/notices', 'audit:read', 'What other systems posted: where, when, and whether it was said; the newest first', {
    query: z.strictObject({
      keyId: z.string().max(64).regex(WELL_FORMED).optional().meta({ description: 'posted by this API key' }),
      circleId: CircleId.optional(),
      structureId: StructureId.optional(),
      state: Notice.shape.state.optional(),
      cursor: paging.cursor,
      limit: paging.limit,
    }),
    answer: page(PostedNotice),
  }),
  postCircleNotice: post(
    '/circles/:id/notices',
    'notices:write',
    'Says something in the journal of a circle, once, under the name of the calling system; 30 a minute, 10 at once',
    { params: circle, body: NoticeBody, answer: Notice },
  ),
  getCircleNotice: get('/circles/:id/notices/:key', 'notices:write', 'Whether a notice of this API key was said', {
    params: z.strictObject({ ...circle.shape, key }),
    answer: Notice,
  }),
  postStructureNotice: post(
    '/structures/:id/notices',
    'notices:write',
    'Says something in the liaison book of a DAC, once, under the name of the calling system; 30 a minute, 10 at once',
    { params: structure, body: NoticeBody, answer: Notice },
  ),
  getStructureNotice: get('/structures/:id/notices/:key', 'notices:write', 'Whether a notice of this API key was said', {
    params: z.strictObject({ ...structure.shape, key }),
    answer: Notice,
  }),
} as const
