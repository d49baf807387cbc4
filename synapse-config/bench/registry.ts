import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'pg'
import { ask } from './ask.ts'
import type { Benched } from './stacks.ts'

export const STRUCTURE = 'bench-dac'
/** Nine make a journal; the others arrive in one later. */
export const MEMBERS = 9
export const PEOPLE = MEMBERS + 3
export const personIds = Array.from({ length: PEOPLE }, (_, index) => `bench-${index + 1}`)
export const localpartOf = (person: string) => person
const members = personIds.slice(0, MEMBERS)

/** The registry of one stack, by its API as any system would, and what it looks like from the inside, to know when a change is done. */
export interface BenchRegistry {
  put(path: string, body: unknown): Promise<unknown>
  delete(path: string): Promise<unknown>
  userOf(person: string): string
  /** A circle of nine, as a portal gives it: the circle, then its members at once. The patient is there already. */
  putCircleOfNine(id: string): Promise<void>
  /** Of its journal, when the homeserver holds nine people in it, whatever remains to be said there. */
  untilAllJoined(circle: string): Promise<string>
  /** Of its journal, when nothing remains to be done, notices included. */
  untilInStep(circle: string): Promise<string>
  /** When the homeserver holds this person in the room. */
  untilIn(room: string, person: string): Promise<string>
  close(): Promise<void>
}

// Asking costs the database that is being measured.
const POLL_MS = 10
// What is measured to its end must not end at the next look: one indexed row, asked by one waiter.
const CLOSE_POLL_MS = 2
const PATIENCE_MS = 60_000

export async function openRegistry(stack: Benched): Promise<BenchRegistry> {
  const [bridge, synapse] = [stack.databaseUrl, stack.synapseDatabaseUrl].map(
    (connectionString) => new Pool({ connectionString, max: 5 }),
  ) as [Pool, Pool]
  for (const pool of [bridge, synapse]) pool.on('error', () => {})
  const call = (method: 'PUT' | 'DELETE') => (path: string, body?: unknown) =>
    ask({ method, url: `${stack.apiUrl}/api/v1${path}`, token: stack.apiKey, body })
  const put = call('PUT')
  const userOf = (person: string) => `@${localpartOf(person)}:${stack.serverName}`

  async function roomOf(circle: string): Promise<{ id: string | null; inStep: boolean } | undefined> {
    const { rows } = await bridge.query<{ room_id: string | null; in_step: boolean }>({
      name: 'room',
      text: `select room_id, in_step from room where kind = 'journal' and ref = $1`,
      values: [circle],
    })
    return rows[0] && { id: rows[0].room_id, inStep: rows[0].in_step }
  }
  async function joined(room: string): Promise<string[]> {
    const { rows } = await synapse.query<{ state_key: string }>({
      name: 'joined',
      text: `select state_key from current_state_events where room_id = $1 and type = 'm.room.member' and membership = 'join'`,
      values: [room],
    })
    return rows.map((row) => row.state_key)
  }
  async function until(what: string, found: () => Promise<string | undefined>, every = POLL_MS): Promise<string> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const room = await found()
      if (room !== undefined) return room
      if (Date.now() > deadline) throw new Error(`${what} : toujours pas après ${PATIENCE_MS / 1000} s`)
      await pause(every)
    }
  }

  return {
    put,
    delete: call('DELETE'),
    userOf,
    async putCircleOfNine(id) {
      await put(`/circles/${id}`, { patientId: `patient-${id}`, structureId: STRUCTURE })
      await put(`/circles/${id}/members`, { members: members.map((personId) => ({ personId, role: 'Intervenant' })) })
    },
    untilAllJoined: (circle) =>
      until(`Neuf personnes dans le journal ${circle}`, async () => {
        const id = (await roomOf(circle))?.id ?? null
        // The bridge is there too.
        return id !== null && (await joined(id)).length === MEMBERS + 1 ? id : undefined
      }),
    untilInStep: (circle) =>
      until(`Journal ${circle} conforme`, async () => {
        const room = await roomOf(circle)
        return room?.inStep === true && room.id !== null ? room.id : undefined
      }),
    untilIn: (room, person) =>
      until(`${person} dans ${room}`, async () => ((await joined(room)).includes(userOf(person)) ? room : undefined), CLOSE_POLL_MS),
    async close() {
      await bridge.end()
      await synapse.end()
    },
  }
}

/** A structure and people with their accounts ready; nobody is in a circle yet. */
export async function putPeople(stack: Benched): Promise<void> {
  const registry = await openRegistry(stack)
  await registry.put(`/structures/${STRUCTURE}`, { name: 'DAC de mesure', kind: 'DAC', dac: false })
  for (const [index, id] of personIds.entries())
    await registry.put(`/people/${id}`, {
      givenName: `Prénom${index}`,
      familyName: 'Mesure',
      profession: 'Infirmière',
      localpart: localpartOf(id),
    })
  const ready = async (id: string) => {
    const { account } = await ask<{ account: { state: string } }>({
      method: 'GET',
      url: `${stack.apiUrl}/api/v1/people/${id}`,
      token: stack.apiKey,
    })
    return account.state === 'ready'
  }
  for (const id of personIds) while (!(await ready(id))) await pause(100)
  await registry.close()
}

export const putPatient = (registry: BenchRegistry, circle: string) =>
  registry.put(`/patients/patient-${circle}`, { displayName: `Patient ${circle}` })

/** Circles of nine whose journals are there. */
export async function putCirclesOfNine(registry: BenchRegistry, ids: readonly string[]): Promise<string[]> {
  const rooms: string[] = []
  for (const id of ids) {
    await putPatient(registry, id)
    await registry.putCircleOfNine(id)
    rooms.push(await registry.untilInStep(id))
  }
  return rooms
}
