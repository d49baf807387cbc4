import { z } from 'zod'
import { StructureId } from '../core/ids.ts'
import { Absence } from './mails.ts'
import { Employment, Member } from './registry.ts'
import { get, page, paging } from './route.ts'

/** Somebody who works, worked or will work for a structure. */
export const StaffEmployment = z.strictObject({
  ...Employment.omit({ structure: true }).shape,
  ...Member.pick({ name: true, profession: true, personStatus: true, replaces: true }).shape,
  absence: Absence.nullable().meta({ description: 'while they are away' }),
})
export type StaffEmployment = z.infer<typeof StaffEmployment>

export const EMPLOYED = ['now', 'later', 'past'] as const
export type Employed = (typeof EMPLOYED)[number]

export const STAFF_ROUTES = {
  listStaff: get('/structures/:id/employments', 'people:read', 'Who works for a structure, worked there or will, by name', {
    params: z.strictObject({ id: StructureId }),
    query: z.strictObject({ when: z.enum(EMPLOYED).default('now'), cursor: paging.cursor, limit: paging.limit }),
    answer: page(StaffEmployment),
  }),
  listStructureKinds: get('/structure-kinds', 'structures:read', 'What structures are, each once, by name', {
    answer: z.strictObject({ items: z.array(z.string()) }),
  }),
} as const
