import { z } from 'zod'
import { Caller, Key, KeyBody } from './access.ts'
import { dangerous, get, page, paging, post, remove } from './route.ts'
import { ReasonOfAct, WELL_FORMED } from './words.ts'

export const KEY_ROUTES = {
  whoAmI: get('/whoami', 'any', 'Who is calling, with which rights', { answer: Caller }),
  listKeys: get('/keys', 'keys:write', 'API keys (never their secrets), the newest first', {
    query: z.strictObject({ cursor: paging.cursor, limit: paging.limit.default(200) }),
    answer: page(Key),
  }),
  createKey: post('/keys', 'keys:write', 'Makes an API key; its secret is in this answer and nowhere else', {
    body: KeyBody,
    answer: z.strictObject({ ...Key.shape, key: z.string() }),
    ...dangerous,
  }),
  rotateKey: post(
    '/keys/:id/rotation',
    'keys:write',
    'A new secret for a key, in this answer and nowhere else; the one before opens for a while more',
    {
      params: z.strictObject({ id: z.string().max(64).regex(WELL_FORMED) }),
      body: z.strictObject({ graceHours: z.number().min(0).max(720).default(24), reason: ReasonOfAct }),
      answer: z.strictObject({ ...Key.shape, key: z.string() }),
      ...dangerous,
    },
  ),
  deleteKey: remove('/keys/:id', 'keys:write', 'Revokes an API key', {
    params: z.strictObject({ id: z.string().max(64).regex(WELL_FORMED) }),
    query: z.strictObject({ reason: ReasonOfAct }),
    ...dangerous,
  }),
} as const
