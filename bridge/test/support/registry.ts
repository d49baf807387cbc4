import { randomBytes, randomInt } from 'node:crypto'
import { expect, inject } from 'vitest'
import type { z } from 'zod'
import type {} from '../../../synapse-config/stack/shared-stack.ts'
import { Circle, ErrorAnswer, Patient, Person, type RegistryEvent, ROUTES, type Scope, Structure } from '../../src/contract.ts'
import { luhnIsRight } from '../../src/core/check-digits.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}
export interface Asking {
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}
/** A system that calls the registry with its own key: its name is the source of what it writes. */
export interface System {
  readonly name: string
  readonly keyId: string
  readonly key: string
  ask(method: string, path: string, asking?: Asking): Promise<Answer>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  put(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  delete(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
}

/** An identifier that no other test has. */
export const newId = (what: string): string => `${what}-${randomBytes(6).toString('hex')}`

/** One request to a door of the installation. */
export async function knock(method: string, path: string, { body, headers = {} }: Asking = {}): Promise<Answer> {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(`${inject('stack').baseUrl}${path}`, { method, headers: { ...type, ...headers }, ...sent })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true && text !== ''
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined }
}

function systemOf(name: string, keyId: string, key: string): System {
  // u=7: the rooms that other tests wait for are made before ours.
  const mine = { authorization: `Bearer ${key}`, priority: 'u=7' }
  const ask: System['ask'] = (method, path, asking = {}) =>
    knock(method, `/api/v1${path}`, { ...asking, headers: { ...mine, ...asking.headers } })
  return {
    name,
    keyId,
    key,
    ask,
    get: (path, headers = {}) => ask('GET', path, { headers }),
    put: (path, body, headers = {}) => ask('PUT', path, { body, headers }),
    delete: (path, headers = {}) => ask('DELETE', path, { headers }),
  }
}

/** A system with a key and a name of its own. */
export async function aSystem(given: { scopes?: readonly Scope[]; name?: string; expiresAt?: string } = {}): Promise<System> {
  const name = given.name ?? newId('portail')
  const root = systemOf('essais', '', inject('stack').apiKey)
  const { scopes = ['*'], expiresAt } = given
  const key = told(
    await root.ask('POST', '/keys', { body: { name, scopes, ...(expiresAt === undefined ? {} : { expiresAt }) } }),
    ROUTES.createKey.answer,
  )
  return systemOf(name, key.id, key.key)
}

/** What a good answer says, read with the contract. */
export function told<Schema extends z.ZodType>(answer: Answer, schema: Schema): z.output<Schema> {
  expect(answer.status, answer.text).toBeLessThan(300)
  return schema.parse(answer.json)
}

/** What a refusal says: its status, and the one JSON shape of all errors. */
export function refused(answer: Answer): ErrorAnswer & { status: number } {
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400)
  return { status: answer.status, ...ErrorAnswer.parse(answer.json) }
}

const GIVEN_NAMES = ['Nadia', 'Éloïse', 'Jean-Marc', 'Maëlys', 'Théo', 'Solène', 'Yann', 'Zoé'] as const
const FAMILY_NAMES = ['Benali', 'Le Goff', 'Lefèvre', 'Müller', 'N’Diaye', 'Cœurdoux', 'Garçon', 'Morvan'] as const
const oneOf = <Item>(items: readonly [Item, ...Item[]]): Item => items[randomInt(items.length)] ?? items[0]

export const somebody = () => ({ givenName: oneOf(GIVEN_NAMES), familyName: oneOf(FAMILY_NAMES), profession: 'Infirmière libérale' })

export async function aPerson(by: System, fields: Readonly<Record<string, unknown>> = {}): Promise<Person> {
  return told(await by.put(`/people/${newId('pro')}`, { ...somebody(), ...fields }), Person)
}
export async function aPatient(by: System, displayName = `${oneOf(GIVEN_NAMES)} ${oneOf(FAMILY_NAMES)}`): Promise<Patient> {
  return told(await by.put(`/patients/${newId('usager')}`, { displayName }), Patient)
}
export async function aStructure(by: System, fields: Readonly<Record<string, unknown>> = {}): Promise<Structure> {
  return told(
    await by.put(`/structures/${newId('structure')}`, { name: 'Cabinet des Tilleuls', kind: 'Cabinet infirmier', ...fields }),
    Structure,
  )
}
export async function aCircle(by: System, fields: Readonly<Record<string, unknown>> = {}): Promise<Circle> {
  const [patient, structure] = await Promise.all([aPatient(by), aStructure(by)])
  return told(await by.put(`/circles/${newId('cercle')}`, { patientId: patient.id, structureId: structure.id, ...fields }), Circle)
}

/** Every event after a cursor, page by page; `filter` such as `circleId=…`. */
export async function eventsAfter(by: System, cursor: string, filter = ''): Promise<RegistryEvent[]> {
  const events: RegistryEvent[] = []
  for (let after = cursor; ;) {
    const { items, next } = told(await by.get(`/events?after=${after}&limit=500&${filter}`), ROUTES.listEvents.answer)
    if (items.length === 0) return events
    events.push(...items)
    after = next
  }
}
export const eventsOfCircle = (by: System, circle: string) => eventsAfter(by, '0', `circleId=${circle}`)
export const eventsOfPerson = (by: System, person: string) => eventsAfter(by, '0', `personId=${person}`)
export const typesOf = (events: readonly RegistryEvent[]): string[] => events.map(({ type }) => type)

export async function membersOf(by: System, circle: string, at?: string) {
  const query = at === undefined ? '' : `?at=${encodeURIComponent(at)}`
  return told(await by.get(`/circles/${circle}/members${query}`), ROUTES.listMembers.answer).items
}

const withKey = (digits: string): string => Array.from({ length: 10 }, (_, key) => `${digits}${key}`).find(luhnIsRight) ?? ''
export const newRpps = (): string => withKey(`1${randomInt(1e9).toString().padStart(9, '0')}`)
export const newFiness = (): string => withKey(randomInt(1e8).toString().padStart(8, '0'))
/** The same number with its last digit changed. */
export const misread = (number: string): string => `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`

/** An instant so many seconds from now, before it when negative. */
export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString()
export const DAY = 86_400
