import { z } from 'zod'
import { PersonId, StructureId } from '../core/ids.ts'
import { AbsenceBody, Absence } from './mails.ts'
import { get, page, paging, post, put, remove } from './route.ts'
import { Instant, Reason } from './words.ts'

const Somebody = z.strictObject({ id: PersonId, name: z.string() })
const Id = z.string().regex(/^\d{1,18}$/)

export const SubstitutionState = z.enum(['coming', 'under-way', 'ended', 'cancelled'])
export type SubstitutionState = z.infer<typeof SubstitutionState>
export const Substitution = z.strictObject({
  id: Id,
  replaced: Somebody,
  replacement: Somebody,
  start: Instant,
  end: Instant.meta({ description: 'the first instant without, as it was planned' }),
  withStructure: z.boolean().meta({ description: 'in the staff of the structures where the replaced person works, too' }),
  reason: z.string().nullable(),
  requestedBy: z.string(),
  source: z.string(),
  state: SubstitutionState,
  version: z.int(),
})
export type Substitution = z.infer<typeof Substitution>

const lasting = {
  start: Instant.optional().meta({ description: 'absent or past: now' }),
  end: Instant.meta({ description: 'a year after the start at most' }),
  withStructure: z.boolean().default(false),
  reason: Reason.optional(),
}
export const SubstitutionBody = z.strictObject({ replacedId: PersonId, replacementId: PersonId, ...lasting })
export type SubstitutionBody = z.infer<typeof SubstitutionBody>
export const SubstitutionChange = z.strictObject({
  ...lasting,
  start: Instant.optional().meta({ description: 'absent: as it was; cannot change once it has begun' }),
})
export type SubstitutionChange = z.infer<typeof SubstitutionChange>

const structure = z.strictObject({ id: StructureId })
const one = z.strictObject({ id: StructureId, substitutionId: Id })
const colleague = z.strictObject({ id: StructureId, personId: PersonId })
const staff = 'managers' as const

export const SUBSTITUTION_ROUTES = {
  listSubstitutions: get('/structures/:id/substitutions', 'people:read', 'Who replaces whom in a structure, the latest to begin first', {
    params: structure,
    query: z.strictObject({ state: SubstitutionState.optional(), cursor: paging.cursor, limit: paging.limit }),
    answer: page(Substitution),
    staff,
  }),
  createSubstitution: post(
    '/structures/:id/substitutions',
    'people:write',
    'One professional replaces another who works there: while it lasts they are in every circle where the other is',
    { params: structure, body: SubstitutionBody, answer: Substitution, staff },
  ),
  putSubstitution: put('/structures/:id/substitutions/:substitutionId', 'people:write', 'Other dates, or with the structure or not', {
    params: one,
    body: SubstitutionChange,
    answer: Substitution,
    staff,
  }),
  deleteSubstitution: remove('/structures/:id/substitutions/:substitutionId', 'people:write', 'It ends now, or never begins', {
    params: one,
    body: z.strictObject({ reason: Reason.optional() }),
    staff,
  }),
  getStaffAbsence: get('/structures/:id/people/:personId/absence', 'people:read', 'When somebody who works there is away', {
    params: colleague,
    answer: Absence,
    staff,
  }),
  putStaffAbsence: put(
    '/structures/:id/people/:personId/absence',
    'people:write',
    'Says that somebody who works there is away: whoever writes to them is told at once',
    { params: colleague, body: AbsenceBody, answer: Absence, staff },
  ),
  deleteStaffAbsence: remove('/structures/:id/people/:personId/absence', 'people:write', 'Says that they are there again', {
    params: colleague,
    staff,
  }),
} as const
