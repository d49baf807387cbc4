import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../stack/problem.ts'
import { type SaidFile, madeFile } from './said-file.ts'
import { type Answered, type Asked, exchange } from './exchange.ts'

/** What somebody does in a Matrix client, through the public address, as themselves. */
export interface Session {
  readonly userId: string
  /** With a file the text is its caption. */
  say(roomId: string, txnId: string, text: string, file?: SaidFile): Promise<void>
  /** Which of `wanted` (see spoken) the room already holds: reads backwards until all are found, or to the beginning. */
  listSaid(roomId: string, wanted: ReadonlySet<string>): Promise<Set<string>>
  /** Gives the address of the file (mxc://). */
  upload(name: string, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<string>
  /** What is one's own in the API, such as one's mail. */
  own<Answer>(method: Asked['method'], path: string, body?: object): Promise<Answer>
  signOut(): Promise<void>
}

/** A text and who said it, as one value. */
export const spoken = (userId: string, text: string): string => `${userId}\n${text}`

const JOIN_PATIENCE_MS = 30_000
const HISTORY_PAGES = 200

export async function signIn(baseUrl: string, userId: string, password: string): Promise<Session> {
  const at = (path: string) => `${baseUrl}/_matrix/client/v3${path}`
  const answer = await exchange({
    method: 'POST',
    url: at('/login'),
    body: {
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user: userId },
      password,
      initial_device_display_name: 'Démonstration',
    },
  })
  const { access_token: token } = accepted(`la connexion de ${userId}`, answer) as { access_token: string }

  async function upload(name: string, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const url = `${baseUrl}/_matrix/media/v3/upload?filename=${encodeURIComponent(name)}`
    const stored = await exchange({ method: 'POST', url, token, file: { type, bytes } })
    return (accepted(`un fichier de ${userId}`, stored) as { content_uri: string }).content_uri
  }
  async function deposited(file: SaidFile, caption: string) {
    const { type, bytes, msgtype, info } = madeFile(file)
    const url = await upload(file.name, type, bytes)
    return { msgtype, body: caption, filename: file.name, url, info: { ...info, mimetype: type, size: bytes.length } }
  }

  return {
    userId,
    async say(roomId, txnId, text, file) {
      const url = at(`/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${encodeURIComponent(txnId)}`)
      const content = file === undefined ? { msgtype: 'm.text', body: text } : await deposited(file, text)
      const sent = await onceJoined({ method: 'PUT', url, token, body: content })
      accepted(`un message de ${userId}`, sent)
    },
    async listSaid(roomId, wanted) {
      const found = new Set<string>()
      let from: string | undefined
      for (let page = 0; page < HISTORY_PAGES && found.size < wanted.size; page++) {
        const query = new URLSearchParams({
          dir: 'b',
          limit: '100',
          filter: '{"types":["m.room.message"]}',
          ...(from === undefined ? {} : { from }),
        })
        const read = await onceJoined({
          method: 'GET',
          url: at(`/rooms/${encodeURIComponent(roomId)}/messages?${query.toString()}`),
          token,
        })
        const { chunk, end } = accepted(`la lecture d’un salon par ${userId}`, read) as Messages
        for (const { sender, content } of chunk) {
          const key = typeof content.body === 'string' ? spoken(sender, content.body) : ''
          if (wanted.has(key)) found.add(key)
        }
        if (end === undefined) break
        from = end
      }
      return found
    },
    upload,
    async own<Answer>(method: Asked['method'], path: string, body?: object) {
      const given = await exchange({ method, url: `${baseUrl}/api/v1/people/me${path}`, token, body })
      if (given.status >= 200 && given.status < 300) return given.body as Answer
      const { message } = given.body as { message?: string }
      throw new Problem(`L’API a refusé ${method} ${path} à ${userId} (${given.status}) : ${message ?? 'sans explication'}`)
    },
    async signOut() {
      await exchange({ method: 'POST', url: at('/logout'), token, body: {} })
    },
  }
}

interface Messages {
  readonly chunk: readonly { readonly sender: string; readonly content: { readonly body?: unknown } }[]
  readonly end?: string
}

/** The room follows the registry a moment later: who is not in it yet is refused, and asks again. */
async function onceJoined(asked: Asked): Promise<Answered> {
  const until = Date.now() + JOIN_PATIENCE_MS
  for (;;) {
    const answer = await exchange(asked)
    if (answer.status !== 403 || codeOf(answer.body) !== 'M_FORBIDDEN' || Date.now() > until) return answer
    await sleep(250)
  }
}

const errorOf = (body: unknown): { errcode?: string; error?: string } => (typeof body === 'object' && body !== null ? body : {})
const codeOf = (body: unknown): string | undefined => errorOf(body).errcode

function accepted(what: string, { status, body }: Answered): unknown {
  if (status === 200) return body
  const { errcode, error } = errorOf(body)
  throw new Problem(`Le serveur de messagerie a refusé ${what} (${status}) : ${error ?? 'sans explication'} [${errcode ?? '?'}]`)
}
