import type { RoomId, UserId } from '../core/ids.ts'
import { isObject } from '../core/json.ts'
import { MAIL_FIELD } from '../core/mails/mail.ts'
import { MatrixFailure } from './port.ts'

type Json = Record<string, unknown>
export type Call = (
  doing: string,
  as: UserId | null,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
  query?: Json,
) => Promise<Json>
const at = (...parts: readonly string[]) => parts.map(encodeURIComponent).join('/')
const room = (id: RoomId, ...rest: readonly string[]) => `/_matrix/client/v3/rooms/${at(id, ...rest)}`

/** What a person writes and reads, done in their name. */
export interface MailVerbs {
  /** Says it as the person: the same key is not said twice by the homeserver while it remembers it. */
  sayAs(user: UserId, room: RoomId, key: string, content: object): Promise<void>
  /** Which events of their mail are in the room already: -1 its text, else the number of the file. Looked for back to that instant. */
  listSaidParts(user: UserId, room: RoomId, mail: string, since: Date): Promise<Set<number>>
  /** What an event says to the person; undefined when it is not there for them. */
  readEventAs(user: UserId, room: RoomId, event: string): Promise<Readonly<Record<string, unknown>> | undefined>
  /** A public receipt. */
  confirmReadAs(user: UserId, room: RoomId, event: string): Promise<void>
  /** The mark that clients show (Matrix specification 1.12, m.marked_unread). */
  setMarkedUnreadAs(user: UserId, room: RoomId, unread: boolean): Promise<void>
}

const PAGES_AT_MOST = 20

export const mailVerbs = (call: Call): MailVerbs => ({
  async sayAs(user, id, key, content) {
    await call('say as a person', user, 'PUT', room(id, 'send', 'm.room.message', key), content)
  },
  async listSaidParts(user, id, mail, since) {
    const filter = JSON.stringify({ senders: [user], types: ['m.room.message'], lazy_load_members: true })
    const said = new Set<number>()
    let from: string | undefined
    for (let page = 0; page < PAGES_AT_MOST; page++) {
      const query = { dir: 'b', limit: 100, filter, ...(from === undefined ? {} : { from }) }
      const { chunk, end } = await call('read what was said', user, 'GET', room(id, 'messages'), undefined, query)
      const events = chunk as { content: Json; origin_server_ts: number }[]
      for (const { content } of events) {
        const field = content[MAIL_FIELD]
        if (isObject(field) && field['id'] === mail) said.add(typeof field['part'] === 'number' ? field['part'] : -1)
      }
      const last = events.at(-1)
      if (typeof end !== 'string' || (last !== undefined && last.origin_server_ts < since.getTime())) break
      from = end
    }
    return said
  },
  async readEventAs(user, id, event) {
    const found = await call('read the mail', user, 'GET', room(id, 'event', event)).catch((error: unknown) => {
      if (error instanceof MatrixFailure && (error.status === 404 || error.status === 403)) return undefined
      throw error
    })
    return found === undefined || !isObject(found['content']) ? undefined : found['content']
  },
  async confirmReadAs(user, id, event) {
    await call('confirm the reading', user, 'POST', room(id, 'receipt', 'm.read', event), {})
  },
  async setMarkedUnreadAs(user, id, unread) {
    const path = `/_matrix/client/v3/user/${at(user, 'rooms', id, 'account_data', 'm.marked_unread')}`
    await call('mark as unread', user, 'PUT', path, { unread })
  },
})
