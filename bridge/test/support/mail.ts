import { expect } from 'vitest'
import { type Answer, CLIENT, type Json, type Matrix, type MatrixEvent, type Someone, type Stage, sendPath, text } from './rooms.ts'

const encryption = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }
const guests = { type: 'm.room.guest_access', state_key: '', content: { guest_access: 'can_join' } }

/** What clients send when somebody starts a conversation, word for word. */
export const asElement = (...invite: string[]): Json => ({
  preset: 'trusted_private_chat',
  visibility: 'private',
  invite,
  is_direct: true,
  initial_state: [guests, encryption],
})
export const asCinny = (...invite: string[]): Json => ({
  is_direct: true,
  invite,
  visibility: 'private',
  preset: 'trusted_private_chat',
  initial_state: [encryption],
})

/** The conversation that somebody starts, through the public port. */
export async function startsChat(matrix: Matrix, body: Json): Promise<string> {
  const answer = await matrix('POST', `${CLIENT}/createRoom`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return String(answer.body['room_id'])
}
export const refusalOf = ({ status, body }: Answer) => ({ status, code: body['fr.sphere.refusal'] })

/** The whole state of a room where the bridge no longer is. */
export async function readMailState(stage: Stage, room: string): Promise<MatrixEvent[]> {
  const { status, body } = await stage.admin('GET', `/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/state`)
  expect(status).toBe(200)
  return body['state'] as MatrixEvent[]
}
export async function membersOf(stage: Stage, room: string): Promise<Record<string, unknown>> {
  const members = (await readMailState(stage, room)).filter(({ type }) => type === 'm.room.member')
  return Object.fromEntries(members.map(({ state_key: user, content }) => [user, content['membership']]))
}
export const directOf = async (matrix: Matrix, { userId }: Someone): Promise<Json> =>
  (await matrix('GET', `${CLIENT}/user/${encodeURIComponent(userId)}/account_data/m.direct`)).body
/** The rooms that somebody's client shows as joined after a sync from nothing. */
export async function roomsOf(matrix: Matrix): Promise<string[]> {
  const { status, body } = await matrix('GET', `${CLIENT}/sync?timeout=0`)
  expect(status).toBe(200)
  return Object.keys(((body['rooms'] as Json | undefined)?.['join'] as Json | undefined) ?? {})
}

/** Somebody with their client. */
export interface Reachable {
  person: Someone
  matrix: Matrix
}
export function mailVerbs({ newPerson, signIn, told }: Stage) {
  const somebody = async (): Promise<Reachable> => {
    const person = await newPerson()
    return { person, matrix: await signIn(person) }
  }
  return {
    somebody,
    two: () => Promise.all([somebody(), somebody()]),
    three: () => Promise.all([somebody(), somebody(), somebody()]),
    become: ({ givenName, familyName, profession, id }: Someone, status: string) =>
      told('PUT', `/people/${id}`, { givenName, familyName, profession, status }),
    createRoom: (matrix: Matrix, body: unknown) => matrix('POST', `${CLIENT}/createRoom`, body),
    say: (matrix: Matrix, room: string, body = 'bonjour') => matrix('PUT', sendPath(room), text(body)),
  }
}
