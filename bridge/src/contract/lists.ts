import { z } from 'zod'
import { PatientId, PersonId, StructureId } from '../core/ids.ts'
import { CircleStatus, PersonStatus } from './registry.ts'
import { get, paging } from './route.ts'
import { flag, line } from './words.ts'

export const peopleFilter = z.strictObject({ ...paging, status: PersonStatus.optional() })
export const structureFilter = z.strictObject({ ...paging, kind: line(60).optional(), dac: flag })
export const circleFilter = z.strictObject({
  ...paging,
  status: CircleStatus.optional(),
  personId: PersonId.optional().meta({ description: 'circles in which this professional is now' }),
  patientId: PatientId.optional(),
  structureId: StructureId.optional(),
  outOfStep: flag,
})

/** A file is not in pages. */
const ofPages = { cursor: true, limit: true } as const
const csv = ['text/csv; charset=utf-8'] as const

export const LIST_ROUTES = {
  exportStructures: get('/structures.csv', 'structures:read', 'The same list as /structures, as a file for a spreadsheet', {
    query: structureFilter.omit(ofPages),
    file: csv,
  }),
  exportPeople: get('/people.csv', 'people:read', 'The same list as /people, as a file for a spreadsheet', {
    query: peopleFilter.omit(ofPages),
    file: csv,
  }),
  exportCircles: get('/circles.csv', 'circles:read', 'The same list as /circles, as a file for a spreadsheet', {
    query: circleFilter.omit(ofPages),
    file: csv,
  }),
} as const
