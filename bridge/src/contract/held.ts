import { z } from 'zod'
import { BRAKE_LEVELS } from '../core/brake.ts'
import { CircleId, PersonId, StructureId } from '../core/ids.ts'
import { get, page, paging, post } from './route.ts'
import { Instant, Reason } from './words.ts'

export const HELD_KINDS = [
  'members.replace',
  'period.put',
  'period.end',
  'circle.end',
  'structure.put',
  'person.put',
  'person.depart',
  'departure',
] as const
export const HeldKind = z.enum(HELD_KINDS)
export type HeldKind = z.infer<typeof HeldKind>
export const HeldState = z.enum(['waiting', 'approved', 'rejected'])
export type HeldState = z.infer<typeof HeldState>

/** How many accesses a change would end, of how many; `level`: where that is too much. */
export const Endings = z.strictObject({
  level: z.enum(BRAKE_LEVELS).meta({ description: 'of one circle, of one DAC’s team, of what one structure answers for, of everything' }),
  ref: z.string().nullable().meta({ description: 'identifier of the circle or of the structure' }),
  endings: z.int().meta({ description: 'accesses that would end, those that its author ended lately included' }),
  ofMemberships: z.int(),
})
export type Endings = z.infer<typeof Endings>

const id = z.string().regex(/^\d{1,18}$/)
export const HeldChange = z.strictObject({
  id,
  at: Instant,
  lastAt: Instant.meta({ description: 'when it was sent the last time' }),
  kind: HeldKind,
  inputs: z.int().meta({ description: 'more than one: small changes of one author that are too much together' }),
  acts: z
    .array(z.strictObject({ kind: HeldKind, inputs: z.int() }))
    .meta({ description: 'every kind that it holds, and how many of each' }),
  source: z.string(),
  by: z.string(),
  reason: z.string().nullable(),
  state: HeldState,
  ...Endings.shape,
  about: z.string().nullable().meta({ description: 'name of the patient whose circle it is, or of the structure' }),
  subject: z
    .strictObject({ person: z.string().nullable(), patient: z.string().nullable(), structure: z.string().nullable() })
    .meta({ description: 'names of what the request is about, of a series its first; null: nobody, or no longer there' }),
  mine: z.boolean().meta({ description: 'who calls is its author: somebody else decides' }),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decisionReason: z.string().nullable(),
  version: z.int(),
})
export type HeldChange = z.infer<typeof HeldChange>

export const AccessChange = z.strictObject({
  change: z.enum(['lost', 'gained']),
  person: z.strictObject({ id: PersonId, name: z.string(), profession: z.string() }),
  circle: z.strictObject({ id: CircleId, patient: z.string() }).nullable().meta({ description: 'null: the rooms of a DAC' }),
  structure: z.strictObject({ id: StructureId, name: z.string() }),
  since: Instant.nullable().meta({ description: 'null: they are not there yet' }),
})
export type AccessChange = z.infer<typeof AccessChange>
export const HeldDetail = z.strictObject({
  ...HeldChange.shape,
  difference: z
    .strictObject({ ...page(AccessChange).shape, losses: z.int(), gains: z.int() })
    .meta({ description: 'place after place: who would lose it, then who would enter' }),
  impossible: z.string().nullable().meta({ description: 'code of the reason why it cannot be applied as things are now' }),
})
export type HeldDetail = z.infer<typeof HeldDetail>

const one = z.strictObject({ id })
const DecisionBody = z.strictObject({ reason: Reason.min(1) })
export const HELD_ROUTES = {
  listHeldChanges: get('/held-changes', '*', 'Changes that would end too many accesses at once and wait for a decision, newest first', {
    query: z.strictObject({ state: HeldState.optional(), cursor: paging.cursor, limit: paging.limit }),
    answer: z.strictObject({ ...page(HeldChange).shape, waiting: z.int() }),
  }),
  getHeldChange: get('/held-changes/:id', '*', 'One of them, with who would lose and gain what, as things are now', {
    params: one,
    query: z.strictObject({ cursor: paging.cursor, limit: paging.limit }),
    answer: HeldDetail,
  }),
  approveHeldChange: post('/held-changes/:id/approval', '*', 'Applies it; by an administrator other than its author', {
    params: one,
    body: DecisionBody,
    answer: HeldChange,
    status: 200,
    guarded: true,
  }),
  rejectHeldChange: post('/held-changes/:id/rejection', '*', 'Drops it; by an administrator other than its author', {
    params: one,
    body: DecisionBody,
    answer: HeldChange,
    status: 200,
  }),
} as const
