import { z } from 'zod'

/**
 * Reserved: the people, structures and circles by which the canary tries what must be refused (core/canary). No caller may name one,
 * and they appear in no list, count or event.
 */
export const SYNTHETIC = 'canari-'
/** Of an identifier of the registry, a local part or a Matrix user. */
export const isSynthetic = (id: string): boolean => id.replace(/^@?(service_)?/, '').startsWith(SYNTHETIC)

/** How the accounts of other systems begin. No name of a person makes such a local part (core/names.ts), and none is given one. */
const SERVICE = 'service_'
/** Of a local part or a Matrix user. */
export const isService = (id: string): boolean => id.startsWith(SERVICE) || id.startsWith(`@${SERVICE}`)
export const serviceLocalpart = (id: string): string => `${SERVICE}${id}`

/** An identifier that the calling system chose. It is opaque here; the bounds keep it fit for a URL and a log line. */
const callersId = (what: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:~-]{0,63}$/)
    .refine((id) => !isSynthetic(id), { params: { expected: 'not-reserved' } })
    .meta({ description: `${what}: 1 to 64 letters, digits or . _ : ~ -, starting with a letter or a digit` })

export const StructureId = callersId('identifier of a structure').brand<'StructureId'>()
export type StructureId = z.infer<typeof StructureId>
export const PersonId = callersId('identifier of a professional').brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>
export const PatientId = callersId('identifier of a patient').brand<'PatientId'>()
export type PatientId = z.infer<typeof PatientId>
export const CircleId = callersId('identifier of a care circle').brand<'CircleId'>()
export type CircleId = z.infer<typeof CircleId>

export const FolderId = callersId('identifier of a folder of internal documents').brand<'FolderId'>()
export type FolderId = z.infer<typeof FolderId>

/** Part of the name of its account, so in small letters. */
export const ServiceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,39}$/)
  .refine((id) => !isSynthetic(id), { params: { expected: 'not-reserved' } })
  .meta({ description: 'identifier of another system’s account: 1 to 40 small letters, digits or . -, starting with a letter or a digit' })
  .brand<'ServiceId'>()
export type ServiceId = z.infer<typeof ServiceId>

/** Matrix specification, appendices 4.2: user and room identifiers. */
export const UserId = z
  .string()
  .max(255)
  .regex(/^@[a-z0-9._=/+-]+:[^\s]+$/)
  .brand<'UserId'>()
export type UserId = z.infer<typeof UserId>
export const RoomId = z.string().max(255).startsWith('!').brand<'RoomId'>()
export type RoomId = z.infer<typeof RoomId>

export const userIdOf = (localpart: string, serverName: string): UserId => `@${localpart}:${serverName}` as UserId
/** The local part of an account of this homeserver; null for anything else. */
export const localpartOf = (user: string, serverName: string): string | null =>
  user.startsWith('@') && user.endsWith(`:${serverName}`) ? user.slice(1, -serverName.length - 1) : null
