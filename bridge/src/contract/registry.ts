import { z } from 'zod'
import { isFiness, isRpps } from '../core/check-digits.ts'
import { CircleId, PatientId, PersonId, StructureId } from '../core/ids.ts'
import { ConsoleRole } from './access.ts'
import { Endings } from './held.ts'
import { Instant, Reason, ReasonOfAct, WELL_FORMED, line } from './words.ts'

// ---- structures

export const StructureBody = z.strictObject({
  name: line(120),
  finess: z
    .string()
    .refine(isFiness, { params: { expected: 'finess' } })
    .optional(),
  kind: line(60).meta({ description: 'what it is, in words: "DAC", "Cabinet infirmier", "HAD"…' }),
  dac: z.boolean().default(false).meta({ description: 'a DAC has a Space, a liaison book and folders of documents' }),
})
/** With why, which is recorded of the act and not kept of the structure. */
export const StructureGiven = StructureBody.extend({ reason: Reason.optional() })
export const Structure = z.strictObject({ id: StructureId, ...StructureBody.shape, version: z.int() })
export type Structure = z.infer<typeof Structure>

// ---- people and their employments

export const PersonStatus = z.enum(['active', 'suspended', 'departed'])
export type PersonStatus = z.infer<typeof PersonStatus>

export const PersonBody = z.strictObject({
  givenName: line(80),
  familyName: line(80),
  profession: line(80),
  rpps: z
    .string()
    .refine(isRpps, { params: { expected: 'rpps' } })
    .optional(),
  email: z.email().max(254).optional(),
  telephone: z
    .string()
    .regex(/^\+?[0-9 .()-]{6,24}$/)
    .optional(),
  status: PersonStatus.default('active'),
  administrator: z.boolean().default(false).meta({ description: 'may sign in to the console; needs the scope *' }),
  consoleRole: ConsoleRole.optional().meta({ description: 'may sign in to the console for that alone; needs the scope *' }),
  localpart: z
    .string()
    // Synapse refuses names made of digits alone: it keeps those for guests.
    .regex(/^(?!\d+$)[a-z0-9][a-z0-9._=/+-]{0,99}$/)
    .optional()
    .meta({ description: 'local part of the Matrix account; made from the name unless given; never changes' }),
})
/** With why, which is recorded of the act and not kept of the person. */
export const PersonGiven = PersonBody.extend({ reason: ReasonOfAct })
export const Person = z.strictObject({
  id: PersonId,
  ...PersonBody.shape,
  localpart: z.string(),
  userId: z.string(),
  account: z.strictObject({ state: z.enum(['pending', 'ready', 'failed']), error: z.string().optional() }),
  version: z.int(),
})
export type Person = z.infer<typeof Person>

export const EmploymentRole = z.enum(['member', 'editor', 'manager'])
export type EmploymentRole = z.infer<typeof EmploymentRole>

const Period = {
  start: Instant.optional().meta({ description: 'absent: now, or the start of the period under way' }),
  end: Instant.nullable().optional().meta({ description: 'absent or null: without end' }),
  reason: Reason.optional(),
}
export const EmploymentBody = z.strictObject({ role: EmploymentRole.default('member'), ...Period })
export const Employment = z.strictObject({
  personId: PersonId,
  structure: z.strictObject({ id: StructureId, name: z.string(), dac: z.boolean() }),
  role: EmploymentRole,
  start: Instant,
  end: Instant.nullable(),
  source: z.string(),
  requestedBy: z.string(),
  reason: z.string().nullable(),
})
export type Employment = z.infer<typeof Employment>

// ---- patients

export const PatientBody = z.strictObject({
  displayName: line(120),
  identifiers: z
    .array(z.strictObject({ system: z.url().max(200).regex(WELL_FORMED), value: line(100) }))
    .max(20)
    .default([]),
})
export const Patient = z.strictObject({ id: PatientId, ...PatientBody.shape, version: z.int() })
export type Patient = z.infer<typeof Patient>

// ---- circles

export const CircleStatus = z.enum(['active', 'closed'])
export type CircleStatus = z.infer<typeof CircleStatus>

export const CircleBody = z.strictObject({
  patientId: PatientId,
  structureId: StructureId.meta({ description: 'the structure responsible for the circle' }),
  status: CircleStatus.default('active'),
  reason: Reason.optional(),
})
export const Circle = z.strictObject({
  id: CircleId,
  patient: z.strictObject({ id: PatientId, displayName: z.string() }),
  structure: z.strictObject({ id: StructureId, name: z.string() }),
  status: CircleStatus,
  memberCount: z.int().meta({ description: 'people in the circle now' }),
  roomId: z.string().nullable().meta({ description: 'the journal; made when the first member arrives' }),
  inStep: z.boolean().meta({ description: 'the journal is what the registry says' }),
  journal: z.enum(['kept', 'sealed', 'purged']).meta({ description: 'sealed: nobody reads it any more; purged: it is no more' }),
  version: z.int(),
})
export type Circle = z.infer<typeof Circle>

export const Replaces = z
  .strictObject({ personId: PersonId, name: z.string() })
  .nullable()
  .meta({ description: 'for whom they are there, by a substitution; null: in their own right' })
export const MemberBody = z.strictObject({ role: line(80), ...Period })
export const Member = z.strictObject({
  personId: PersonId,
  name: z.string(),
  profession: z.string(),
  personStatus: PersonStatus,
  role: z.string(),
  start: Instant,
  end: Instant.nullable(),
  source: z.string().meta({ description: 'the system that says so' }),
  requestedBy: z.string(),
  reason: z.string().nullable(),
  replaces: Replaces,
})
export type Member = z.infer<typeof Member>

export const SnapshotBody = z.strictObject({
  members: z
    .array(z.strictObject({ personId: PersonId, role: line(80), start: Instant.optional(), end: Instant.nullable().optional() }))
    .max(500),
  reason: Reason.optional(),
})
export const Difference = z.strictObject({
  dryRun: z.boolean(),
  changes: z.array(
    z.strictObject({
      personId: PersonId,
      name: z.string(),
      change: z.enum(['added', 'changed', 'ended', 'cancelled']),
      words: z.string().meta({ description: 'the change in a sentence' }),
    }),
  ),
  held: Endings.nullable().meta({ description: 'of a dry run: it would end too many accesses at once, and wait for an approval' }),
})
export type Difference = z.infer<typeof Difference>

// ---- events

export const RegistryEvent = z.strictObject({
  id: z.string().meta({ description: 'cursor: pass the last one as `after`' }),
  at: Instant,
  type: z.string(),
  circleId: z.string().nullable(),
  personId: z.string().nullable(),
  structureId: z.string().nullable(),
  patientId: z.string().nullable(),
  source: z.string(),
  by: z.string(),
  reason: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
})
export type RegistryEvent = z.infer<typeof RegistryEvent>
