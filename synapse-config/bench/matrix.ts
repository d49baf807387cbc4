import { ask } from './ask.ts'

/** A homeserver as one account sees it: the calls that any client would make, with nothing of ours between. */
export interface Homeserver {
  readonly url: string
  readonly token: string
}

const CLIENT = '/_matrix/client/v3'
const inRoom = (room: string) => `${CLIENT}/rooms/${encodeURIComponent(room)}`
const as = (user: string | undefined) => (user === undefined ? '' : `?user_id=${encodeURIComponent(user)}`)
let sent = 0

/** A session of that person's own, given by the application service without a password. */
export async function loginAs({ url, token }: Homeserver, user: string): Promise<Homeserver> {
  const body = { type: 'm.login.application_service', identifier: { type: 'm.id.user', user } }
  const { access_token } = await ask<{ access_token: string }>({ method: 'POST', url: `${url}${CLIENT}/login`, token, body })
  return { url, token: access_token }
}

export function say({ url, token }: Homeserver, room: string, body: string): Promise<unknown> {
  sent += 1
  return ask({
    method: 'PUT',
    url: `${url}${inRoom(room)}/send/m.room.message/bench-${process.pid}-${sent}`,
    token,
    body: { msgtype: 'm.text', body },
  })
}

/** What somebody would write against the bare API: a room, then one invitation and one join per person. */
export async function createRoomWith(server: Homeserver, name: string, users: readonly string[]): Promise<string> {
  const body = { preset: 'private_chat', name }
  const { room_id } = await ask<{ room_id: string }>({
    method: 'POST',
    url: `${server.url}${CLIENT}/createRoom`,
    token: server.token,
    body,
  })
  for (const user of users) await admit(server, room_id, user)
  return room_id
}

export async function admit({ url, token }: Homeserver, room: string, user: string): Promise<void> {
  await ask({ method: 'POST', url: `${url}${inRoom(room)}/invite`, token, body: { user_id: user } })
  await ask({ method: 'POST', url: `${url}${inRoom(room)}/join${as(user)}`, token, body: {} })
}

export const readMessages = ({ url, token }: Homeserver, room: string): Promise<unknown> =>
  ask({ method: 'GET', url: `${url}${inRoom(room)}/messages?dir=b&limit=20`, token })

interface Synced {
  next_batch: string
  rooms?: { join?: Record<string, unknown> }
}

/** Like a client that is open: resolves when the person's own /sync shows the room with what is said in it. `since` is from before. */
export async function untilReadable({ url, token }: Homeserver, room: string, since: string): Promise<void> {
  for (let from = since; ;) {
    const seen = await ask<Synced>({ method: 'GET', url: `${url}${CLIENT}/sync?timeout=30000&since=${encodeURIComponent(from)}`, token })
    if (seen.rooms?.join?.[room] !== undefined) return
    from = seen.next_batch
  }
}

export async function syncToken({ url, token }: Homeserver): Promise<string> {
  const filter = encodeURIComponent(JSON.stringify({ room: { timeline: { limit: 1 } } }))
  return (await ask<Synced>({ method: 'GET', url: `${url}${CLIENT}/sync?timeout=0&filter=${filter}`, token })).next_batch
}

/** What is new since then, at once; gives the place up to which it tells. */
export async function syncFrom({ url, token }: Homeserver, since: string): Promise<string> {
  const query = `timeout=0&since=${encodeURIComponent(since)}`
  return (await ask<Synced>({ method: 'GET', url: `${url}${CLIENT}/sync?${query}`, token })).next_batch
}
