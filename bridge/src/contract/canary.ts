import { z } from 'zod'
import { CAUSES } from '../core/canary/causes.ts'
import { FINDINGS } from '../core/canary/findings.ts'
import { Instant } from './words.ts'

const counts = {
  tried: z.int(),
  refused: z.int().meta({ description: 'refused, as it must be' }),
  allowed: z.int().meta({ description: 'allowed, as it must be' }),
  leaked: z.int().meta({ description: 'answered or done, though it must be refused' }),
  failed: z.int().meta({ description: 'not answered, or refused though it is allowed: proves nothing' }),
}
const Words = z.strictObject({ fr: z.string(), en: z.string() })

/** A dated report of the canary. */
export const CanaryRun = z.strictObject({
  id: z.string(),
  askedBy: z.string(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  outcome: z
    .enum(['waiting', 'running', 'clean', 'leak', 'incomplete'])
    .meta({ description: 'incomplete: it could not be carried through, so nothing is known' }),
  cause: z.enum(CAUSES).nullable().meta({ description: 'why it is incomplete' }),
  planned: z.int().meta({ description: 'how much will be tried in all' }),
  ...counts,
})
export type CanaryRun = z.infer<typeof CanaryRun>

export const CanaryReport = z.strictObject({
  ...CanaryRun.shape,
  kinds: z.array(z.strictObject({ kind: Words, ...counts })).meta({ description: 'per kind of person' }),
  findings: z
    .array(z.strictObject({ kind: Words, attempt: Words, finding: z.enum(FINDINGS), status: z.int().nullable() }))
    .meta({ description: 'who tried what and how it was answered; never what was said' }),
})
export type CanaryReport = z.infer<typeof CanaryReport>

const none = z.strictObject({})
const administrators = { scope: '*' as const, params: none, query: none }
/** Its part of the addresses of the API (routes.ts). */
export const CANARY_ROUTES = {
  listCanaryRuns: {
    ...administrators,
    method: 'get',
    path: '/canary/runs',
    summary: 'Reports of the canary, the newest first',
    query: z.strictObject({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answer: z.strictObject({ items: z.array(CanaryRun), next: z.string().nullable().meta({ description: 'cursor of the next page' }) }),
  },
  getCanaryRun: {
    ...administrators,
    method: 'get',
    path: '/canary/runs/:id',
    summary: 'One report: counts per kind of person, and what leaked',
    params: z.strictObject({ id: z.string().regex(/^\d{1,18}$/) }),
    answer: CanaryReport,
  },
  createCanaryRun: {
    ...administrators,
    method: 'post',
    path: '/canary/runs',
    summary: 'Asks for a run now; the answer is the one under way when there is one',
    answer: CanaryRun,
  },
} as const
