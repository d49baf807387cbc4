import { z } from 'zod'
import { PersonId } from '../core/ids.ts'
import { dangerous, get, page, paging, post, put, remove } from './route.ts'
import { Instant, Password, ReasonOfAct, WELL_FORMED, line } from './words.ts'

const person = z.strictObject({ id: PersonId })
const password = Password.meta({ description: 'neither with the name of the person in it nor their identifier' })
const token = z.string().min(1).max(200).regex(WELL_FORMED).meta({ description: 'what follows `#jeton=` in the link' })

export const PasswordBody = z.strictObject({
  password,
  present: z
    .string()
    .min(1)
    .max(512)
    .optional()
    .meta({ description: 'the password of now: needed of a professional who changes their own, and of nobody else' }),
})
export const AccessAsked = z.strictObject({
  asked: z.literal(true).meta({ description: 'the same whoever it is, and whether there is anybody: if so, an e-mail is on its way' }),
})
export const AccessLink = z.strictObject({
  link: z.string().nullable().meta({ description: 'in this answer and nowhere else; null when it is sent by e-mail' }),
  expiresAt: Instant,
})
export type AccessLink = z.infer<typeof AccessLink>
export const AccessLinkState = z.strictObject({
  works: z.boolean(),
  givenName: z.string().nullable().meta({ description: 'whom to greet; null when it does not work' }),
  expiresAt: Instant.nullable(),
})
export type AccessLinkState = z.infer<typeof AccessLinkState>

export const Session = z.strictObject({
  id: z.string(),
  name: z.string().nullable().meta({ description: 'as the client called it' }),
  lastSeenAt: Instant.nullable().meta({ description: 'to within a few minutes' }),
  current: z.boolean().meta({ description: 'the one that asks' }),
})
export type Session = z.infer<typeof Session>

const sessionId = z.string().min(1).max(512).regex(WELL_FORMED)
const shared = 'shared' as const
const open = true as const

export const ACCOUNT_ROUTES = {
  putPassword: put(
    '/people/:id/password',
    'accounts:write',
    'Sets the password of the Matrix account and ends its sessions; a professional changes their own and keeps the session that asks',
    { params: person, body: PasswordBody, own: shared, guarded: true },
  ),
  issueAccessLink: post(
    '/people/:id/access-links',
    'accounts:write',
    'A link by which the professional chooses a password, once; the earlier ones end',
    {
      params: person,
      body: z.strictObject({ send: z.boolean().default(false).meta({ description: 'by e-mail' }) }),
      answer: AccessLink,
      guarded: true,
    },
  ),
  askAccessLink: post('/access-links', 'any', 'Forgotten password: sends a link by e-mail to whom it may concern', {
    body: z.strictObject({ identifier: line(255).meta({ description: 'identifier of the account, or the e-mail address known for it' }) }),
    answer: AccessAsked,
    status: 202,
    open,
  }),
  checkAccessLink: post('/access-links/check', 'any', 'Whether a link still works, and for whom', {
    body: z.strictObject({ token }),
    answer: AccessLinkState,
    status: 200,
    open,
  }),
  useAccessLink: post('/access-links/use', 'any', 'Chooses the password; the link is used up, and every session ends', {
    body: z.strictObject({ token, password }),
    open,
  }),

  listSessions: get('/people/:id/sessions', 'people:read', 'Sessions of a professional’s account, the last seen first', {
    params: person,
    query: z.strictObject({ cursor: paging.cursor, limit: paging.limit }),
    answer: page(Session),
    own: shared,
  }),
  endSessions: remove('/people/:id/sessions', 'accounts:write', 'Ends every session at once, the console’s too', {
    params: person,
    query: z.strictObject({
      keep: z.literal('current').optional().meta({ description: 'but the one that asks' }),
      reason: ReasonOfAct,
    }),
    own: shared,
    ...dangerous,
  }),
  endSession: remove(
    '/people/:id/sessions/:sessionId',
    'accounts:write',
    'Ends one session at once, and those of the console, which may have been opened from it',
    {
      params: z.strictObject({ id: PersonId, sessionId }),
      own: shared,
      guarded: true,
    },
  ),
} as const
