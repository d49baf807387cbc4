import { randomBytes } from 'node:crypto'
import type { Circle, ConsoleRole, Decision, Member, Person, RoomState } from 'bridge/contract'
import { inject } from 'vitest'
import type {} from '../../../synapse-config/stack/shared-stack.ts'

/** Letters only, so that it fits an identifier, a family name and a search alike. */
export const unique = (length = 8): string => Array.from(randomBytes(length), (byte) => String.fromCharCode(97 + (byte % 26))).join('')

const PASSWORD = 'Une phrase de passe 42'

/** Calls the public API as the portal would. */
export async function call<Answer>(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object): Promise<Answer> {
  const { baseUrl, apiKey } = inject('stack')
  const response = await fetch(`${baseUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

/** Asks again until it is so. Throws the last reason when patience is at its end. */
export async function until<Found>(what: string, look: () => Promise<Found | undefined>, patience = 60_000): Promise<Found> {
  const limit = Date.now() + patience
  let reason: unknown = 'not so yet'
  while (Date.now() < limit) {
    try {
      const found = await look()
      if (found !== undefined) return found
    } catch (error) {
      reason = error
    }
    await new Promise((next) => setTimeout(next, 200))
  }
  throw new Error(`Still waiting for: ${what}`, { cause: reason })
}

export async function aPerson(
  given: { givenName?: string; profession?: string; administrator?: boolean; consoleRole?: ConsoleRole } = {},
): Promise<Person> {
  const family = unique()
  return call('PUT', `/people/${unique()}`, {
    givenName: given.givenName ?? 'Nadia',
    familyName: family.charAt(0).toUpperCase() + family.slice(1),
    profession: given.profession ?? 'Infirmière',
    ...(given.administrator === true ? { administrator: true } : {}),
    ...(given.consoleRole === undefined ? {} : { consoleRole: given.consoleRole }),
  })
}

/** A person who can sign in. The account is made by deferred work, so the password may have to wait for it. */
export async function aPersonWithPassword(given: Parameters<typeof aPerson>[0] = {}) {
  const person = await aPerson(given)
  await until('the account takes a password', async () => {
    await call('PUT', `/people/${person.id}/password`, { password: PASSWORD })
    return true
  })
  return { ...person, password: PASSWORD }
}

/** A circle with one member, in step with its journal. */
export async function aCircle(): Promise<Circle & { member: Member }> {
  const structureId = unique()
  const patientId = unique()
  const id = unique()
  const family = unique().toUpperCase()
  await call('PUT', `/structures/${structureId}`, { name: `Cabinet ${family}`, kind: 'Cabinet infirmier' })
  await call('PUT', `/patients/${patientId}`, { displayName: `Mme Odette ${family}` })
  await call('PUT', `/circles/${id}`, { patientId, structureId })
  const paul = await aPerson({ givenName: 'Paul', profession: 'Médecin traitant' })
  const member = await call<Member>('PUT', `/circles/${id}/members/${paul.id}`, { role: 'Médecin traitant', reason: 'Ouverture du cercle' })
  await until('the journal follows', async () => ((await call<RoomState>('GET', `/circles/${id}/state`)).inStep ? true : undefined))
  return { ...(await call<Circle>('GET', `/circles/${id}`)), member }
}

/** The member of the circle tries to rename its journal. Gives the decision's identifier, once it is recorded. */
export async function aRefusal(circle: Circle & { member: Member }): Promise<string> {
  const { baseUrl } = inject('stack')
  const { personId } = circle.member
  await call('PUT', `/people/${personId}/password`, { password: PASSWORD })
  const { userId } = await call<Person>('GET', `/people/${personId}`)
  const matrix = async (method: string, path: string, body: object, token = ''): Promise<Record<string, unknown>> => {
    const headers = { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) }
    const response = await fetch(`${baseUrl}/_matrix/client/v3${path}`, { method, headers, body: JSON.stringify(body) })
    return (await response.json()) as Record<string, unknown>
  }
  const { access_token: token } = await matrix('POST', '/login', {
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user: userId },
    password: PASSWORD,
  })
  await matrix('PUT', `/rooms/${encodeURIComponent(circle.roomId ?? '')}/state/m.room.name/`, { name: 'Autre nom' }, String(token))
  return until('the refusal is recorded', async () => {
    const { items } = await call<{ items: Decision[] }>('GET', `/decisions?personId=${personId}`)
    return items[0]?.id
  })
}
