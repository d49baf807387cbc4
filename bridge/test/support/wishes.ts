import { randomInt } from 'node:crypto'
import { expect, inject } from 'vitest'
import type { Preferences } from '../../src/contract.ts'
import { CLIENT, type Json, type Matrix, type Someone, eventually, sharedStage } from './rooms.ts'

export const stage = sharedStage()
export const { newPerson, signIn, told, registry, serverName } = stage
export const { baseUrl } = inject('stack')
export const path = (person: Someone, rest = 'preferences') => `/people/${person.id}/${rest}`
export const read = (person: Someone) => told<Preferences>('GET', path(person))
export const bodyOf = ({ mutes: _, version: __, ...body }: Preferences) => body

export async function journalOf(...people: Someone[]): Promise<{ circle: string; room: string }> {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  for (const person of people) await stage.addMember(circle.id, person.id)
  return { circle: circle.id, room: (await stage.settled(circle.id)).roomId }
}
/** What a client shows as unread, for each room: a first /sync, never the remembered one. */
export async function unreadOf(matrix: Matrix): Promise<Record<string, number>> {
  const { status, body } = await matrix('GET', `${CLIENT}/sync?timeout=${randomInt(1, 1_000_000_000)}`)
  expect(status).toBe(200)
  const joined =
    (body['rooms'] as { join?: Record<string, { unread_notifications?: { notification_count?: number } }> } | undefined)?.join ?? {}
  return Object.fromEntries(Object.entries(joined).map(([room, { unread_notifications: of }]) => [room, of?.notification_count ?? 0]))
}
export const rulesOf = async (matrix: Matrix): Promise<string> => JSON.stringify((await matrix('GET', `${CLIENT}/pushrules/`)).body)
export const bell = async (person: Someone, query = '') =>
  told<{ items: { id: string; type: string; body: string; about: Json; read: boolean }[]; next: string | null }>(
    'GET',
    `/people/${person.id}/notifications?${query}`,
  )
export const notificationsRoom = async (matrix: Matrix): Promise<string> =>
  eventually(async () => {
    const { body } = await matrix('GET', `${CLIENT}/joined_rooms`)
    for (const room of body['joined_rooms'] as string[])
      if ((await stage.stateEvent(room, 'm.room.name'))?.['name'] === 'Notifications') return room
    throw new Error('no room of notifications yet')
  })
