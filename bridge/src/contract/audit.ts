import { z } from 'zod'
import { EVENT_KINDS, EVENT_TYPES } from '../core/event-types.ts'
import { CircleId, PatientId, PersonId, StructureId } from '../core/ids.ts'
import { RegistryEvent } from './registry.ts'
import { get, page, paging, post } from './route.ts'
import { Instant, WELL_FORMED, line } from './words.ts'

const id = z
  .string()
  .max(20)
  .regex(/^\d{1,18}$/)

/** An event with the names of what it is about, as they are now. */
export const AuditEvent = z.strictObject({
  ...RegistryEvent.shape,
  type: z.enum(EVENT_TYPES),
  personName: z.string().nullable(),
  patientName: z.string().nullable().meta({ description: 'of the patient, or of the patient of the circle' }),
  structureName: z.string().nullable(),
  hash: z.string().meta({ description: 'SHA-256, hexadecimal' }),
})
export type AuditEvent = z.infer<typeof AuditEvent>

const filter = {
  search: z.string().trim().max(100).regex(WELL_FORMED).optional().meta({ description: 'words of the reason' }),
  kind: z.enum(EVENT_KINDS).optional(),
  circleId: CircleId.optional(),
  personId: PersonId.optional(),
  structureId: StructureId.optional(),
  patientId: PatientId.optional(),
  by: line(120).optional(),
  source: line(40).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
}
const AuditFilter = z.strictObject({ ...filter, cursor: paging.cursor, limit: paging.limit })
export type AuditFilter = z.infer<typeof AuditFilter>

export const ChainFault = z.strictObject({
  fault: z.enum(['changed', 'broken', 'cut', 'beyond', 'rewritten', 'unsigned']).meta({
    description:
      'changed: this event is not what was recorded; broken: between these two something was taken away, put in or moved; cut: what followed is missing; beyond: recorded by nobody of us; rewritten: not what was signed; unsigned: the signature is not ours',
  }),
  after: z.string().nullable().meta({ description: 'the event before; null: from the beginning' }),
  id: z.string().nullable().meta({ description: 'the event at fault, or the first behind it' }),
})
export type ChainFault = z.infer<typeof ChainFault>
export const ChainCheck = z.strictObject({
  id,
  askedBy: z.string(),
  askedAt: Instant,
  finishedAt: Instant.nullable(),
  length: z.int().nullable().meta({ description: 'events to look at; null: not begun' }),
  verified: z.int().meta({ description: 'looked at so far' }),
  faultCount: z.int(),
  faults: z.array(ChainFault).meta({ description: 'the first hundred' }),
})
export type ChainCheck = z.infer<typeof ChainCheck>
export const ChainState = z.strictObject({
  length: z.int(),
  lastId: z.string(),
  hash: z.string(),
  seal: z.strictObject({ lastId: z.string(), at: Instant }).nullable().meta({ description: 'up to where it is signed; null: it is not' }),
  lastCheck: ChainCheck.nullable(),
})
export type ChainState = z.infer<typeof ChainState>

export const AUDIT_ROUTES = {
  listAuditEvents: get('/audit/events', 'audit:read', 'Everything that was recorded, newest first', {
    query: AuditFilter,
    answer: page(AuditEvent),
  }),
  followNews: get(
    '/news',
    'state:read',
    'Server-sent events: each time something is recorded, of which families (`circle membership`), so that what a page shows is never old',
    { file: ['text/event-stream'] },
  ),
  exportAuditEvents: get('/audit/export', 'audit:read', 'The same, oldest first, as JSON Lines with the chain', {
    query: z.strictObject(filter),
    file: ['application/x-ndjson'],
  }),
  getChain: get(
    '/audit/chain',
    'audit:read',
    'Where the chain of events ends, up to where it is signed, and what the last verification found',
    {
      answer: ChainState,
    },
  ),
  createChainCheck: post(
    '/audit/chain/checks',
    'audit:read',
    'Verifies the whole chain; the answer is the verification under way when there is one',
    {
      answer: ChainCheck,
    },
  ),
  getChainCheck: get('/audit/chain/checks/:id', 'audit:read', 'One verification, with its progress', {
    params: z.strictObject({ id }),
    answer: ChainCheck,
  }),
} as const
