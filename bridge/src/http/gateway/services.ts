import { isObject } from '../../core/json.ts'
import type { Classified } from './classify.ts'
import type { Json, Without } from './look-through.ts'

/**
 * Requests of the accounts of other systems, which post and read nothing: what is not here is refused to them, whatever the table
 * (client-routes.ts) says of people. `send`: Synapse answers with an identifier alone, and its module asks the rules.
 */
export type ForService = 'send' | 'stripped' | 'refused'

const SENDS = new Set(['/rooms/{roomId}/send/{type}', '/rooms/{roomId}/send/{type}/{txnId}'])

export function forService({ treatment, path }: Classified): ForService {
  if (treatment === 'sync') return 'stripped'
  return treatment === 'leave' || (treatment === 'room' && SENDS.has(path)) ? 'send' : 'refused'
}

/** Answered to everybody without a look at who asks, but telling who else is in one's rooms. */
const TELLS_OF_OTHERS = new Set(['/keys/query', '/keys/changes', '/keys/claim', '/presence/{userId}/status'])
export const tellsOfOthers = ({ treatment, path }: Classified): boolean => treatment === 'pass' && TELLS_OF_OTHERS.has(path)

/**
 * /sync for a system: in which rooms it is, and nothing of them. An allow-list, so that what Synapse may add one day is not told. The name
 * of a room is the name of a patient: an invitation is only that.
 */
export const ownMembershipAlone: Without = (body, _readable, user) => {
  const rooms = objectIn(body['rooms'])
  const each = (section: string, told: (entry: Json) => Json) =>
    Object.fromEntries(Object.entries(objectIn(rooms[section])).map(([room, entry]) => [room, told(objectIn(entry))]))
  const own = (part: unknown) => {
    const { events } = objectIn(part)
    return (Array.isArray(events) ? events : []).filter(
      (event) => isObject(event) && event['type'] === 'm.room.member' && event['state_key'] === user,
    )
  }
  const there = (entry: Json): Json => ({
    timeline: { events: own(entry['timeline']), limited: false, prev_batch: objectIn(entry['timeline'])['prev_batch'] },
    state: { events: own(entry['state']) },
    account_data: { events: [] },
    ephemeral: { events: [] },
    unread_notifications: { notification_count: 0, highlight_count: 0 },
  })
  return {
    next_batch: body['next_batch'],
    account_data: body['account_data'] ?? { events: [] },
    device_one_time_keys_count: body['device_one_time_keys_count'] ?? {},
    rooms: {
      join: each('join', there),
      invite: each('invite', (entry) => ({ invite_state: { events: own(entry['invite_state']) } })),
      leave: each('leave', there),
    },
  }
}

const objectIn = (value: unknown): Json => (isObject(value) ? value : {})
