import { randomBytes } from 'node:crypto'
import { expect, inject, vi } from 'vitest'
import type { SharedStack } from '../../../synapse-config/stack/shared-stack.ts'
import type { Circle, Person, RegistryEvent, RoomState, Structure } from '../../src/contract.ts'

/** What these tests need of a stack, be it the shared one or one of their own. */
export type Doors = Pick<SharedStack, 'baseUrl' | 'synapseUrl' | 'apiKey' | 'secrets' | 'serverName'>
export type Json = Record<string, unknown>
export interface Answer<Body = Json> {
  status: number
  body: Body
  headers: Headers
}
export interface Someone extends Person {
  fullName: string
  password: string
}
export interface MatrixEvent {
  event_id: string
  type: string
  state_key?: string
  sender: string
  content: Json
}
export interface Notice {
  type: string
  event: string
  body: string
}
/** Somebody's way to the homeserver: a person through the public port, the bridge and the administrator by the back door. */
export type Matrix = (method: string, path: string, body?: unknown) => Promise<Answer>

/** Tests that run side by side never share an identifier or a name. */
export const some = (what: string): string => `${what}-${randomBytes(6).toString('hex')}`
const PATIENCE = 90_000
/** Asks until the claim holds: nothing here is bound to a time. */
export const eventually = <Value>(claim: () => Promise<Value> | Value, timeout = PATIENCE): Promise<Value> =>
  vi.waitFor(claim, { timeout, interval: 80 })

export async function ask<Body = Json>(url: string, method: string, token: string | null, body?: unknown): Promise<Answer<Body>> {
  const headers = { ...(token === null ? {} : { authorization: `Bearer ${token}` }), 'content-type': 'application/json' }
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Body }
}
const at = (...parts: string[]) => parts.map(encodeURIComponent).join('/')
export const CLIENT = '/_matrix/client/v3'
export const roomPath = (room: string, ...rest: string[]): string => `${CLIENT}/rooms/${at(room, ...rest)}`
export const sendPath = (room: string, type = 'm.room.message'): string => roomPath(room, 'send', type, some('txn'))
export const text = (body: string): Json => ({ msgtype: 'm.text', body })

/** The verbs of these tests, in one stack. */
export function doorsOf({ baseUrl, synapseUrl, apiKey, secrets, serverName }: Doors) {
  const registry = <Body = Json>(method: string, path: string, body?: unknown) =>
    ask<Body>(`${baseUrl}/api/v1${path}`, method, apiKey, body)
  const health = () => ask(`${baseUrl}/health`, 'GET', null)
  /** Expects the registry to agree. */
  async function told<Body = Json>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await registry<Body>(method, path, body)
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }
  const as =
    (user: string): Matrix =>
    (method, path, body) => {
      const url = `${synapseUrl}${path}${path.includes('?') ? '&' : '?'}user_id=${encodeURIComponent(user)}`
      return ask(url, method, secrets.asToken, body)
    }
  const bridge = as(`@sphere:${serverName}`)
  const admin = as(`@sphere-admin:${serverName}`)

  async function logIn(user: string, password: string): Promise<Answer<{ access_token: string }>> {
    return ask(`${baseUrl}${CLIENT}/login`, 'POST', null, { type: 'm.login.password', identifier: { type: 'm.id.user', user }, password })
  }
  async function signIn({ userId, password }: { userId: string; password: string }): Promise<Matrix> {
    const { status, body } = await logIn(userId, password)
    expect(status, JSON.stringify(body)).toBe(200)
    return (method, path, sent) => ask(`${baseUrl}${path}`, method, body.access_token, sent)
  }

  const nameOf = (given: Json) => `${String(given['givenName'])} ${String(given['familyName']).toUpperCase()}`
  /** A professional with an account and, unless they need none, a password. */
  async function newPerson(given: Json = {}, { withPassword = true } = {}): Promise<Someone> {
    const body = { givenName: 'Camille', familyName: some('Essai'), profession: 'Infirmière', ...given }
    const person = await told<Person>('PUT', `/people/${some('p')}`, body)
    const password = some('mot-de-passe')
    if (withPassword) await told('PUT', `/people/${person.id}/password`, { password })
    return { ...person, fullName: nameOf(body), password }
  }
  /** Once the homeserver knows them. */
  const withAccount = ({ id }: Person) =>
    eventually(async () => expect((await told<Person>('GET', `/people/${id}`)).account.state).toBe('ready'))
  const employ = (person: Person, structure: string, role = 'member') =>
    told('PUT', `/people/${person.id}/employments/${structure}`, { role })
  const newStructure = (given: Json = {}) =>
    told<Structure>('PUT', `/structures/${some('s')}`, { name: some('Cabinet'), kind: 'Cabinet', ...given })
  async function newCircle(structure: string): Promise<Circle> {
    const patientId = some('usager')
    await told('PUT', `/patients/${patientId}`, { displayName: some('Usager') })
    return told<Circle>('PUT', `/circles/${some('c')}`, { patientId, structureId: structure })
  }
  const addMember = (circle: string, person: string, given: Json = {}) =>
    told('PUT', `/circles/${circle}/members/${person}`, { role: 'Infirmière libérale', ...given })
  const endMember = (circle: string, person: string, query = '') => told('DELETE', `/circles/${circle}/members/${person}${query}`)

  const stateOf = (circle: string) => told<RoomState>('GET', `/circles/${circle}/state`)
  /** The journal, once it is what the registry says; by then its notices are said. */
  const settled = (circle: string): Promise<RoomState & { roomId: string }> =>
    eventually(async () => {
      const state = await stateOf(circle)
      expect({ inStep: state.inStep, error: state.lastError }).toEqual({ inStep: true, error: null })
      return { ...state, roomId: String(state.roomId) }
    })
  /** The rooms of a DAC, once they are what the registry says; its documents are those of its first folder. */
  const settledDac = (structure: string): Promise<Record<Exclude<RoomState['kind'], 'journal'>, string>> =>
    eventually(async () => {
      const { rooms } = await told<{ rooms: RoomState[] }>('GET', `/structures/${structure}/state`)
      expect(rooms.filter(({ inStep, roomId }) => !inStep || roomId === null).map(({ kind, lastError }) => ({ kind, lastError }))).toEqual(
        [],
      )
      const shown = rooms.filter(({ kind, folderId }) => kind !== 'documents' || folderId === structure)
      expect(shown.map(({ kind }) => kind).toSorted()).toEqual(['documents', 'documents-space', 'liaison', 'space'])
      return Object.fromEntries(shown.map(({ kind, roomId }) => [kind, roomId])) as Record<Exclude<RoomState['kind'], 'journal'>, string>
    })

  /** Everything the room holds, as the bridge reads it. */
  async function readState(room: string): Promise<MatrixEvent[]> {
    const { status, body } = await bridge('GET', roomPath(room, 'state'))
    expect(status).toBe(200)
    return body as unknown as MatrixEvent[]
  }
  const stateEvent = async (room: string, type: string, key = '') =>
    (await readState(room)).find((one) => one.type === type && one.state_key === key)?.content
  /** People joined, the bridge apart. */
  async function joinedIn(room: string): Promise<string[]> {
    const { body } = await bridge('GET', roomPath(room, 'joined_members'))
    return Object.keys((body['joined'] as Json | undefined) ?? {})
      .filter((user) => user !== `@sphere:${serverName}`)
      .toSorted()
  }
  async function membershipOf(room: string, user: string): Promise<unknown> {
    return (await stateEvent(room, 'm.room.member', user))?.['membership']
  }
  /** Everything that was ever said or set there, oldest first. */
  async function timelineOf(room: string, who: Matrix = bridge): Promise<MatrixEvent[]> {
    const events: MatrixEvent[] = []
    for (let from = ''; ;) {
      const { status, body } = await who('GET', `${roomPath(room, 'messages')}?dir=f&limit=500${from === '' ? '' : `&from=${from}`}`)
      expect(status).toBe(200)
      events.push(...(body['chunk'] as MatrixEvent[]))
      if (typeof body['end'] !== 'string') return events
      from = encodeURIComponent(body['end'])
    }
  }
  /** What the bot said, oldest first. */
  async function noticesOf(room: string): Promise<Notice[]> {
    return (await timelineOf(room)).flatMap(({ sender, content }) => {
      const told = content['fr.sphere.notice'] as { type: string; event: string } | undefined
      return told === undefined || sender !== `@sphere:${serverName}` ? [] : [{ ...told, body: String(content['body']) }]
    })
  }
  async function eventsOf(filter: string): Promise<RegistryEvent[]> {
    const items: RegistryEvent[] = []
    for (let after = '0'; ;) {
      const page = await told<{ items: RegistryEvent[]; next: string }>('GET', `/events?limit=500&after=${after}&${filter}`)
      items.push(...page.items)
      if (page.items.length < 500) return items
      after = page.next
    }
  }

  return {
    serverName,
    registry,
    health,
    told,
    as,
    bridge,
    admin,
    logIn,
    signIn,
    newPerson,
    withAccount,
    employ,
    newStructure,
    newCircle,
    addMember,
    endMember,
    stateOf,
    settled,
    settledDac,
    readState,
    stateEvent,
    joinedIn,
    membershipOf,
    timelineOf,
    noticesOf,
    eventsOf,
  }
}
export type Stage = ReturnType<typeof doorsOf>
/** The stack that the tests share. */
export const sharedStage = (): Stage => doorsOf(inject('stack'))
