import type { Circle, RoomState } from '../../bridge/src/contract.ts'
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

/** The liaison book and the documents room of the DAC. */
export async function dacRooms(api: RegistryApi): Promise<Conversation[]> {
  const wanted = ['liaison', 'documents'] as const
  const find = () => api.get<StructureRooms>(`/structures/${DAC}/state`)
  const ready = ({ rooms }: StructureRooms) => wanted.every((kind) => rooms.some((room) => room.kind === kind && room.roomId !== null))
  const { rooms } = await waitFor(find, ready, (seen) =>
    notReady(
      'Les salons du DAC',
      seen.rooms.find((room) => room.roomId === null),
    ),
  )
  return wanted.map((kind) => ({
    id: kind,
    roomId: rooms.find((room) => room.kind === kind)?.roomId ?? '',
    messages: DAC_ROOMS[kind],
    closed: false,
  }))
}

const notReady = (what: string, state: RoomState | undefined): string => {
  const members = (state?.members ?? []).flatMap(({ name, error }) => (error === null ? [] : [`${name} : ${error}`]))
  const causes = [...(state?.lastError ? [state.lastError.message] : []), ...members]
  return `${what} : pas encore de salon après une minute${causes.length === 0 ? '' : ` (${causes.join(' ; ')})`}. Voir l’état des cercles dans /admin et les journaux du pont.`
}
