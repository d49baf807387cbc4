import { z } from 'zod'
import { PersonId, StructureId } from '../core/ids.ts'
import { Absence } from './mails.ts'
import { EmploymentRole } from './registry.ts'
import { get, page, paging } from './route.ts'

/** Somebody who works in a structure now, as their colleagues see them. */
export const Contact = z.strictObject({
  personId: PersonId,
  userId: z.string(),
  name: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  profession: z.string(),
  role: EmploymentRole.meta({ description: 'in this structure, the widest of theirs' }),
  telephone: z.string().nullable(),
  email: z.string().nullable(),
  absence: Absence.nullable().meta({ description: 'while they are away' }),
})
export type Contact = z.infer<typeof Contact>

/** A liaison book, as somebody of its DAC sees it. */
export const OwnLiaison = z.strictObject({
  structure: z.strictObject({ id: StructureId, name: z.string() }),
  roomId: z.string().nullable().meta({ description: 'null while it is being made' }),
  muted: z.boolean(),
  memberCount: z.int(),
  members: z
    .array(z.strictObject({ userId: z.string(), name: z.string(), profession: z.string() }))
    .meta({ description: 'who works there now, five hundred at most' }),
  authors: z
    .array(z.strictObject({ userId: z.string(), name: z.string(), profession: z.string() }))
    .meta({ description: 'who works or worked there, two thousand at most: the names for what they wrote' }),
})
export type OwnLiaison = z.infer<typeof OwnLiaison>

const structure = z.strictObject({ id: StructureId })

export const CONTACT_ROUTES = {
  listContacts: get('/structures/:id/contacts', 'people:read', 'The active people who work in a structure now, by name', {
    staff: 'everybody',
    params: structure,
    query: z.strictObject({
      ...paging,
      search: paging.search.meta({ description: 'words, each inside the name or the profession' }),
    }),
    answer: page(Contact),
  }),
  getContactCard: get('/structures/:id/contacts/:personId/vcard', 'people:read', 'One of them as a vCard 4.0 (RFC 6350)', {
    staff: 'everybody',
    params: z.strictObject({ id: StructureId, personId: PersonId }),
    file: ['text/vcard; charset=utf-8'],
    status: 200,
  }),
  getOwnLiaison: get('/people/:id/liaison/:structureId', 'people:read', 'The liaison book of a DAC where a professional works now', {
    params: z.strictObject({ id: PersonId, structureId: StructureId }),
    answer: OwnLiaison,
    own: 'shared',
  }),
} as const
