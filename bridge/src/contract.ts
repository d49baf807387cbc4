/**
 * The HTTP API as both sides know it. The bridge validates with it, OpenAPI is made from it, the pages take their types from it.
 * Field names follow FHIR where FHIR has one; all instants are ISO 8601 with an offset; unknown fields are refused.
 */
import { z } from 'zod'
import { isFiness, isRpps } from './core/check-digits.ts'
import { CircleId, PatientId, PersonId, StructureId } from './core/ids.ts'

const line = (max: number) => z.string().trim().min(1).max(max)
const Instant = z.iso.datetime({ offset: true }).meta({ description: 'instant, ISO 8601 with an offset' })
const Reason = z.string().trim().max(500)

export const SCOPES = [
  'structures:read',
  'structures:write',
  'people:read',
  'people:write',
  'accounts:write',
  'patients:read',
  'patients:write',
  'circles:read',
  'circles:write',
  'events:read',
  'keys:write',
  '*',
] as const
export const Scope = z.enum(SCOPES)
export type Scope = z.infer<typeof Scope>

// ---- structures

export const StructureBody = z.strictObject({
  name: line(120),
  finess: z.string().refine(isFiness, { params: { expected: 'finess' } }).optional(),
  kind: line(60).meta({ description: 'what it is, in words: "DAC", "Cabinet infirmier", "HAD"…' }),
  dac: z.boolean().default(false).meta({ description: 'a DAC has a Space, a liaison book and a documents room' }),
})
export const Structure = z.strictObject({ id: StructureId, ...StructureBody.shape, version: z.int() })
export type Structure = z.infer<typeof Structure>

// ---- people and their employments

export const PersonStatus = z.enum(['active', 'suspended', 'departed'])
export type PersonStatus = z.infer<typeof PersonStatus>

export const PersonBody = z.strictObject({
  givenName: line(80),
  familyName: line(80),
  profession: line(80),
  rpps: z.string().refine(isRpps, { params: { expected: 'rpps' } }).optional(),
  email: z.email().max(254).optional(),
  telephone: z
    .string()
    .regex(/^\+?[0-9 .()-]{6,24}$/)
    .optional(),
  status: PersonStatus.default('active'),
  administrator: z.boolean().default(false).meta({ description: 'may sign in to the console; needs the scope *' }),
  localpart: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._=/+-]{0,99}$/)
    .optional()
    .meta({ description: 'local part of the Matrix account; made from the name unless given; never changes' }),
})
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

export const PasswordBody = z.strictObject({ password: z.string().min(12).max(128) })

// ---- patients

export const PatientBody = z.strictObject({
  displayName: line(120),
  identifiers: z
    .array(z.strictObject({ system: z.url().max(200), value: line(100) }))
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
  version: z.int(),
})
export type Circle = z.infer<typeof Circle>

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
})
export type Difference = z.infer<typeof Difference>

/** Wanted and actual side by side. */
export const RoomState = z.strictObject({
  kind: z.enum(['journal', 'space', 'liaison', 'documents']),
  name: z.string(),
  roomId: z.string().nullable(),
  inStep: z.boolean(),
  members: z.array(
    z.strictObject({
      personId: PersonId.nullable().meta({ description: 'null: an account that the registry does not know' }),
      userId: z.string(),
      name: z.string(),
      wanted: z.boolean(),
      role: z.string().nullable(),
      sources: z.array(z.string()),
      actual: z.enum(['join', 'invite', 'knock', 'leave', 'ban', 'none']),
      inStep: z.boolean(),
      error: z.string().nullable(),
    }),
  ),
  pending: z
    .strictObject({ since: Instant, nextTry: Instant, attempts: z.int() })
    .nullable()
    .meta({ description: 'work queued for this room' }),
  lastError: z.strictObject({ at: Instant, message: z.string() }).nullable(),
  checkedAt: Instant.nullable().meta({ description: 'when room and registry were last compared in full' }),
})
export type RoomState = z.infer<typeof RoomState>
export const StructureState = z.strictObject({ rooms: z.array(RoomState) })

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

// ---- keys, session, errors

export const KeyBody = z.strictObject({
  name: line(80),
  scopes: z.array(Scope).min(1).max(SCOPES.length),
  source: line(40).optional().meta({ description: 'name of the system, kept as the provenance of what it writes; the name of the key unless given' }),
  expiresAt: Instant.optional(),
})
export const Key = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(Scope),
  source: z.string(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
})
export type Key = z.infer<typeof Key>
export const Caller = z.strictObject({
  kind: z.enum(['key', 'administrator']),
  name: z.string(),
  scopes: z.array(Scope),
  source: z.string(),
  personId: z.string().nullable(),
  userId: z.string().nullable(),
})
export type Caller = z.infer<typeof Caller>

export const ErrorAnswer = z.strictObject({
  code: z.string(),
  message: z.string().meta({ description: 'French, or English with Accept-Language: en' }),
  path: z.string().optional().meta({ description: 'the field at fault, such as members[2].role' }),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  reference: z.string().optional().meta({ description: 'to be quoted to the people who run this' }),
})
export type ErrorAnswer = z.infer<typeof ErrorAnswer>

// ---- the routes

export interface Route {
  method: 'get' | 'put' | 'post' | 'delete'
  path: string
  summary: string
  scope: Scope | 'any'
  params: z.ZodObject
  query: z.ZodObject
  body?: z.ZodObject
  answer?: z.ZodObject
  status: 200 | 201 | 204
}
const route = <const R extends Route>(given: R): R => given

const none = z.strictObject({})
const paging = {
  search: z.string().trim().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
const page = <T extends z.ZodType>(items: T) =>
  z.strictObject({ items: z.array(items), next: z.string().nullable().meta({ description: 'cursor of the next page' }) })
const flag = z.enum(['true', 'false']).default('false').transform((text) => text === 'true')
const sourceOverride = {
  source: line(40).optional().meta({ description: 'act on the periods of another source; needs the scope *' }),
  reason: Reason.optional(),
}

const structure = z.strictObject({ id: StructureId })
const person = z.strictObject({ id: PersonId })
const patient = z.strictObject({ id: PatientId })
const circle = z.strictObject({ id: CircleId })
const employment = z.strictObject({ id: PersonId, structureId: StructureId })
const member = z.strictObject({ id: CircleId, personId: PersonId })

export const ROUTES = {
  listStructures: route({
    method: 'get', path: '/structures', scope: 'structures:read', summary: 'Structures, by name',
    params: none, query: z.strictObject(paging), answer: page(Structure), status: 200,
  }),
  getStructure: route({
    method: 'get', path: '/structures/:id', scope: 'structures:read', summary: 'One structure',
    params: structure, query: none, answer: Structure, status: 200,
  }),
  putStructure: route({
    method: 'put', path: '/structures/:id', scope: 'structures:write', summary: 'Creates or replaces a structure',
    params: structure, query: none, body: StructureBody, answer: Structure, status: 200,
  }),
  deleteStructure: route({
    method: 'delete', path: '/structures/:id', scope: 'structures:write', summary: 'Deletes a structure that nothing refers to',
    params: structure, query: none, status: 204,
  }),
  getStructureState: route({
    method: 'get', path: '/structures/:id/state', scope: 'structures:read', summary: 'Rooms of a DAC: wanted and actual side by side',
    params: structure, query: none, answer: StructureState, status: 200,
  }),

  listPeople: route({
    method: 'get', path: '/people', scope: 'people:read', summary: 'Professionals, by name',
    params: none, query: z.strictObject({ ...paging, status: PersonStatus.optional() }), answer: page(Person), status: 200,
  }),
  getPerson: route({
    method: 'get', path: '/people/:id', scope: 'people:read', summary: 'One professional',
    params: person, query: none, answer: Person, status: 200,
  }),
  putPerson: route({
    method: 'put', path: '/people/:id', scope: 'people:write', summary: 'Creates or replaces a professional',
    params: person, query: none, body: PersonBody, answer: Person, status: 200,
  }),
  deletePerson: route({
    method: 'delete', path: '/people/:id', scope: 'people:write',
    summary: 'Marks a professional as departed: sessions ended, no room any more; what they wrote stays',
    params: person, query: none, status: 204,
  }),
  putPassword: route({
    method: 'put', path: '/people/:id/password', scope: 'accounts:write', summary: 'Sets the password of the Matrix account; ends its sessions',
    params: person, query: none, body: PasswordBody, status: 204,
  }),
  listEmployments: route({
    method: 'get', path: '/people/:id/employments', scope: 'people:read', summary: 'Employments of a professional, past and future ones included',
    params: person, query: none, answer: page(Employment), status: 200,
  }),
  putEmployment: route({
    method: 'put', path: '/people/:id/employments/:structureId', scope: 'people:write',
    summary: 'Says that a professional works for a structure during a period',
    params: employment, query: none, body: EmploymentBody, answer: Employment, status: 200,
  }),
  deleteEmployment: route({
    method: 'delete', path: '/people/:id/employments/:structureId', scope: 'people:write', summary: 'Ends the employment now',
    params: employment, query: z.strictObject(sourceOverride), status: 204,
  }),

  listPatients: route({
    method: 'get', path: '/patients', scope: 'patients:read', summary: 'Patients, by name',
    params: none, query: z.strictObject(paging), answer: page(Patient), status: 200,
  }),
  getPatient: route({
    method: 'get', path: '/patients/:id', scope: 'patients:read', summary: 'One patient',
    params: patient, query: none, answer: Patient, status: 200,
  }),
  putPatient: route({
    method: 'put', path: '/patients/:id', scope: 'patients:write', summary: 'Creates or replaces a patient',
    params: patient, query: none, body: PatientBody, answer: Patient, status: 200,
  }),
  deletePatient: route({
    method: 'delete', path: '/patients/:id', scope: 'patients:write', summary: 'Deletes a patient who has no circle',
    params: patient, query: none, status: 204,
  }),

  listCircles: route({
    method: 'get', path: '/circles', scope: 'circles:read', summary: 'Care circles, by name of the patient',
    params: none,
    query: z.strictObject({
      ...paging,
      status: CircleStatus.optional(),
      personId: PersonId.optional().meta({ description: 'circles in which this professional is now' }),
      patientId: PatientId.optional(),
      structureId: StructureId.optional(),
      outOfStep: flag,
    }),
    answer: page(Circle), status: 200,
  }),
  getCircle: route({
    method: 'get', path: '/circles/:id', scope: 'circles:read', summary: 'One care circle',
    params: circle, query: none, answer: Circle, status: 200,
  }),
  putCircle: route({
    method: 'put', path: '/circles/:id', scope: 'circles:write', summary: 'Creates, replaces, closes or reopens a care circle',
    params: circle, query: none, body: CircleBody, answer: Circle, status: 200,
  }),
  deleteCircle: route({
    method: 'delete', path: '/circles/:id', scope: 'circles:write',
    summary: 'Ends every membership and closes the circle: nobody reads its journal any more; the record stays',
    params: circle, query: z.strictObject({ reason: Reason.optional() }), status: 204,
  }),
  listMembers: route({
    method: 'get', path: '/circles/:id/members', scope: 'circles:read', summary: 'Members now, at an instant, or over all time (`at=all`)',
    params: circle, query: z.strictObject({ at: z.union([Instant, z.literal('all')]).optional() }),
    answer: z.strictObject({ ...page(Member).shape, version: z.int().meta({ description: 'of the circle, for If-Match' }) }), status: 200,
  }),
  putMembers: route({
    method: 'put', path: '/circles/:id/members', scope: 'circles:write',
    summary: 'The whole membership according to the caller: who is not listed leaves now (other sources are not touched)',
    params: circle, query: z.strictObject({ dryRun: flag, confirmEmpty: flag }), body: SnapshotBody, answer: Difference, status: 200,
  }),
  putMember: route({
    method: 'put', path: '/circles/:id/members/:personId', scope: 'circles:write',
    summary: 'Says that a professional is in the circle during a period',
    params: member, query: z.strictObject({ source: sourceOverride.source }), body: MemberBody, answer: Member, status: 200,
  }),
  deleteMember: route({
    method: 'delete', path: '/circles/:id/members/:personId', scope: 'circles:write', summary: 'Ends the membership now',
    params: member, query: z.strictObject(sourceOverride), status: 204,
  }),
  getCircleState: route({
    method: 'get', path: '/circles/:id/state', scope: 'circles:read', summary: 'Wanted and actual side by side, pending work, last error',
    params: circle, query: none, answer: RoomState, status: 200,
  }),

  listEvents: route({
    method: 'get', path: '/events', scope: 'events:read', summary: 'What changed, in the order in which it was committed, without a gap',
    params: none,
    query: z.strictObject({
      after: z.string().regex(/^\d{1,18}$/).default('0'),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      circleId: CircleId.optional(),
      personId: PersonId.optional(),
    }),
    answer: z.strictObject({ items: z.array(RegistryEvent), next: z.string().meta({ description: 'cursor to continue from' }) }), status: 200,
  }),

  whoAmI: route({
    method: 'get', path: '/whoami', scope: 'any', summary: 'Who is calling, with which rights',
    params: none, query: none, answer: Caller, status: 200,
  }),
  listKeys: route({
    method: 'get', path: '/keys', scope: 'keys:write', summary: 'API keys (never their secrets)',
    params: none, query: none, answer: page(Key), status: 200,
  }),
  createKey: route({
    method: 'post', path: '/keys', scope: 'keys:write', summary: 'Makes an API key; its secret is in this answer and nowhere else',
    params: none, query: none, body: KeyBody, answer: z.strictObject({ ...Key.shape, key: z.string() }), status: 201,
  }),
  deleteKey: route({
    method: 'delete', path: '/keys/:id', scope: 'keys:write', summary: 'Revokes an API key',
    params: z.strictObject({ id: z.string().max(64) }), query: none, status: 204,
  }),
} as const

/** The console's session: a Matrix OpenID token is exchanged for an httpOnly cookie. */
export const SessionBody = z.strictObject({ openIdToken: z.string().min(1).max(500) })

/** `/health`: each part, with what to do when it is not well. */
export const Health = z.strictObject({
  status: z.enum(['ok', 'degraded', 'down']),
  parts: z.array(
    z.strictObject({
      part: z.string(),
      status: z.enum(['ok', 'degraded', 'down']),
      detail: z.string(),
      advice: z.string().nullable(),
      lastSuccess: Instant.nullable(),
    }),
  ),
})
export type Health = z.infer<typeof Health>
