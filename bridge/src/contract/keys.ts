import { z } from 'zod'
import { Caller, Key, KeyBody } from './access.ts'
import { get, page, post, remove } from './route.ts'
import { WELL_FORMED } from './words.ts'

export const KEY_ROUTES = {
  whoAmI: get('/whoami', 'any', 'Who is calling, with which rights', { answer: Caller }),
  listKeys: get('/keys', 'keys:write', 'API keys (never their secrets)', { answer: page(Key) }),
  createKey: post('/keys', 'keys:write', 'Makes an API key; its secret is in this answer and nowhere else', {
    body: KeyBody,
    answer: z.strictObject({ ...Key.shape, key: z.string() }),
    guarded: true,
  }),
  deleteKey: remove('/keys/:id', 'keys:write', 'Revokes an API key', {
    params: z.strictObject({ id: z.string().max(64).regex(WELL_FORMED) }),
    guarded: true,
  }),
} as const
