import type { RoomId, UserId } from '../core/ids.ts'
import type { Call } from './media.ts'
import { MatrixFailure, type MatrixPort } from './port.ts'

const at = (room: RoomId) => encodeURIComponent(room)

/**
 * Synapse purges in the background, in one transaction at the end of which it knows the room no more (admin API, "Delete Room"). A purge that
 * was under way when Synapse died is asked for again.
 */
export const roomPurge = (call: Call, admin: UserId): Pick<MatrixPort, 'purgeRoom'> => ({
  async purgeRoom(room) {
    const found = await call('look for the room', admin, 'GET', `/_synapse/admin/v1/rooms/${at(room)}`).catch((error: unknown) => {
      if (!(error instanceof MatrixFailure && error.errcode === 'M_NOT_FOUND')) throw error
      return undefined
    })
    if (found === undefined) return true
    // Whom our rules do not let leave by this way (there is nobody but the bridge) does not hold it up: force_purge.
    const body = { block: true, purge: true, force_purge: true }
    await call('purge the room', admin, 'DELETE', `/_synapse/admin/v2/rooms/${at(room)}`, body).catch((error: unknown) => {
      // It is under way already.
      if (!(error instanceof MatrixFailure && error.status === 400)) throw error
    })
    return false
  },
})
