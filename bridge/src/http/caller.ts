import { timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { CONSOLE_SCOPES, type Caller, consoleRightOf } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { type UserId, localpartOf } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import { digestOf, findKey, findSession, setKeyUsed } from '../db/keys.ts'
import { findPerson, findPersonByLocalpart } from '../db/people.ts'
import { isConfirmed } from '../flows/console-session.ts'
import type { MatrixSession, World } from '../flows/world.ts'

export const SESSION_COOKIE = 'care_console'

/**
 * Who calls: an API key, a professional by the access token of their Matrix session, or an administrator of the console. Throws
 * UNAUTHENTICATED, KEY_EXPIRED, CROSS_SITE.
 */
export const callerOf = async (world: World, request: Request): Promise<Caller> => (await whoCalls(world, request)).caller

export interface Calling {
  readonly caller: Caller
  /** Of a professional. */
  readonly session?: MatrixSession
  /** Of the console: their password was given again, a moment ago. */
  readonly confirmed?: boolean
}
/** The same, with the session by which a professional calls. */
export async function whoCalls(world: World, request: Request): Promise<Calling> {
  const { authorization } = request.headers
  if (authorization !== undefined)
    return /^Bearer ccm_/i.test(authorization) ? { caller: await keyCaller(world, authorization) } : personCaller(world, authorization)
  const cookie = sessionCookie(request)
  if (cookie === undefined) throw new Fault('UNAUTHENTICATED')
  return sessionCaller(world, request, cookie)
}

async function keyCaller({ db, now }: World, authorization: string): Promise<Caller> {
  const [, id, secret] = /^Bearer ccm_([a-z0-9]{8,32})_([\w-]{20,100})$/i.exec(authorization) ?? []
  const key = id === undefined ? undefined : await findKey(db, id, now())
  const given = digestOf(secret ?? '')
  if (key === undefined || secret === undefined || !key.hashes.some((hash) => timingSafeEqual(given, hash)))
    throw new Fault('UNAUTHENTICATED')
  if (key.revoked || (key.expiresAt !== null && new Date(key.expiresAt) <= now())) throw new Fault('KEY_EXPIRED')
  if (key.lastUsedAt === null || now().getTime() - Date.parse(key.lastUsedAt) > 60_000) await setKeyUsed(db, key.id, now())
  return { kind: 'key', name: key.name, scopes: key.scopes, source: key.source, personId: null, userId: null, keyId: key.id }
}

/** Asked of the homeserver each time: a session that was ended is good for nothing from that moment on. */
async function personCaller({ db, matrix, serverName }: World, authorization: string): Promise<Calling> {
  const token = /^Bearer ([\x21-\x7e]{1,2000})$/.exec(authorization)?.[1]
  const found = token === undefined ? undefined : await matrix.whoseAccessToken(token)
  const person = found && (await findPersonByLocalpart(db, localpartOf(found.user, serverName) ?? '', serverName))
  if (token === undefined || found === undefined || person === undefined || person.status !== 'active') throw new Fault('UNAUTHENTICATED')
  const caller = { name: fullName(person), scopes: [], source: 'messagerie', personId: person.id, userId: person.userId }
  return { caller: { kind: 'person', ...caller }, session: { user: person.userId as UserId, token, device: found.device } }
}

export function sessionCookie(request: Request): string | undefined {
  const found = (request.headers.cookie ?? '').split(';').find((part) => part.trim().startsWith(`${SESSION_COOKIE}=`))
  return found?.trim().slice(SESSION_COOKIE.length + 1)
}

async function sessionCaller({ db, now, serverName }: World, request: Request, cookie: string): Promise<Calling> {
  // The cookie is SameSite=Strict; browsers that do not honour it still say where a request comes from.
  const site = request.headers['sec-fetch-site']
  if (request.method !== 'GET' && site !== undefined && site !== 'same-origin') throw new Fault('CROSS_SITE')
  const at = now()
  const session = await findSession(db, digestOf(cookie), at)
  const person = session && (await findPerson(db, session.person, serverName))
  if (session === undefined || person === undefined) throw new Fault('UNAUTHENTICATED')
  const kind = consoleRightOf(person)
  if (kind === undefined) throw new Fault('UNAUTHENTICATED')
  const scopes = [...CONSOLE_SCOPES[kind]]
  const caller = { kind, name: fullName(person), scopes, source: 'console', personId: person.id, userId: person.userId }
  return { caller, confirmed: isConfirmed(session.confirmedAt, at) }
}
