import type { RoomId, UserId } from '../core/ids.ts'
import { type RawState, actualRoom } from './actual-room.ts'
import { MatrixFailure, type MatrixPort } from './port.ts'

type Json = Record<string, unknown>
/** A request in somebody's name, as the client makes it. */
export type Call = (doing: string, as: UserId | null, method: 'GET' | 'PUT' | 'POST', path: string, body?: object) => Promise<Json>

/** What rooms of mail need: the client-server API knows nothing of them for a bridge that left. */
export function directChats(call: Call, admin: UserId): Pick<MatrixPort, 'readAnyRoom' | 'setDirectChat'> {
  return {
    async readAnyRoom(room) {
      const { state } = await call('read the room', admin, 'GET', `/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/state`)
      return actualRoom(state as RawState[])
    },
    async setDirectChat(user, room, others) {
      const path = `/_matrix/client/v3/user/${encodeURIComponent(user)}/account_data/m.direct`
      const known: Json = await call('read the conversations', user, 'GET', path).catch((error: unknown) => {
        if (error instanceof MatrixFailure && error.errcode === 'M_NOT_FOUND') return {}
        throw error
      })
      const merged: Json = { ...known, ...Object.fromEntries(others.map((other) => [other, withRoom(known[other], room)])) }
      if (others.some((other) => merged[other] !== known[other])) await call('set the conversations', user, 'PUT', path, merged)
    },
  }
}

/** What is there is the person's own: it is kept, and the same list when the room is in it. */
function withRoom(known: unknown, room: RoomId): unknown {
  if (!Array.isArray(known)) return [room]
  return known.includes(room) ? known : [...(known as unknown[]), room]
}
