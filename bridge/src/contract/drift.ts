import { z } from 'zod'
import type { RoomKindName } from 'policies'
import { CircleId, StructureId } from '../core/ids.ts'
import { ROOM_KINDS } from '../core/rooms/index.ts'
import { get, page, paging, post } from './route.ts'
import { Instant, WELL_FORMED } from './words.ts'

const kind = z.enum(Object.keys(ROOM_KINDS) as [RoomKindName, ...RoomKindName[]])
const cause = z.string().max(500).regex(WELL_FORMED)
const ref = z.string().min(1).max(100).regex(WELL_FORMED)

/** A room that is not what the registry says. Whose conversation or notifications it is, is told to nobody. */
export const Drift = z.strictObject({
  kind,
  ref: ref.meta({ description: 'names it, with its kind, for a repair' }),
  circleId: CircleId.nullable(),
  structureId: StructureId.nullable(),
  name: z
    .string()
    .nullable()
    .meta({ description: 'of the patient, the structure or the folder; null without the right to read it, and of what is a person’s own' }),
  roomId: z.string().nullable(),
  since: Instant,
  attempts: z.int().meta({ description: 'failed in a row' }),
  nextTry: Instant.nullable(),
  cause: z.string().nullable().meta({ description: 'why the last try failed; null: it is being worked on' }),
})
export type Drift = z.infer<typeof Drift>
export const DriftCause = z.strictObject({
  cause: z.string().nullable(),
  count: z.int(),
  oldest: Instant,
})
export type DriftCause = z.infer<typeof DriftCause>

const driftFilter = z.strictObject({
  cause: cause.optional().meta({ description: 'of this cause alone; empty: those that are being worked on' }),
  cursor: paging.cursor,
  limit: paging.limit,
})
export const DRIFT_ROUTES = {
  listDrift: get('/drift', 'state:read', 'Rooms that are out of step, the longest first, and how many for each cause', {
    query: driftFilter,
    answer: z.strictObject({ ...page(Drift).shape, total: z.int(), causes: z.array(DriftCause) }),
    tellsOf: 'circles:read',
  }),
  exportDrift: get('/drift.csv', 'state:read', 'The same list as /drift, as a file for a spreadsheet', {
    query: driftFilter.omit({ cursor: true, limit: true }),
    file: ['text/csv; charset=utf-8'],
    tellsOf: 'circles:read',
  }),
  repairDrift: post('/drift/repairs', '*', 'Has these rooms, or all of one cause, compared and put right now', {
    body: z.strictObject({
      rooms: z.array(z.strictObject({ kind, ref })).min(1).max(200).optional(),
      cause: cause.optional(),
    }),
    answer: z.strictObject({ queued: z.int() }),
    status: 202 as const,
  }),
} as const
