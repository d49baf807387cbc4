import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FileGuard } from '../../flows/guard-files.ts'
import { refuse } from './homeserver-door.ts'
import type { Asking } from './own-answers.ts'
import { type FileAnswer, askForFile } from './homeserver-file.ts'
import type { OpenRequests } from './open-requests.ts'
import { type StoredFile, openStored } from './stored-file.ts'

const PATH = /^\/_matrix\/client\/v1\/media\/(download|thumbnail)\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/
/** What the homeserver may be asked; its other parameters open other servers, or what was set aside. */
const ASKED = ['width', 'height', 'method', 'animated']
/** Of the homeserver's answer. Not its caching: who reads today may not tomorrow, and whoever shares the computer never. */
const KEPT = [
  'content-type',
  'content-disposition',
  'content-security-policy',
  'referrer-policy',
  'cross-origin-resource-policy',
  'x-robots-tag',
]

/**
 * Gives a file, or a part of it, to who may read it; for everybody else it does not exist. Cut when they lose an access meanwhile. The homeserver
 * is asked each time, with the reader's own token, and says what the file is; when its folder can be read here, the bytes are taken from there.
 */
export function fileReading(homeserverUrl: string, mediaStore: string | undefined, guard: FileGuard, open: OpenRequests) {
  return async ({ user, token, request, response }: Asking): Promise<void> => {
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const [, what, ...segments] = PATH.exec(path) ?? []
    const [server = '', id = ''] = segments.map((segment) => decodeURIComponent(segment ?? ''))
    const name = segments[2]
    // Before the question: an access that ends while it is asked is heard of.
    open.keep(user, response)
    const found = what === undefined ? 'ATTACHMENT_GONE' : await guard.mayRead(user, server, id)
    if (response.destroyed || response.writableEnded) return
    if (typeof found === 'string') return refuse(response, 404, 'M_NOT_FOUND', 'Ce fichier n’existe pas.')

    const given = new URLSearchParams(query)
    const wanted = new URLSearchParams(ASKED.flatMap((key): [string, string][] => (given.has(key) ? [[key, given.get(key) ?? '']] : [])))
    const method = request.method === 'HEAD' ? 'HEAD' : 'GET'
    const asked = askForFile(homeserverUrl, { method, path: `${pathOf(what, server, id, name)}?${wanted.toString()}`, token })
    response.once('close', () => asked.destroy())
    const isWhole = what === 'download' && method === 'GET'
    const opening = isWhole ? openStored(mediaStore, id) : undefined
    try {
      const answer = await asked.answered.catch((error: unknown) => {
        if (!response.destroyed) throw error
      })
      if (answer === undefined || response.destroyed) return asked.destroy()
      const type = what === 'download' ? found.type : undefined
      await give({ answer, stored: await opening, type }, isWhole ? request.headers : {}, response)
    } finally {
      await (await opening)?.close()
    }
  }
}

interface Found {
  readonly answer: FileAnswer
  readonly stored: StoredFile | undefined
  readonly type: string | undefined
}

const pathOf = (what: string | undefined, server: string, id: string, name: string | undefined) =>
  `/_matrix/client/v1/media/${what}/${encodeURIComponent(server)}/${encodeURIComponent(id)}${name === undefined ? '' : `/${name}`}`

async function give({ answer, stored, type }: Found, asked: IncomingMessage['headers'], response: ServerResponse): Promise<void> {
  for (const header of KEPT) {
    const value = answer.headers[header]
    if (value !== undefined) response.setHeader(header, value)
  }
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-expose-headers', 'Content-Range, Accept-Ranges, Content-Length')
  response.setHeader('cache-control', 'private, no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  if (type !== undefined && answer.status === 200) response.setHeader('content-type', type)

  const size = Number(answer.headers['content-length'] ?? Number.NaN)
  const range = answer.status === 200 && Number.isSafeInteger(size) ? rangeOf(asked, size) : undefined
  if (range === 'none') {
    answer.destroy()
    response.setHeader('content-range', `bytes */${size}`)
    return refuse(response, 416, 'M_UNKNOWN', 'Le fichier est plus court que cela.')
  }
  if (type !== undefined && answer.status === 200) response.setHeader('accept-ranges', 'bytes')
  const [first, last] = range ?? [0, size - 1]
  if (Number.isSafeInteger(size)) response.setHeader('content-length', last - first + 1)
  if (range !== undefined) response.setHeader('content-range', `bytes ${first}-${last}/${size}`)
  response.writeHead(range === undefined ? answer.status : 206)
  if (stored === undefined || answer.status !== 200 || stored.size !== size)
    return pour(answer, range ?? [0, Number.POSITIVE_INFINITY], response)
  answer.destroy()
  await stored.pour([first, last], response).catch(() => response.destroy())
  response.end()
}

/**
 * From the first to the last of these bytes, as fast as the reader takes them. The homeserver knows no ranges: what is before is read and
 * thrown away, what is after is not read. Whoever goes away or is cut ends it in the middle: there is nobody left to tell.
 */
async function pour(answer: FileAnswer, [first, last]: readonly [number, number], response: ServerResponse): Promise<void> {
  let at = 0
  response.on('drain', () => answer.resume())
  const poured = answer.pour((piece, taken) => {
    const [from, to] = [Math.max(first - at, 0), Math.min(last + 1 - at, piece.length)]
    at += piece.length
    if (to <= from) taken()
    const goesOn = to <= from || response.write(piece.subarray(from, to), taken)
    if (at > last) answer.destroy()
    return goesOn
  })
  await poured.catch(() => (at > last ? undefined : response.destroy()))
  response.end()
}

/**
 * The one range that is asked for (RFC 9110, 14): undefined for all of it, which is always a right answer; 'none' when it begins
 * after the end. With a condition, which nothing here can meet since nothing is cached, all of it is given.
 */
function rangeOf(
  { range, 'if-range': condition }: IncomingMessage['headers'],
  size: number,
): readonly [number, number] | 'none' | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? '') ?? []
  if (condition !== undefined || from === undefined || to === undefined || (from === '' && to === '')) return undefined
  if (from === '') return Number(to) === 0 || size === 0 ? 'none' : [Math.max(0, size - Number(to)), size - 1]
  if (to !== '' && Number(to) < Number(from)) return undefined
  return Number(from) >= size ? 'none' : [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)]
}
