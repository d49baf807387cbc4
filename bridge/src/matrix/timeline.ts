import { randomInt } from 'node:crypto'
import type { RoomId, UserId } from '../core/ids.ts'
import { isObject } from '../core/json.ts'
import { MatrixFailure, type MatrixPort } from './port.ts'

type Json = Record<string, unknown>
export type Call = (doing: string, as: UserId | null, method: 'GET', path: string, body?: object, query?: Json) => Promise<Json>

/** What was said and read, as the homeserver knows it: the bridge is not in every room. */
export const timelineVerbs = (call: Call, admin: UserId): Pick<MatrixPort, 'readTimeline' | 'readReceipts'> => ({
  async readTimeline(room, { from, direction, limit }) {
    const path = `/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/messages`
    const query = { dir: direction, limit, ...(from === undefined ? {} : { from }) }
    const { chunk, end } = await call('read what happened', admin, 'GET', path, undefined, query)
    if (!Array.isArray(chunk)) throw new MatrixFailure('read what happened', 'NOT_A_PAGE', '', null)
    return { events: chunk as unknown[], next: typeof end === 'string' && chunk.length > 0 ? end : null }
  },
  // The only address that gives receipts. Nothing else is asked of it: no state, no message, no other room.
  async readReceipts(user, rooms) {
    const nothing = { types: [], not_types: ['*'], limit: 1 }
    const filter = {
      presence: nothing,
      account_data: nothing,
      room: {
        rooms,
        ephemeral: { types: ['m.receipt'] },
        timeline: nothing,
        state: { ...nothing, lazy_load_members: true },
        account_data: nothing,
      },
    }
    const answer = await call('read receipts', user, 'GET', '/_matrix/client/v3/sync', undefined, {
      filter: JSON.stringify(filter),
      // A first sync does not wait; but Synapse remembers its answer for minutes (sync_response_cache_duration), for whoever asks the same.
      timeout: randomInt(1, 1_000_000_000),
      set_presence: 'offline',
    })
    const joined = isObject(answer['rooms']) && isObject(answer['rooms']['join']) ? answer['rooms']['join'] : {}
    return Object.entries(joined).flatMap(([room, inside]) => {
      const events = isObject(inside) && isObject(inside['ephemeral']) ? inside['ephemeral']['events'] : []
      return Array.isArray(events) ? (events as unknown[]).map((edu) => ({ room: room as RoomId, edu })) : []
    })
  },
})
