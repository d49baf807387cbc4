import { z } from 'zod'
import { CircleId, PersonId, StructureId } from '../core/ids.ts'
import type { NEWS } from '../core/wishes.ts'
import { APP_RHYTHMS, RHYTHMS } from '../core/wishes.ts'
import { get, page, paging, post, put, remove } from './route.ts'
import { Instant } from './words.ts'

const app = z.enum(APP_RHYTHMS)
const email = z.enum(RHYTHMS)
const ofNews = z.strictObject({ app, email })
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const PreferencesBody = z.strictObject({
  choices: z.strictObject({
    mail: ofNews,
    journal: ofNews,
    liaison: ofNews,
    'circle-change': ofNews,
    'read-confirmation': ofNews,
    document: ofNews,
  } satisfies Record<(typeof NEWS)[number], unknown>),
  language: z.enum(['fr', 'en']).meta({ description: 'of e-mails' }),
  digestHour: z.int().min(0).max(23).meta({
    description:
      'hour of the daily digest, in the time of the installation (TIME_ZONE); one whose hour lies in quiet hours leaves at their end, the next morning perhaps',
  }),
  quiet: z
    .strictObject({ from: hour, to: hour })
    .refine(({ from, to }) => from !== to, { params: { expected: 'two-hours' } })
    .nullable()
    .meta({
      description:
        'no e-mail between these hours, digests included, in the time of the installation (TIME_ZONE); over midnight when the end comes before the start',
    }),
  awayMinutes: z.int().min(0).max(10_080).meta({ description: 'e-mail only to who has read nothing for so long; 0: always' }),
})
export const Preferences = z.strictObject({
  ...PreferencesBody.shape,
  mutes: z.strictObject({
    journals: z.array(z.string()).meta({ description: 'circles whose journal this professional silenced' }),
    liaison: z.array(z.string()).meta({ description: 'structures whose liaison book they silenced' }),
  }),
  version: z.int(),
})
export type Preferences = z.infer<typeof Preferences>
export type PreferencesBody = z.infer<typeof PreferencesBody>

export const Notification = z.strictObject({
  id: z.string(),
  type: z.string().meta({ description: 'mail.read, circle.joined, circle.left, refusal, command, notice…' }),
  at: Instant,
  body: z.string(),
  about: z.record(z.string(), z.unknown()).meta({ description: 'identifiers of what it is about' }),
  read: z.boolean(),
})

const person = z.strictObject({ id: PersonId })
const journal = z.strictObject({ id: PersonId, circleId: CircleId })
const liaison = z.strictObject({ id: PersonId, structureId: StructureId })
const own = true as const

export const PREFERENCE_ROUTES = {
  getPreferences: get('/people/:id/preferences', 'preferences:read', 'How a professional wants to be told', {
    params: person,
    answer: Preferences,
    own,
  }),
  putPreferences: put('/people/:id/preferences', 'preferences:write', 'Replaces how a professional wants to be told; mutes stay', {
    params: person,
    body: PreferencesBody,
    answer: Preferences,
    own,
  }),
  putJournalMute: put('/people/:id/mutes/journals/:circleId', 'preferences:write', 'Silences a journal, in every client too', {
    params: journal,
    own,
  }),
  deleteJournalMute: remove('/people/:id/mutes/journals/:circleId', 'preferences:write', 'A journal is heard again', {
    params: journal,
    own,
  }),
  putLiaisonMute: put('/people/:id/mutes/liaison/:structureId', 'preferences:write', 'Silences a liaison book, in every client too', {
    params: liaison,
    own,
  }),
  deleteLiaisonMute: remove('/people/:id/mutes/liaison/:structureId', 'preferences:write', 'A liaison book is heard again', {
    params: liaison,
    own,
  }),

  listNotifications: get('/people/:id/notifications', 'mails:read', 'What the service told a professional, newest first', {
    params: person,
    query: z.strictObject({
      cursor: paging.cursor,
      limit: paging.limit,
      unread: z
        .enum(['true', 'false'])
        .default('false')
        .transform((text) => text === 'true'),
    }),
    answer: page(Notification),
    own,
  }),
  readNotifications: post('/people/:id/notifications/read', 'mails:write', 'A real receipt: up to this notification, or all of them', {
    params: person,
    body: z.strictObject({
      upTo: z
        .string()
        .regex(/^\d{1,18}$/)
        .optional(),
    }),
    own,
  }),
} as const
