import { z } from 'zod'
import { FILES_AT_MOST, SUBJECT_AT_MOST, TEXT_AT_MOST } from '../core/mails/mail.ts'
import { PersonId } from '../core/ids.ts'
import { get, page, paging, post, put, remove } from './route.ts'
import { Instant, WELL_FORMED, line } from './words.ts'

/** The name that its sender was given, or its event's when it was written in another client. */
export const MailId = z
  .string()
  .regex(/^(?:[A-Za-z0-9_-]{32}|\$[A-Za-z0-9_+/-]{10,100})$/)
  .meta({ description: 'identifier of a mail' })

const Somebody = z.strictObject({ id: PersonId, name: z.string() })

export const MailBody = z.strictObject({
  key: z
    .string()
    .min(1)
    .max(100)
    .regex(WELL_FORMED)
    .meta({ description: 'chosen by the caller: the same key again sends nothing and gives the same mail' }),
  to: z
    .array(PersonId)
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'absent: who wrote the mail that replyTo names, and with toAll everybody of it' }),
  toAll: z.boolean().default(false),
  subject: z
    .string()
    .trim()
    .max(SUBJECT_AT_MOST)
    .regex(WELL_FORMED)
    .optional()
    .meta({ description: 'absent: the one of the mail that is answered ("Re : …") or passed on ("Tr : …")' }),
  text: z
    .string()
    .min(1)
    .max(TEXT_AT_MOST)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u),
  importance: z.enum(['normal', 'high']).default('normal'),
  notifyOnRead: z.boolean().default(false).meta({ description: 'être averti à la lecture' }),
  replyTo: MailId.optional(),
  forwardOf: MailId.optional().meta({ description: 'the files of this mail ride along' }),
  files: z
    .array(z.strictObject({ address: z.string().regex(/^mxc:\/\/[^/\s]{1,230}\/[A-Za-z0-9_-]{1,64}$/), name: line(255) }))
    .max(FILES_AT_MOST)
    .default([])
    .meta({ description: 'uploaded by the sender, or ones that they may read' }),
})
export type MailBody = z.output<typeof MailBody>

export const Mail = z.strictObject({
  id: MailId,
  folder: z.enum(['received', 'sent']),
  at: Instant,
  from: Somebody,
  to: z.array(
    z.strictObject({
      ...Somebody.shape,
      readAt: Instant.nullable().meta({ description: 'as they confirmed it; told to the sender alone' }),
    }),
  ),
  subject: z.string(),
  importance: z.enum(['normal', 'high']),
  notifyOnRead: z.boolean(),
  replyTo: z.string().nullable(),
  plain: z.boolean().meta({ description: 'written in a client that knows nothing of subjects' }),
  files: z.array(z.strictObject({ eventId: z.string(), address: z.string(), name: z.string(), type: z.string(), size: z.int().min(0) })),
  state: z.enum(['waiting', 'sent', 'failed']),
  failure: z.strictObject({ code: z.string(), fr: z.string(), en: z.string() }).nullable(),
  unread: z.boolean(),
  readAt: Instant.nullable().meta({ description: 'by the person whose folder it is' }),
  deleted: z.boolean(),
  readBy: z.int().nullable().meta({ description: 'how many of its recipients confirmed that they read it; told to the sender alone' }),
  roomId: z.string().nullable(),
  eventId: z.string().nullable(),
})
export type Mail = z.infer<typeof Mail>
export const READ_WITH_AT_MOST = 100
export const MailRead = z.strictObject({
  ...Mail.shape,
  readWith: z
    .array(z.strictObject({ id: MailId, at: Instant, from: Somebody, subject: z.string() }))
    .max(READ_WITH_AT_MOST)
    .meta({ description: 'mails before it in the same conversation that were unread: its receipt covers them; the newest first' }),
})
export type MailRead = z.infer<typeof MailRead>
export const WholeMail = z.strictObject({
  ...Mail.shape,
  text: z.string().nullable().meta({ description: 'for the person themself; null for a system, which does not read' }),
})
export type WholeMail = z.infer<typeof WholeMail>

export const AbsenceBody = z.strictObject({
  from: Instant,
  until: Instant,
  replacement: PersonId.optional().meta({ description: 'who stands in; named to those who write' }),
})
export const Absence = z.strictObject({ from: Instant, until: Instant, replacement: Somebody.nullable() })
export type Absence = z.infer<typeof Absence>

const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional()
const person = z.strictObject({ id: PersonId })
const one = z.strictObject({ id: PersonId, mail: MailId })
const read = { own: true, params: one } as const

export const MAIL_ROUTES = {
  listMails: get('/people/:id/mails', 'mails:read', 'Mails of a professional, the newest first', {
    own: true,
    params: person,
    query: z.strictObject({ ...paging, folder: z.enum(['received', 'sent']).default('received'), unread: flag }),
    answer: page(Mail),
  }),
  getMail: get('/people/:id/mails/:mail', 'mails:read', 'One mail; its text is given to the person alone', { ...read, answer: WholeMail }),
  sendMail: post('/people/:id/mails', 'mails:write', 'Writes to other professionals', {
    own: true,
    params: person,
    body: MailBody,
    answer: Mail,
  }),
  putMailRead: put(
    '/people/:id/mails/:mail/read',
    'mails:write',
    'Marks a received mail as read (a receipt that its sender may see) or unread',
    {
      ...read,
      body: z.strictObject({ read: z.boolean() }),
      answer: MailRead,
    },
  ),
  getAbsence: get('/people/:id/absence', 'people:read', 'When a professional is away', { own: 'shared', params: person, answer: Absence }),
  putAbsence: put('/people/:id/absence', 'people:write', 'Says that a professional is away: whoever writes to them is told at once', {
    own: 'shared',
    params: person,
    body: AbsenceBody,
    answer: Absence,
  }),
  deleteAbsence: remove('/people/:id/absence', 'people:write', 'Says that a professional is there again', {
    own: 'shared',
    params: person,
  }),
} as const
