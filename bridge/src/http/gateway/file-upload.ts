import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { REFUSALS, type RefusalCode } from 'policies'
import type { FileWatch } from '../../core/file-types.ts'
import { mediaIdOf } from '../../core/media.ts'
import type { FileGuard } from '../../flows/guard-files.ts'
import type { Scan } from '../../flows/virus-scanner.ts'
import { answerJson, refuse } from './homeserver-door.ts'
import type { Asking } from './own-answers.ts'
import { answerOf, askHomeserver, jsonOf } from './homeserver-stream.ts'

/** Enough to know a document by the first entries of its archive. */
const FIRST_BYTES = 65_536

/**
 * Takes a file in. Its bytes go to the homeserver and to the virus scanner as they come; the last ones are held back until it is
 * known what the file is and that it is clean, so that the homeserver never has the whole of a file that is refused.
 */
export function fileUpload({ homeserverUrl, serverName }: { homeserverUrl: string; serverName: string }, guard: FileGuard, log: Logger) {
  return async ({ user, token, request, response }: Asking): Promise<void> => {
    const length = Number(request.headers['content-length'] ?? Number.NaN)
    const size = length > guard.limit ? 'too-large' : 'fits'
    const code = await guard.mayUpload(user, { size, content: 'accepted', infected: false })
    if (code !== null) return refuseFile(request, response, code)
    // The homeserver needs it too; without it nobody could hold the last bytes back.
    if (!Number.isSafeInteger(length))
      return refuseBody(request, response, 411, 'M_UNKNOWN', 'La taille du fichier doit être annoncée (Content-Length).')

    // Not the loop's own iterator: it would end the connection with the first piece that is not wanted.
    const pieces = request.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>
    const refused = (why: RefusalCode) => void pieces.return?.().then(() => refuseFile(request, response, why))
    try {
      const start = await firstBytes(pieces)
      const called = { name: nameOf(request), type: request.headers['content-type'] ?? '' }
      const watch = await guard.recognise(start, called)
      const early = await guard.mayUpload(user, { size, content: watch.first.content, infected: false })
      const late = early ?? (await store({ user, token, length, start, pieces, watch, name: called.name }, response))
      if (late !== null) refused(late)
    } catch (error) {
      // The sender went away.
      if (response.destroyed) return
      log.warn({ cause: (error as { code?: string }).code ?? (error as Error).message.slice(0, 200) }, 'a file cannot be taken in')
      await pieces.return?.()
      const words = 'L’envoi de fichiers ne fonctionne pas pour le moment : réessayez dans un instant.'
      refuseBody(request, response, 503, 'M_UNKNOWN', words, { retry_after_ms: 2_000 })
    }
  }

  /** Answers when the homeserver has it; gives why it must not. */
  async function store(file: Incoming, response: ServerResponse): Promise<RefusalCode | null> {
    const { user, token, length, watch } = file
    const scan = await guard.scanner?.open()
    const upload = await guard.begin(user)
    const query = file.name === '' ? '' : `?filename=${encodeURIComponent(file.name)}`
    const asked = askHomeserver(homeserverUrl, `/_matrix/media/v3/upload${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': watch.first.type, 'content-length': length },
    })
    const answered = answerOf(asked)
    answered.catch(() => undefined)
    let whole = false
    try {
      const last = await passOn(file, asked, scan)
      const { content, type } = watch.end()
      const infected = content === 'accepted' && scan !== undefined && (await scan.verdict()) === 'infected'
      const code = await guard.mayUpload(user, { size: 'fits', content, infected })
      if (code !== null) {
        if (infected) log.warn({ user }, 'an infected file was refused')
        return code
      }
      whole = true
      asked.end(last)
      const answer = await answered
      const body = await jsonOf(answer)
      const mediaId = answer.statusCode === 200 && mediaIdOf(String(body['content_uri']), serverName)
      if (typeof mediaId === 'string') await guard.stored(upload, user, { mediaId, type, size: length })
      // A refusal of the homeserver: it has stored nothing.
      else whole = false
      answerJson(response, body, answer.statusCode ?? 502)
      return null
    } finally {
      scan?.close()
      if (!whole) {
        asked.destroy()
        await guard.giveUp(upload)
      }
    }
  }
}

interface Incoming {
  readonly user: string
  readonly token: string
  readonly name: string
  readonly length: number
  readonly start: Buffer
  readonly pieces: AsyncIterator<Buffer>
  readonly watch: FileWatch
}

async function firstBytes(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  const first: Buffer[] = []
  for (let size = 0; size < FIRST_BYTES;) {
    const next = await pieces.next()
    if (next.done === true) break
    first.push(next.value)
    size += next.value.length
  }
  return Buffer.concat(first)
}

/** Gives every piece to all who look at it, and all but the last to the homeserver; gives the last. */
async function passOn({ start, pieces, watch, length }: Incoming, asked: ClientRequest, scan: Scan | undefined): Promise<Buffer> {
  let held = start
  let size = 0
  const see = async (piece: Buffer) => {
    size += piece.length
    watch.see(piece)
    await scan?.write(piece)
  }
  await see(start)
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    const [before, piece] = [held, next.value]
    held = piece
    await Promise.all([see(piece), write(asked, before)])
  }
  if (size !== length) throw new Error('the file is not as long as was said')
  return held
}

/** Waits when as much as is held at once has not left yet. */
async function write(asked: ClientRequest, piece: Buffer): Promise<void> {
  if (!asked.write(piece) && !asked.destroyed) await once(asked, 'drain', { signal: AbortSignal.timeout(STUCK_MS) })
}
/** The homeserver takes nothing more. */
const STUCK_MS = 60_000

/** As the homeserver reads it: the first of that name. It may be missing, and is cut where it would not fit a file system. */
const nameOf = (request: IncomingMessage): string =>
  (new URLSearchParams(request.url?.split('?')[1] ?? '').get('filename') ?? '').replaceAll(/\p{Cc}/gu, '').slice(0, 200)

const STATUS: Partial<Record<RefusalCode, readonly [number, string]>> = {
  FILE_TOO_LARGE: [413, 'M_TOO_LARGE'],
  FILE_IS_ACTIVE: [415, 'M_FORBIDDEN'],
  FILE_TYPE_REFUSED: [415, 'M_FORBIDDEN'],
}
function refuseFile(request: IncomingMessage, response: ServerResponse, code: RefusalCode): void {
  const [status, errcode] = STATUS[code] ?? [403, 'M_FORBIDDEN']
  refuseBody(request, response, status, errcode, REFUSALS[code].fr, { 'fr.sphere.refusal': code })
}

/** A client reads the answer once it has sent everything: what still comes is let pass for a while, and thrown away. */
function refuseBody(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  errcode: string,
  error: string,
  more: object = {},
): void {
  response.setHeader('connection', 'close')
  refuse(response, status, errcode, error, more)
  const tired = setTimeout(() => request.destroy(), 30_000)
  request.once('close', () => clearTimeout(tired))
  request.resume()
}
