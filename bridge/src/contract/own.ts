import { z } from 'zod'
import { CircleId, PatientId, PersonId, StructureId } from '../core/ids.ts'
import { Absence } from './mails.ts'
import { get, page, paging } from './route.ts'
import { CircleStatus, EmploymentRole, PersonStatus, Replaces } from './registry.ts'
import { Instant } from './words.ts'

const Place = z.strictObject({ id: StructureId, name: z.string() })

export const Profile = z.strictObject({
  id: PersonId,
  userId: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  profession: z.string(),
  email: z.string().nullable(),
  telephone: z.string().nullable(),
  administrator: z.boolean(),
  structures: z.array(
    z.strictObject({
      ...Place.shape,
      dac: z.boolean(),
      role: EmploymentRole,
      liaisonRoomId: z.string().nullable().meta({ description: 'the liaison book, of a DAC alone' }),
    }),
  ),
  notificationsRoomId: z.string().nullable(),
  house: z
    .strictObject({ userId: z.string(), servicePrefix: z.string() })
    .meta({ description: 'the account that posts notices, and how those of other systems begin: what they say is no message of a person' }),
})
export type Profile = z.infer<typeof Profile>

/** A dossier, as the person who follows it sees it. */
export const OwnCircle = z.strictObject({
  id: CircleId,
  patient: z.strictObject({ id: PatientId, displayName: z.string() }),
  structure: Place,
  status: CircleStatus,
  roomId: z.string().nullable().meta({ description: 'the journal; null while it is being made' }),
  role: z.string().meta({ description: 'of the person in this circle' }),
  since: Instant,
  until: Instant.nullable(),
  muted: z.boolean(),
  memberCount: z.int(),
  lastAt: Instant.nullable().meta({ description: 'when somebody last wrote in the journal' }),
})
export type OwnCircle = z.infer<typeof OwnCircle>

export const OwnCircleMember = z.strictObject({
  personId: PersonId,
  userId: z.string(),
  name: z.string(),
  profession: z.string(),
  personStatus: PersonStatus,
  structures: z.array(z.string()).meta({ description: 'who employs them now' }),
  role: z.string(),
  start: Instant,
  end: Instant.nullable(),
  source: z.string(),
  requestedBy: z.string(),
  reason: z.string().nullable(),
  replaces: Replaces,
})
export type OwnCircleMember = z.infer<typeof OwnCircleMember>
export const OwnCircleDetail = z.strictObject({
  ...OwnCircle.shape,
  members: z.array(OwnCircleMember),
  authors: z
    .array(z.strictObject({ userId: z.string(), name: z.string(), profession: z.string() }))
    .meta({ description: 'everybody who is or was in it: the names for what they wrote' }),
})
export type OwnCircleDetail = z.infer<typeof OwnCircleDetail>

export const Correspondent = z.strictObject({
  id: PersonId,
  userId: z.string(),
  name: z.string(),
  profession: z.string(),
  structures: z.array(z.string()),
  absence: Absence.nullable().meta({ description: 'while they are away: who writes to them is told so' }),
})
export type Correspondent = z.infer<typeof Correspondent>

const person = z.strictObject({ id: PersonId })
/** "nadia,paul": those of them who can be written to. */
const people = z
  .string()
  .max(2_000)
  .transform((text) => text.split(','))
  .pipe(z.array(PersonId).max(50))
const own = 'shared' as const

export const OWN_ROUTES = {
  getProfile: get('/people/:id/profile', 'people:read', 'Who a professional is, and where they work now', {
    params: person,
    answer: Profile,
    own,
  }),
  listOwnCircles: get('/people/:id/circles', 'circles:read', 'The circles where a professional is now, by the names of the patients', {
    params: person,
    query: z.strictObject(paging),
    answer: page(OwnCircle),
    own,
  }),
  getOwnCircle: get('/people/:id/circles/:circleId', 'circles:read', 'One of them, and who else is there now', {
    params: z.strictObject({ id: PersonId, circleId: CircleId }),
    answer: OwnCircleDetail,
    own,
  }),
  listCorrespondents: get('/people/:id/correspondents', 'people:read', 'To whom a professional may write: the others who are active', {
    params: person,
    query: z.strictObject({ search: paging.search, ids: people.optional(), limit: z.coerce.number().int().min(1).max(50).default(10) }),
    answer: z.strictObject({ items: z.array(Correspondent) }),
    own,
  }),
} as const
