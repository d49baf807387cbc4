import { SIMULATED, type SimulatedActName } from 'policies'
import { z } from 'zod'
import { CircleId, PersonId, RoomId, StructureId } from '../core/ids.ts'
import { get, page, paging, post } from './route.ts'
import { Instant } from './words.ts'

const both = z.strictObject({ fr: z.string(), en: z.string() })
const somebody = z.strictObject({ id: PersonId, name: z.string().nullable().meta({ description: 'null without the right people:read' }) })
const id = z
  .string()
  .max(20)
  .regex(/^\d{1,18}$/)

export const DecisionPlace = z.strictObject({
  kind: z.string().nullable(),
  circleId: CircleId.nullable(),
  structureId: StructureId.nullable(),
  roomId: z.string().nullable(),
  name: z
    .string()
    .nullable()
    .meta({ description: 'of the patient or the structure; null without the right circles:read or structures:read' }),
})

/** An answer of the rules or of the gateway. Never a word of what was said. */
export const Decision = z.strictObject({
  id,
  firstAt: Instant,
  lastAt: Instant,
  count: z.int().meta({ description: 'how often within that minute' }),
  allowed: z.boolean(),
  question: z.string(),
  action: z.string().nullable().meta({ description: 'the act in more exact words, when it is a known one' }),
  rule: z.string().nullable(),
  code: z.string().nullable(),
  via: z.enum(['module', 'gateway']),
  userId: z.string().nullable().meta({ description: 'null without the right people:read' }),
  person: somebody.nullable().meta({ description: 'null: an account that the registry does not know, or the service itself' }),
  subject: somebody.nullable(),
  place: DecisionPlace.nullable(),
  sentence: both,
  ruleIs: both.nullable(),
  why: both.nullable(),
  told: both.nullable().meta({ description: 'the words that the person was given' }),
})
export type Decision = z.infer<typeof Decision>

const name = z.string().min(1).max(80)
const filter = {
  allowed: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  code: name.optional(),
  rule: name.optional(),
  question: name.optional(),
  personId: PersonId.optional(),
  circleId: CircleId.optional(),
  structureId: StructureId.optional(),
  roomId: RoomId.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
}

export const SimulatedAct = z.enum(Object.keys(SIMULATED) as [SimulatedActName, ...SimulatedActName[]])
export type SimulatedAct = z.infer<typeof SimulatedAct>
export const SimulationBody = z.strictObject({
  act: SimulatedAct,
  personId: PersonId.meta({ description: 'who would act' }),
  subjectId: PersonId.optional().meta({ description: 'whom the act would be about' }),
  circleId: CircleId.optional().meta({ description: 'in the journal of this circle' }),
  structureId: StructureId.optional().meta({ description: 'in a room of this DAC; see kind' }),
  kind: z.enum(['space', 'liaison', 'documents']).default('liaison'),
  roomId: RoomId.optional().meta({ description: 'or in this room' }),
  followed: z.boolean().default(false).meta({ description: 'somebody wrote after the message that would be deleted' }),
  reasoned: z.boolean().default(false).meta({ description: 'the deletion would say why' }),
})
export const Simulation = z.strictObject({
  allowed: z.boolean(),
  code: z.string().nullable(),
  rule: z.string().nullable(),
  sentence: both,
  why: both.nullable(),
  told: both.nullable(),
  doors: z
    .array(
      z.strictObject({
        door: z.enum(['gateway', 'module', 'api']),
        question: z.string(),
        verdicts: z.array(z.strictObject({ rule: z.string(), is: both, why: both, code: z.string().nullable(), words: both.nullable() })),
        facts: z.array(both),
      }),
    )
    .meta({ description: 'who is asked, in order; the first refusal is the answer' }),
})
export type Simulation = z.infer<typeof Simulation>

export const DECISION_ROUTES = {
  listDecisions: get(
    '/decisions',
    'decisions:read',
    'What was refused, and allowed when it mattered: newest first, with the words for it',
    {
      query: z.strictObject({ ...filter, cursor: paging.cursor, limit: paging.limit }),
      answer: page(Decision),
    },
  ),
  exportDecisions: get('/decisions.csv', 'decisions:read', 'The same list as /decisions, as a file for a spreadsheet', {
    query: z.strictObject(filter),
    file: ['text/csv; charset=utf-8'],
  }),
  getDecision: get('/decisions/:id', 'decisions:read', 'One decision', { params: z.strictObject({ id }), answer: Decision }),
  simulateDecision: post('/decisions/simulate', 'decisions:read', 'Asks the real rules on real facts; nothing is done or recorded', {
    body: SimulationBody,
    answer: Simulation,
    status: 200,
  }),
} as const
