import { CannotRun } from '../../core/canary/causes.ts'
import { type Place, SECRETS } from '../../core/canary/kinds.ts'
import type { PublicDoor } from '../../matrix/public-door.ts'

const CLIENT = '/_matrix/client/v3'
const at = (...parts: string[]) => parts.map(encodeURIComponent).join('/')

/** What a person with a session does by the public door. Throws CannotRun when it is not accepted. */
export function actor(door: PublicDoor, token: string, once: () => string) {
  const ask = async <Body>(method: string, path: string, body?: string | Uint8Array, type = 'application/json'): Promise<Body> => {
    const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type }) }
    const { status, text } = await door({ method, path, headers, ...(body === undefined ? {} : { body }) })
    if (status !== 200) throw new CannotRun('the-secret-cannot-be-planted')
    return JSON.parse(text) as Body
  }
  const send = async (room: string, content: object): Promise<string> =>
    (await ask<{ event_id: string }>('PUT', `${CLIENT}/rooms/${at(room, 'send', 'm.room.message', once())}`, JSON.stringify(content)))
      .event_id
  /** Where the gateway is gone round, nothing is known of a file and none can be attached: what else leaks there must be found all the same. */
  const attach = (room: string, content: object): Promise<string | undefined> =>
    send(room, content).catch((error: unknown) => {
      if (!(error instanceof CannotRun)) throw error
      return undefined
    })
  const upload = async (name: string, type: string, bytes: Uint8Array): Promise<string> => {
    const { content_uri: uri } = await ask<{ content_uri: string }>('POST', `/_matrix/media/v3/upload?filename=${name}`, bytes, type)
    return uri
  }
  async function stateEvent(room: string, type: string): Promise<string> {
    const state = await ask<Event[]>('GET', `${CLIENT}/rooms/${at(room, 'state')}`)
    return state.find((event) => event.type === type)?.event_id ?? ''
  }
  const nameOf = async (room: string): Promise<unknown> =>
    ask<{ name?: string }>('GET', `${CLIENT}/rooms/${at(room, 'state', 'm.room.name', '')}`).then(
      ({ name }) => name,
      () => undefined,
    )
  return {
    /** The secret of a place, and a mention of these people so that it becomes a notification of theirs. */
    plant: (room: string, place: Place, mentioned: readonly string[] = []) =>
      send(room, {
        msgtype: 'm.text',
        body: `${SECRETS[place]} est le secret de ce salon. ${mentioned.join(' ')}`,
        'm.mentions': { user_ids: mentioned },
      }),
    /** The same in a folder: in the file and in its caption. Gives the event and the file. */
    async plantFile(room: string, place: Place, mentioned: readonly string[] = []): Promise<{ event: string; file: string }> {
      const bytes = Buffer.from(`${SECRETS[place]}\n`)
      const url = await upload('document.txt', 'text/plain', bytes)
      const event = await attach(room, {
        msgtype: 'm.file',
        body: `${SECRETS[place]} est le secret de ce classeur.`,
        filename: 'document.txt',
        url,
        info: { mimetype: 'text/plain', size: bytes.length },
        'm.mentions': { user_ids: mentioned },
      })
      return { event: event ?? (await stateEvent(room, 'm.room.name')), file: url.slice('mxc://'.length) }
    },
    say: (room: string, body: string) => send(room, { msgtype: 'm.text', body }),
    async attachFile(room: string): Promise<string> {
      const bytes = Buffer.from(`${SECRETS.journal}\n`)
      const url = await upload('notes.txt', 'text/plain', bytes)
      await attach(room, { msgtype: 'm.file', body: 'notes.txt', url, info: { mimetype: 'text/plain', size: bytes.length } })
      return url.slice('mxc://'.length)
    },
    async attachImage(room: string): Promise<string> {
      const url = await upload('carre.png', 'image/png', PICTURE)
      await attach(room, {
        msgtype: 'm.image',
        body: 'carre.png',
        url,
        info: { mimetype: 'image/png', w: 64, h: 64, size: PICTURE.length },
      })
      return url.slice('mxc://'.length)
    },
    now: async (): Promise<string> => (await ask<{ next_batch: string }>('GET', `${CLIENT}/sync?timeout=0`)).next_batch,
    /** Of the rooms that lie in a Space, the first of this name into which this person sees. */
    async childNamed(space: string, name: string): Promise<string | undefined> {
      const state = await ask<Event[]>('GET', `${CLIENT}/rooms/${at(space, 'state')}`)
      for (const { type, state_key: child } of state) if (type === 'm.space.child' && (await nameOf(child)) === name) return child
      return undefined
    },
    stateEvent,
  }
}
export type Actor = ReturnType<typeof actor>
interface Event {
  event_id: string
  type: string
  state_key: string
  content: Record<string, unknown>
}

/** A grey square. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAAAAACPAi4CAAAAKUlEQVR42u3MQREAAAwCIKMb3RD77SAA6VEEAoFAIBAIBAKBQCAQfA8G320AeXC6efoAAAAASUVORK5CYII=',
  'base64',
)
