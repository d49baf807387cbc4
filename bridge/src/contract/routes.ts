import { z } from 'zod'
import { CircleId, PatientId, PersonId, StructureId } from '../core/ids.ts'
import { ACCOUNT_ROUTES } from './account.ts'
import { AUDIT_ROUTES } from './audit.ts'
import { CONTACT_ROUTES } from './contacts.ts'
import { COUNT_ROUTES } from './counts.ts'
import { DECISION_ROUTES } from './decisions.ts'
import { DEPARTURE_ROUTES } from './departures.ts'
import { DOCUMENT_ROUTES } from './documents.ts'
import { FOLDER_ROUTES } from './folders.ts'
import { LIST_ROUTES, circleFilter, peopleFilter, structureFilter } from './lists.ts'
import { MAIL_ROUTES } from './mails.ts'
import { MOVEMENT_ROUTES } from './movements.ts'
import { PLATFORM_ROUTES } from './platform.ts'
import { PREFERENCE_ROUTES } from './preferences.ts'
import { NOTICE_ROUTES } from './notices.ts'
import { OWN_ROUTES } from './own.ts'
import { DRIFT_ROUTES } from './drift.ts'
import { EMAIL_ROUTES } from './emails.ts'
import { PUSH_ROUTES } from './push.ts'
import { EXPORT_ROUTES } from './exports.ts'
import { HELD_ROUTES } from './held.ts'
import { IMPORT_ROUTES } from './imports.ts'
import { KEY_ROUTES } from './keys.ts'
import * as registry from './registry.ts'
import { type Route, dangerous, get, page, paging, put, remove } from './route.ts'
import { SERVICE_ROUTES } from './services.ts'
import { RoomState, StructureState } from './state.ts'
import { STAFF_ROUTES } from './staffs.ts'
import { SUBSTITUTION_ROUTES } from './substitutions.ts'
import { READER_ROUTES } from './readers.ts'
import { RETENTION_ROUTES } from './retention.ts'
import { WEBHOOK_ROUTES } from './webhooks.ts'
import { Instant, Reason, flag, line } from './words.ts'

const source = line(40).optional().meta({ description: 'act on the periods of another source; needs the scope *' })
const ending = z.strictObject({ source, reason: Reason.optional() })

const structure = z.strictObject({ id: StructureId })
const person = z.strictObject({ id: PersonId })
const patient = z.strictObject({ id: PatientId })
const circle = z.strictObject({ id: CircleId })
const employment = z.strictObject({ id: PersonId, structureId: StructureId })
const member = z.strictObject({ id: CircleId, personId: PersonId })
const membersAt = z.strictObject({ at: z.union([Instant, z.literal('all')]).optional() })
const membersPage = z.strictObject({
  ...page(registry.Member).shape,
  version: z.int().meta({ description: 'of the circle, for If-Match' }),
})
const feed = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .default('0'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  circleId: CircleId.optional(),
  personId: PersonId.optional(),
})
const feedPage = z.strictObject({
  items: z.array(registry.RegistryEvent),
  next: z.string().meta({ description: 'cursor to continue from' }),
})

export const ROUTES = {
  listStructures: get('/structures', 'structures:read', 'Structures, by name', {
    query: structureFilter,
    answer: page(registry.Structure),
  }),
  getStructure: get('/structures/:id', 'structures:read', 'One structure', { params: structure, answer: registry.Structure }),
  putStructure: put('/structures/:id', 'structures:write', 'Creates or replaces a structure', {
    params: structure,
    body: registry.StructureGiven,
    answer: registry.Structure,
  }),
  deleteStructure: remove('/structures/:id', 'structures:write', 'Deletes a structure that nothing refers to', { params: structure }),
  getStructureState: get('/structures/:id/state', 'state:read', 'Rooms of a DAC: wanted and actual side by side', {
    params: structure,
    answer: StructureState,
  }),

  listPeople: get('/people', 'people:read', 'Professionals, by name', {
    query: peopleFilter,
    answer: page(registry.Person),
  }),
  getPerson: get('/people/:id', 'people:read', 'One professional', { params: person, answer: registry.Person }),
  putPerson: put('/people/:id', 'people:write', 'Creates or replaces a professional', {
    params: person,
    body: registry.PersonGiven,
    answer: registry.Person,
    ...dangerous,
  }),
  deletePerson: remove(
    '/people/:id',
    'people:write',
    'Marks a professional as departed: sessions ended, no room any more; what they wrote stays',
    {
      params: person,
    },
  ),
  listEmployments: get('/people/:id/employments', 'people:read', 'Employments of a professional, past and future ones included', {
    params: person,
    answer: page(registry.Employment),
  }),
  putEmployment: put(
    '/people/:id/employments/:structureId',
    'people:write',
    'Says that a professional works for a structure during a period',
    {
      params: employment,
      body: registry.EmploymentBody,
      answer: registry.Employment,
    },
  ),
  deleteEmployment: remove('/people/:id/employments/:structureId', 'people:write', 'Ends the employment now', {
    params: employment,
    query: ending,
  }),

  listPatients: get('/patients', 'patients:read', 'Patients, by name', { query: z.strictObject(paging), answer: page(registry.Patient) }),
  getPatient: get('/patients/:id', 'patients:read', 'One patient', { params: patient, answer: registry.Patient }),
  putPatient: put('/patients/:id', 'patients:write', 'Creates or replaces a patient', {
    params: patient,
    body: registry.PatientBody,
    answer: registry.Patient,
  }),
  deletePatient: remove('/patients/:id', 'patients:write', 'Deletes a patient who has no circle', { params: patient }),

  listCircles: get('/circles', 'circles:read', 'Care circles, by name of the patient', {
    query: circleFilter,
    answer: page(registry.Circle),
  }),
  getCircle: get('/circles/:id', 'circles:read', 'One care circle', { params: circle, answer: registry.Circle }),
  putCircle: put('/circles/:id', 'circles:write', 'Creates, replaces, closes or reopens a care circle', {
    params: circle,
    body: registry.CircleBody,
    answer: registry.Circle,
  }),
  deleteCircle: remove(
    '/circles/:id',
    'circles:write',
    'Ends every membership and closes the circle: nobody reads its journal any more; the record stays',
    { params: circle, query: z.strictObject({ reason: Reason.optional() }) },
  ),
  listMembers: get('/circles/:id/members', 'circles:read', 'Members now, at an instant, or over all time (at=all)', {
    params: circle,
    query: membersAt,
    answer: membersPage,
  }),
  putMembers: put(
    '/circles/:id/members',
    'circles:write',
    'The whole membership according to the caller: who is not listed leaves now (other sources are not touched)',
    {
      params: circle,
      query: z.strictObject({ dryRun: flag, confirmEmpty: flag }),
      body: registry.SnapshotBody,
      answer: registry.Difference,
    },
  ),
  putMember: put('/circles/:id/members/:personId', 'circles:write', 'Says that a professional is in the circle during a period', {
    params: member,
    query: z.strictObject({ source }),
    body: registry.MemberBody,
    answer: registry.Member,
  }),
  deleteMember: remove('/circles/:id/members/:personId', 'circles:write', 'Ends the membership now', { params: member, query: ending }),
  getCircleState: get('/circles/:id/state', 'state:read', 'Wanted and actual side by side, pending work, last error', {
    params: circle,
    answer: RoomState,
    tellsOf: 'circles:read',
  }),

  listEvents: get('/events', 'events:read', 'What changed, in the order in which it was committed, without a gap', {
    query: feed,
    answer: feedPage,
  }),
  ...ACCOUNT_ROUTES,
  ...AUDIT_ROUTES,
  ...READER_ROUTES,
  ...RETENTION_ROUTES,
  ...DRIFT_ROUTES,
  ...MOVEMENT_ROUTES,
  ...DECISION_ROUTES,
  ...OWN_ROUTES,
  ...DOCUMENT_ROUTES,
  ...CONTACT_ROUTES,
  ...FOLDER_ROUTES,
  ...COUNT_ROUTES,
  ...WEBHOOK_ROUTES,
  ...MAIL_ROUTES,
  ...PREFERENCE_ROUTES,
  ...PUSH_ROUTES,
  ...NOTICE_ROUTES,
  ...SERVICE_ROUTES,
  ...EMAIL_ROUTES,
  ...EXPORT_ROUTES,
  ...STAFF_ROUTES,
  ...SUBSTITUTION_ROUTES,
  ...DEPARTURE_ROUTES,
  ...HELD_ROUTES,
  ...IMPORT_ROUTES,
  ...LIST_ROUTES,
  ...KEY_ROUTES,
  ...PLATFORM_ROUTES,
} as const satisfies Record<string, Route>
