import { z } from 'zod'
import { CircleId, PatientId, StructureId } from '../core/ids.ts'
import { get, page, paging, post } from './route.ts'
import { Instant, Reason } from './words.ts'

export const RETENTION_GROUNDS = ['closed-long-ago', 'patient-request'] as const
export const RetentionGround = z.enum(RETENTION_GROUNDS)
export type RetentionGround = z.infer<typeof RetentionGround>
export const RETENTION_STATES = ['sealed', 'archived', 'purging', 'purged', 'lifted'] as const
export const RetentionState = z.enum(RETENTION_STATES).meta({
  description: 'sealed: the archive is being made; archived: it waits for another administrator; lifted: given up, the circle stays closed',
})
export type RetentionState = z.infer<typeof RetentionState>

const id = z.string().regex(/^\d{1,18}$/)
const circle = z.strictObject({
  id: CircleId,
  patient: z.strictObject({ id: PatientId, displayName: z.string() }),
  structure: z.strictObject({ id: StructureId, name: z.string() }),
  closedAt: Instant.nullable().meta({ description: 'null: it is active' }),
})
export const RetentionCircle = circle
export type RetentionCircle = z.infer<typeof RetentionCircle>

export const Archive = z.strictObject({
  name: z.string().meta({ description: 'of the file, in the folder of archives' }),
  size: z.int().meta({ description: 'octets' }),
  sha256: z.string().meta({ description: 'hexadecimal' }),
  at: Instant,
  messages: z.int(),
  files: z.int(),
})
export const Retention = z.strictObject({
  id,
  circle,
  ground: RetentionGround,
  reason: z.string(),
  state: RetentionState,
  askedBy: z.string(),
  askedAt: Instant,
  mine: z.boolean().meta({ description: 'who calls asked for it: somebody else approves the purge' }),
  progress: z.strictObject({ done: z.int(), total: z.int() }).nullable().meta({ description: 'of the archive: events read' }),
  failure: z
    .strictObject({ fr: z.string(), en: z.string() })
    .nullable()
    .meta({ description: 'why the archive is not made or is made again, or the purge is not over' }),
  archive: Archive.nullable(),
  decidedBy: z.string().nullable().meta({ description: 'who approved the purge, or lifted the seal' }),
  decidedAt: Instant.nullable(),
  decisionReason: z.string().nullable(),
  purgedAt: Instant.nullable(),
  version: z.int(),
})
export type Retention = z.infer<typeof Retention>

export const RetentionPreview = z.strictObject({
  circle,
  dueAt: Instant.nullable().meta({ description: 'when it may be asked for because the circle is closed for long; null: never by that' }),
  ready: z.boolean().meta({ description: 'archives can be made: the installation has a folder and a key for them' }),
  readers: z.int().meta({ description: 'people who lose access when it is sealed' }),
  messages: z.int(),
  files: z.int(),
  octets: z.int().meta({ description: 'of these files' }),
  firstAt: Instant.nullable(),
  lastAt: Instant.nullable(),
  current: Retention.nullable(),
})
export type RetentionPreview = z.infer<typeof RetentionPreview>

const one = z.strictObject({ id })
const DecisionBody = z.strictObject({ reason: Reason.min(1) })
const pages = { cursor: paging.cursor, limit: paging.limit }
export const RETENTION_ROUTES = {
  listDueCircles: get('/retentions/due', 'circles:read', 'Circles closed for so long that their journals may go, the oldest first', {
    query: z.strictObject(pages),
    answer: z.strictObject({
      ...page(circle).shape,
      afterDays: z.number().nullable().meta({ description: 'how long after its closing; null: no circle is ever due by itself' }),
      ready: RetentionPreview.shape.ready,
    }),
  }),
  listRetentions: get('/retentions', 'circles:read', 'Journals that are sealed, archived or purged, newest first', {
    query: z.strictObject({ state: RetentionState.optional(), ...pages }),
    answer: page(Retention),
  }),
  exportRetentions: get('/retentions.csv', 'circles:read', 'The same list as /retentions, as a file for a spreadsheet: the register', {
    query: z.strictObject({ state: RetentionState.optional() }),
    file: ['text/csv; charset=utf-8'],
  }),
  getRetention: get('/retentions/:id', 'circles:read', 'One of them: of a purged journal, the proof', { params: one, answer: Retention }),
  previewRetention: get('/circles/:id/retention', 'circles:read', 'What sealing and purging its journal would take away', {
    params: z.strictObject({ id: CircleId }),
    answer: RetentionPreview,
  }),
  sealJournal: post(
    '/circles/:id/retention',
    '*',
    'Closes the circle and seals its journal: nobody reads it any more; its archive is made, then waits for another administrator',
    {
      params: z.strictObject({ id: CircleId }),
      body: z.strictObject({ ground: RetentionGround, reason: Reason.min(1) }),
      answer: Retention,
      guarded: true,
    },
  ),
  approvePurge: post('/retentions/:id/approval', '*', 'Another administrator has the journal purged: for good', {
    params: one,
    body: DecisionBody,
    answer: Retention,
    status: 200,
    guarded: true,
  }),
  liftSeal: post(
    '/retentions/:id/lifting',
    '*',
    'Gives it up before the purge: its archive goes, the circle stays closed, without members',
    {
      params: one,
      body: DecisionBody,
      answer: Retention,
      status: 200,
    },
  ),
  retryArchive: post('/retentions/:id/archive', '*', 'Has an archive made that could not be', {
    params: one,
    answer: Retention,
    status: 202,
  }),
}
