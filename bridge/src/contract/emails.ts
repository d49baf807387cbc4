import { z } from 'zod'
import { PersonId } from '../core/ids.ts'
import { get, page, paging, put } from './route.ts'
import { Instant } from './words.ts'

export const SuspendedEmail = z.strictObject({
  personId: z.string(),
  address: z.string(),
  failures: z.int().meta({ description: 'refusals of this address in a row' }),
  suspendedAt: Instant,
})

export const EMAIL_ROUTES = {
  listSuspendedEmails: get('/emails/suspended', 'people:read', 'Addresses to which nothing is sent any more, after repeated refusals', {
    query: z.strictObject({ cursor: paging.cursor, limit: paging.limit }),
    answer: page(SuspendedEmail),
  }),
  putEmail: put('/people/:id/email', 'people:write', 'Tries an address again (another address of the person is tried anyway)', {
    params: z.strictObject({ id: PersonId }),
    body: z.strictObject({ suspended: z.literal(false) }),
  }),
} as const
