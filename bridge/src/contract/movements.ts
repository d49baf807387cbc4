import { z } from 'zod'
import { CircleId, PersonId, StructureId } from '../core/ids.ts'
import { Drift } from './drift.ts'
import { PersonStatus } from './registry.ts'
import { get, page, paging } from './route.ts'
import { Instant, flag, line } from './words.ts'

const Stated = z.strictObject({ role: z.string(), start: Instant, end: Instant.nullable() })

/** How far the rooms of a place are with one movement. */
export const Applied = z.strictObject({
  state: z.enum(['applied', 'waiting', 'planned', 'replaced', 'nowhere']).meta({
    description:
      'applied: the rooms are what it says; waiting: not yet; planned: it begins later; replaced: a later movement took its place before it began; nowhere: there is no room',
  }),
  at: Instant.nullable().meta({ description: 'applied: since when, null when nothing was to be done in a room; planned: from when' }),
  rooms: z.array(z.strictObject({ kind: Drift.shape.kind, ref: z.string() })).meta({ description: 'that do not follow yet: for a repair' }),
  since: Instant.nullable().meta({ description: 'waiting: since when' }),
  attempts: z.int(),
  nextTry: Instant.nullable(),
  cause: z.string().nullable().meta({ description: 'why the last try failed; null: it is being worked on' }),
})
export type Applied = z.infer<typeof Applied>

/** What a source said of where somebody belongs: they are there, differently, or not any more. */
export const Movement = z.strictObject({
  id: z.string().meta({ description: 'of the recorded event' }),
  at: Instant,
  change: z.enum(['added', 'changed', 'ended', 'cancelled']),
  circleId: CircleId.nullable(),
  structureId: StructureId.nullable().meta({ description: 'of whose team; null: it is about a circle' }),
  place: z.string().nullable().meta({ description: 'name of the patient or of the structure; null without the right to read it' }),
  personId: PersonId,
  personName: z.string().nullable().meta({ description: 'null without the right to read it' }),
  personStatus: PersonStatus.nullable(),
  before: Stated.nullable(),
  after: Stated.nullable(),
  source: z.string(),
  by: z.string().nullable().meta({ description: 'who asked; null without the right to read people' }),
  replaces: z.strictObject({ personId: PersonId, name: z.string() }).nullable().meta({ description: 'for whom, by a substitution' }),
  reason: z.string().nullable(),
  applied: Applied,
})
export type Movement = z.infer<typeof Movement>

const MovementFilter = z.strictObject({
  circleId: CircleId.optional(),
  structureId: StructureId.optional().meta({ description: 'of its team' }),
  personId: PersonId.optional(),
  source: line(40).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  pending: flag.meta({ description: 'true: only what rooms do not show yet' }),
  cursor: paging.cursor,
  limit: paging.limit,
})
export type MovementFilter = z.infer<typeof MovementFilter>

export const MOVEMENT_ROUTES = {
  listMovements: get('/movements', 'state:read', 'Who was said to be where, by whom and why, and whether rooms show it; newest first', {
    query: MovementFilter,
    answer: page(Movement),
    tellsOf: 'circles:read',
  }),
  exportMovements: get('/movements.csv', 'state:read', 'The same list as /movements, as a file for a spreadsheet', {
    query: MovementFilter.omit({ cursor: true, limit: true }),
    file: ['text/csv; charset=utf-8'],
    tellsOf: 'circles:read',
  }),
} as const
