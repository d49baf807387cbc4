import { expect, inject } from 'vitest'
import type { DocumentVersion, Folder, InternalDocument } from '../../src/contract.ts'
import { type Holder, holderOf } from './files.ts'
import { type Given } from './files.ts'
import { type Json, eventually, roomPath, sharedStage, some } from './rooms.ts'

const stack = inject('stack')
export const stage = sharedStage()
const { employ, newPerson, newStructure, settledDac, told } = stage

/** A DAC with a manager, an editor and a plain member, signed in. */
export async function aDac() {
  const dac = await newStructure({ name: some('DAC'), kind: 'DAC', dac: true })
  const people = await Promise.all(['manager', 'editor', 'member'].map(async (role) => ({ role, person: await newPerson() })))
  for (const { role, person } of people) await employ(person, dac.id, role)
  const rooms = await settledDac(dac.id)
  const [manager, editor, member] = (await Promise.all(people.map(({ person }) => holderOf(stage, stack.baseUrl, person)))) as [
    Holder,
    Holder,
    Holder,
  ]
  return { dac, rooms, manager, editor, member }
}

/** As a page of theirs asks the API. */
export const asked = (who: Holder, method: string, path: string, body?: Json, headers: Record<string, string> = {}): Promise<Given> =>
  who.fetch(method, `/api/v1${path}`, {
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', ...headers },
  })
export const codeOf = ({ status, json }: Given): unknown[] => [status, json['code']]

export async function aFolder(who: Holder, dac: string, name = some('Classeur')): Promise<Folder> {
  const made = await asked(who, 'POST', `/structures/${dac}/folders`, { name })
  expect(made.status, JSON.stringify(made.json)).toBe(201)
  return made.json as unknown as Folder
}
/** The folder, once its room is what the registry says. */
export const settledFolder = (dac: string, { id }: Pick<Folder, 'id'>): Promise<string> =>
  eventually(async () => {
    await settledDac(dac)
    const { items } = await told<{ items: Folder[] }>('GET', `/structures/${dac}/folders?limit=200`)
    const room = items.find((folder) => folder.id === id)?.roomId
    expect(room).toBeTypeOf('string')
    return String(room)
  })
export async function documentsOf(who: Holder, dac: string, query = ''): Promise<InternalDocument[]> {
  const { status, json } = await asked(who, 'GET', `/structures/${dac}/documents${query}`)
  expect(status, JSON.stringify(json)).toBe(200)
  return json['items'] as InternalDocument[]
}
export async function versionsOf(who: Holder, dac: string, series: string): Promise<DocumentVersion[]> {
  const { status, json } = await asked(who, 'GET', `/structures/${dac}/documents/${encodeURIComponent(series)}/versions`)
  expect(status, JSON.stringify(json)).toBe(200)
  return json['items'] as DocumentVersion[]
}
export const replyTo = (event: string): Json => ({ 'm.relates_to': { 'm.in_reply_to': { event_id: event } } })
export const redact = (who: Holder, room: string, event: string, body: Json = {}): Promise<Given> =>
  who.fetch('PUT', roomPath(room, 'redact', event, some('txn')), {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
