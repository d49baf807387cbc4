import { isObject } from '../../core/json.ts'

export type Json = Record<string, unknown>
/** Gives an answer of Synapse without what is not of the rooms that the user may read. */
export type Without = (body: Json, readable: ReadonlySet<string>, user: string) => Json

const objectIn = (value: unknown): Json => (isObject(value) ? value : {})
const arrayIn = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectIn) : [])

/** Every room that an answer names where these answers name rooms. */
export function roomsIn(body: Json): string[] {
  const { rooms, notifications } = body
  const sections = ['join', 'leave', 'invite', 'knock'].flatMap((section) => Object.keys(objectIn(objectIn(rooms)[section])))
  const sliding = Object.keys(objectIn(rooms)).filter((key) => key.startsWith('!'))
  return [...new Set([...sections, ...sliding, ...arrayIn(notifications).map((one) => String(one['room_id']))])]
}

/** /notifications lists what was said in rooms since left. */
export const withoutOtherNotifications: Without = (body, readable) => ({
  ...body,
  notifications: arrayIn(body['notifications']).filter((one) => readable.has(String(one['room_id']))),
})

/**
 * /sync tells a room just left together with what was said until then, which the person had not read yet (synapse-facts, "Who
 * can still read after leaving"). Only the departure itself is left: the client must know that it left.
 */
export const withoutWhatWasLeft: Without = (body, readable, user) => {
  const rooms = objectIn(body['rooms'])
  if (body['rooms'] === undefined) return body
  if (Object.keys(rooms).some((key) => key.startsWith('!'))) return { ...body, rooms: slidingRooms(rooms, readable) }
  const kept = Object.entries(rooms).map(([section, entries]): [string, Json] => {
    const listed = Object.entries(objectIn(entries))
    if (section === 'leave')
      return [
        section,
        Object.fromEntries(listed.map(([room, entry]) => [room, readable.has(room) ? entry : departure(objectIn(entry), user)])),
      ]
    return [section, Object.fromEntries(listed.filter(([room]) => readable.has(room)))]
  })
  return { ...body, rooms: Object.fromEntries(kept) }
}

function departure(entry: Json, user: string): Json {
  const timeline = objectIn(entry['timeline'])
  const own = arrayIn(timeline['events']).filter((event) => event['type'] === 'm.room.member' && event['state_key'] === user)
  return {
    timeline: { events: own, limited: false, prev_batch: timeline['prev_batch'] },
    state: { events: [] },
    account_data: { events: [] },
  }
}

/** In sliding sync a room is one object: of a room that was left, nothing but that. */
const slidingRooms = (rooms: Json, readable: ReadonlySet<string>): Json =>
  Object.fromEntries(
    Object.entries(rooms).map(([room, entry]) => [
      room,
      readable.has(room) ? entry : { membership: 'leave', timeline: [], required_state: [] },
    ]),
  )
