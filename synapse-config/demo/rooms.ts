import type { Circle, Folder, RoomState } from '../../bridge/src/contract.ts'
import { CIRCLES, DAC_ROOMS, type Said } from './content.ts'
import type { RegistryApi } from './registry-api.ts'
import { DAC } from './structures.ts'
import { waitFor } from './wait-for.ts'

/** A room and what is said in it. */
export interface Conversation {
  readonly id: string
  readonly roomId: string
  readonly messages: readonly Said[]
  /** Nothing can be said there any more. */
  readonly closed: boolean
}

interface StructureRooms {
  readonly rooms: readonly RoomState[]
}

const GRACE_MS = 20_000

/** Waits until the homeserver has followed the registry, and gives the journals with their rooms. */
export function journals(api: RegistryApi): Promise<Conversation[]> {
  const grace = Date.now() + GRACE_MS
  return Promise.all(
    CIRCLES.map(async ({ id, messages }) => {
      const made = await waitFor(
        () => api.get<Circle>(`/circles/${id}`),
        // One member in trouble holds nobody up: after a while a room that exists will do, whoever writes waits for their place.
        ({ roomId, inStep }) => roomId !== null && (inStep || Date.now() > grace),
        async ({ patient }) => notReady(`Le journal de ${patient.displayName}`, await api.get<RoomState>(`/circles/${id}/state`)),
      )
      return { id, roomId: made.roomId ?? '', messages, closed: made.status === 'closed' }
    }),
  )
}

/** The liaison book and the folders of the DAC; those that are missing are made. */
export async function dacRooms(api: RegistryApi): Promise<Conversation[]> {
  const folders = await madeFolders(api)
  const find = () => api.get<StructureRooms>(`/structures/${DAC}/state`)
  const wanted = [
    { id: 'liaison', is: ({ kind }: RoomState) => kind === 'liaison', messages: DAC_ROOMS.liaison },
    ...DAC_ROOMS.folders.map(({ name, deposits }, index) => ({
      id: `classeur-${index + 1}`,
      is: ({ folderId }: RoomState) => folderId !== undefined && folderId === folders.get(name),
      messages: deposits,
    })),
  ]
  const ready = ({ rooms }: StructureRooms) => wanted.every(({ is }) => rooms.some((room) => is(room) && room.roomId !== null))
  const { rooms } = await waitFor(find, ready, (seen) =>
    notReady(
      'Les salons du DAC',
      seen.rooms.find((room) => room.roomId === null),
    ),
  )
  return wanted.map(({ id, is, messages }) => ({ id, roomId: rooms.find(is)?.roomId ?? '', messages, closed: false }))
}

async function madeFolders(api: RegistryApi): Promise<Map<string, string>> {
  const { items } = await api.get<{ items: Folder[] }>(`/structures/${DAC}/folders?archived=false&limit=200`)
  const folders = new Map<string, string>(items.map(({ name, id }) => [name, id]))
  for (const { name } of DAC_ROOMS.folders)
    if (!folders.has(name)) folders.set(name, (await api.post<Folder>(`/structures/${DAC}/folders`, { name })).id)
  return folders
}

const notReady = (what: string, state: RoomState | undefined): string => {
  const members = (state?.members ?? []).flatMap(({ name, error }) => (error === null ? [] : [`${name} : ${error}`]))
  const causes = [...(state?.lastError ? [state.lastError.message] : []), ...members]
  return `${what} : pas encore de salon après une minute${causes.length === 0 ? '' : ` (${causes.join(' ; ')})`}. Voir l’état des cercles dans /admin et les journaux du pont.`
}
