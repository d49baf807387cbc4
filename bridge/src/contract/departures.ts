import { z } from 'zod'
import { CircleId, PersonId, StructureId } from '../core/ids.ts'
import { HeldState } from './held.ts'
import { get, page, paging, post } from './route.ts'
import { Instant, Reason } from './words.ts'

const Somebody = z.strictObject({ id: PersonId, name: z.string() })
const Id = z.string().regex(/^\d{1,18}$/)

const CircleWithout = z.strictObject({ circleId: CircleId, structureId: StructureId })
export const Departure = z.strictObject({
  id: Id,
  person: Somebody,
  at: Instant,
  reason: z.string().nullable(),
  contact: Somebody.nullable().meta({ description: 'to whom one writes instead' }),
  requestedBy: z.string(),
  source: z.string(),
  circleCount: z.int().meta({ description: 'how many circles lost the last member of a structure' }),
})
export type Departure = z.infer<typeof Departure>
export const DepartureDone = z.strictObject({
  ...Departure.shape,
  circlesWithoutStructure: z
    .array(CircleWithout)
    .meta({ description: 'the first of them: circles where nobody of this structure is left' }),
  next: z.string().nullable().meta({ description: 'cursor of the others, for the address that lists them' }),
})
export type DepartureDone = z.infer<typeof DepartureDone>

export const HeldDeparture = z.strictObject({
  id: Id.meta({ description: 'number under which administrators decide' }),
  person: Somebody,
  at: Instant,
  reason: z.string(),
  requestedBy: z.string(),
  state: HeldState,
  accesses: z.int().nullable().meta({ description: 'how many circles and teams the person would lose, as things are now; null: decided' }),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decisionReason: z.string().nullable(),
})
export type HeldDeparture = z.infer<typeof HeldDeparture>

const given = {
  reason: Reason.min(1),
  contactId: PersonId.optional().meta({ description: 'named to whoever writes to the person who left' }),
}
const structure = z.strictObject({ id: StructureId })
const person = z.strictObject({ id: PersonId })
const paged = z.strictObject({ cursor: paging.cursor, limit: paging.limit })
const staff = 'managers' as const

export const DEPARTURE_ROUTES = {
  createStaffDeparture: post(
    '/structures/:id/departures',
    'people:write',
    'Somebody who works there leaves the platform: every employment and membership ends, sessions too; what they wrote stays',
    { params: structure, body: z.strictObject({ personId: PersonId, ...given }), answer: DepartureDone, staff },
  ),
  listDepartures: get('/structures/:id/departures', 'people:read', 'Who left a structure for good, the latest first', {
    params: structure,
    query: paged,
    answer: page(Departure),
    staff,
  }),
  listCirclesLeft: get(
    '/structures/:id/departures/:departureId/circles',
    'people:read',
    'Circles where, by this departure, nobody of the structure is left',
    { params: z.strictObject({ id: StructureId, departureId: Id }), query: paged, answer: page(CircleWithout), staff },
  ),
  listHeldDepartures: get(
    '/structures/:id/held-departures',
    'people:read',
    'Departures of a structure that would end too many accesses at once: what waits for an administrator, and what was decided; latest first',
    {
      params: structure,
      query: z.strictObject({ ...paged.shape, state: HeldState.optional() }),
      answer: page(HeldDeparture),
      staff,
    },
  ),
  createDeparture: post('/people/:id/departure', 'people:write', 'A professional leaves the platform, in one act', {
    params: person,
    body: z.strictObject(given),
    answer: DepartureDone,
    guarded: true,
  }),
  listCirclesLeftBy: get('/people/:id/departure/circles', 'people:read', 'Circles that by it lost the last member of a structure', {
    params: person,
    query: paged,
    answer: page(CircleWithout),
  }),
} as const
