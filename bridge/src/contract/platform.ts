import { z } from 'zod'
import { CircleId } from '../core/ids.ts'
import { Health } from './state.ts'
import { CANARY_ROUTES } from './canary.ts'
import { get, page, post } from './route.ts'
import { Instant, Reason } from './words.ts'

const part = Health.shape.parts.element
/** A process of a part: one of the homeserver with our module in it, or one of ours. */
const PartProcess = z.strictObject({
  name: z.string(),
  status: part.shape.status,
  version: z.string().nullable(),
  startedAt: Instant.nullable(),
  lastSeen: Instant,
})
export const PlatformPart = z.strictObject({
  ...part.shape,
  version: z.string().nullable().meta({ description: 'null: it has none, or did not answer' }),
  processes: z.array(PartProcess).meta({ description: 'those that announce themselves; of the other parts none' }),
})
export type PlatformPart = z.infer<typeof PlatformPart>
/** What `/health` says, for those who answer for the platform: with versions and processes. */
export const Platform = z.strictObject({
  status: Health.shape.status,
  at: Instant,
  version: z.string().meta({ description: 'of the bridge that answers' }),
  parts: z.array(PlatformPart),
})
export type Platform = z.infer<typeof Platform>

/** Work that lasts. A new kind is a source in flows/platform/read-jobs.ts. */
export const JOB_KINDS = [
  'export',
  'archive',
  'purge',
  'import',
  'canary',
  'chain-check',
  'rebuild',
  'healing',
  'rooms',
  'comparison',
  'receipts',
] as const
export const JobKind = z.enum(JOB_KINDS)
export type JobKind = z.infer<typeof JobKind>
export const Job = z.strictObject({
  kind: JobKind,
  id: z.string().nullable().meta({ description: 'names it, with its kind, to cancel it; null: it is one of many' }),
  state: z.enum(['waiting', 'running', 'failed']),
  count: z.int().meta({ description: 'how many are alike: rooms that wait, for instance' }),
  circleId: CircleId.nullable(),
  about: z.string().nullable().meta({ description: 'name of the patient; null without the right circles:read' }),
  askedBy: z.string().nullable().meta({ description: 'null: our own clock, or without the right people:read' }),
  since: Instant,
  done: z.int().nullable(),
  total: z.int().nullable().meta({ description: 'null: how much there is to do is not known' }),
  attempts: z.int().meta({ description: 'failed in a row' }),
  nextTry: Instant.nullable(),
  cause: z.strictObject({ fr: z.string(), en: z.string() }).nullable().meta({ description: 'why the last try failed' }),
  cancellable: z.boolean(),
})
export type Job = z.infer<typeof Job>

export const MEASURES = ['active-people', 'messages', 'out-of-step', 'refusals'] as const
export const Measure = z.enum(MEASURES)
export type Measure = z.infer<typeof Measure>
export const Trend = z.strictObject({
  measure: Measure,
  days: z.array(z.strictObject({ day: z.iso.date(), value: z.int().nullable().meta({ description: 'null: nobody measured that day' }) })),
  measuredAt: Instant.nullable(),
})
export type Trend = z.infer<typeof Trend>

export const INCIDENT_KINDS = ['held', 'leak', 'chain', 'webhooks', 'export'] as const
export const Incident = z.strictObject({
  kind: z.enum(INCIDENT_KINDS),
  at: Instant,
  count: z.int(),
  id: z.string().nullable().meta({ description: 'of the run of the canary' }),
})
export type Incident = z.infer<typeof Incident>
export const Overview = z.strictObject({
  trends: z.array(Trend).meta({ description: 'thirty days, the last is today; from what is measured every hour' }),
  incidents: z.array(Incident).meta({ description: 'what is not settled, the newest first; those that who calls may look at' }),
})
export type Overview = z.infer<typeof Overview>

/** What those who answer for the platform ask of it. */
export const PLATFORM_ROUTES = {
  ...CANARY_ROUTES,
  getPlatform: get(
    '/platform',
    'state:read',
    'Each part of the platform: state, version, last success, and what to do when it is not well',
    {
      answer: Platform,
    },
  ),
  getOverview: get('/platform/overview', 'state:read', 'Trends of thirty days, and what is not settled', { answer: Overview }),
  listJobs: get('/platform/jobs', 'state:read', 'Work that lasts: under way, waiting, or failed within a day', { answer: page(Job) }),
  cancelJob: post('/platform/jobs/:kind/:id/cancellation', '*', 'Stops work that lasts, where it can be stopped; the reason is recorded', {
    params: z.strictObject({ kind: JobKind, id: z.string().min(1).max(64) }),
    body: z.strictObject({ reason: Reason.min(3) }),
    answer: z.strictObject({ cancelled: z.boolean().meta({ description: 'false: it had ended already' }) }),
    status: 200 as const,
  }),
} as const
