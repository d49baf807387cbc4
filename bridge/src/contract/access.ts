import { z } from 'zod'
import { Instant, ReasonOfAct, line } from './words.ts'

/** Rights of an API key. */
export const SCOPES = [
  'structures:read',
  'structures:write',
  'people:read',
  'people:write',
  'accounts:write',
  'patients:read',
  'patients:write',
  'circles:read',
  'circles:write',
  'events:read',
  'decisions:read',
  'audit:read',
  'readers:read',
  'state:read',
  'keys:write',
  'mails:read',
  'mails:write',
  'documents:read',
  'preferences:read',
  'preferences:write',
  'notices:write',
  'webhooks:read',
  'webhooks:write',
  '*',
] as const
export const Scope = z.enum(SCOPES)
export type Scope = z.infer<typeof Scope>

/** Who uses the console without administering: to audit, or to see how the platform is. */
export const ConsoleRole = z.enum(['auditor', 'support'])
export type ConsoleRole = z.infer<typeof ConsoleRole>
/**
 * What each may do there. An auditor reads the registry and its record; support sees how rooms and parts are, and no patient's name.
 */
export const CONSOLE_SCOPES: Readonly<Record<ConsoleRole | 'administrator', readonly Scope[]>> = {
  administrator: ['*'],
  auditor: ['audit:read', 'readers:read', 'events:read', 'decisions:read', 'people:read', 'structures:read', 'circles:read', 'state:read'],
  support: ['state:read', 'structures:read'],
}

/** What somebody of the registry may do in the console; undefined: nothing, they do not enter. */
export const consoleRightOf = (person: {
  administrator: boolean
  consoleRole?: ConsoleRole | undefined
}): ConsoleRole | 'administrator' | undefined => (person.administrator ? 'administrator' : person.consoleRole)

export const KeyBody = z.strictObject({
  name: line(80),
  scopes: z.array(Scope).min(1).max(SCOPES.length),
  source: line(40)
    .optional()
    .meta({ description: 'name of the system, kept as the provenance of what it writes; the name of the key unless given' }),
  expiresAt: Instant.optional(),
  reason: ReasonOfAct,
})
export const Key = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(Scope),
  source: z.string(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  previousUntil: Instant.nullable().meta({ description: 'until then the secret before opens too' }),
})
export type Key = z.infer<typeof Key>
export const Caller = z.strictObject({
  kind: z.enum(['key', 'administrator', 'auditor', 'support', 'person']).meta({
    description:
      'administrator, auditor, support: by a session of the console; person: a professional, by the access token of their Matrix session',
  }),
  name: z.string(),
  scopes: z.array(Scope),
  source: z.string(),
  personId: z.string().nullable(),
  userId: z.string().nullable(),
  keyId: z.string().optional().meta({ description: 'of the API key' }),
})
export type Caller = z.infer<typeof Caller>

/** By a session of the console. */
export const isOfConsole = ({ kind }: Caller): boolean => kind === 'administrator' || kind === 'auditor' || kind === 'support'

/** `*` holds every right. */
export const mayDo = (caller: Caller, scope: Scope | 'any'): boolean =>
  scope === 'any' ||
  caller.scopes.includes('*') ||
  caller.scopes.includes(scope) ||
  (IMPLIED[scope] ?? []).some((one) => caller.scopes.includes(one))
/** Whoever reads the registry may see how it is followed. */
const IMPLIED: Partial<Record<Scope, readonly Scope[]>> = { 'state:read': ['circles:read', 'structures:read'] }

/**
 * What is a professional's own (their mail, their preferences) is theirs alone, and a system's that acts in their name with the scope for
 * it. The console is shut out: who administers does not read.
 */
export const mayDoFor = (caller: Caller, scope: Scope | 'any', person: string): boolean =>
  isThemself(caller, person) || (caller.kind === 'key' && mayDo(caller, scope))
/** By their own session: what is read there is a text that only its readers read, and no key. */
export const isThemself = (caller: Caller, person: string): boolean => caller.kind === 'person' && caller.personId === person

export const ErrorAnswer = z.strictObject({
  code: z.string(),
  message: z.string().meta({ description: 'French, or English with Accept-Language: en' }),
  path: z.string().optional().meta({ description: 'the field at fault, such as members[2].role' }),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  reference: z.string().optional().meta({ description: 'to be quoted to the people who run this' }),
})
export type ErrorAnswer = z.infer<typeof ErrorAnswer>

/** The console's session: a Matrix OpenID token is exchanged for an httpOnly cookie. */
export const SessionBody = z.strictObject({ openIdToken: z.string().min(1).max(500) })
