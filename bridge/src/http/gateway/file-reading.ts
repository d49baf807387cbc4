import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileGuard } from '../../flows/guard-files.ts'
import { refuse } from './homeserver-door.ts'
import type { Asking } from './own-answers.ts'
import { answerOf, askHomeserver } from './homeserver-stream.ts'
import type { OpenRequests } from './open-requests.ts'

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

/** Gives a file, or a part of it, to who may read it; for everybody else it does not exist. Cut when they lose an access meanwhile. */
export function fileReading(homeserverUrl: string, guard: FileGuard, open: OpenRequests) {
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
    const asked = askHomeserver(homeserverUrl, `${pathOf(what, server, id, name)}?${wanted.toString()}`, {
      method: request.method,
      headers: { authorization: `Bearer ${token}` },
    })
    response.once('close', () => asked.destroy())
    asked.end()
    const answer = await answerOf(asked).catch((error: unknown) => {
      if (!response.destroyed) throw error
    })
    if (answer === undefined || response.destroyed) return void answer?.destroy()
    const type = what === 'download' ? found.type : undefined
    await give(answer, type, what === 'download' && request.method === 'GET' ? request.headers : {}, response)
  }
}

const pathOf = (what: string | undefined, server: string, id: string, name: string | undefined) =>
  `/_matrix/client/v1/media/${what}/${encodeURIComponent(server)}/${encodeURIComponent(id)}${name === undefined ? '' : `/${name}`}`

async function give(
  answer: IncomingMessage,
  type: string | undefined,
  asked: IncomingMessage['headers'],
  response: ServerResponse,
): Promise<void> {
  for (const header of KEPT) {
    const value = answer.headers[header]
    if (value !== undefined) response.setHeader(header, value)
  }
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-expose-headers', 'Content-Range, Accept-Ranges, Content-Length')
  response.setHeader('cache-control', 'private, no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  if (type !== undefined && answer.statusCode === 200) response.setHeader('content-type', type)

  const size = Number(answer.headers['content-length'] ?? Number.NaN)
  const range = answer.statusCode === 200 && Number.isSafeInteger(size) ? rangeOf(asked, size) : undefined
  if (range === 'none') {
    answer.destroy()
    response.setHeader('content-range', `bytes */${size}`)
    return refuse(response, 416, 'M_UNKNOWN', 'Le fichier est plus court que cela.')
  }
  if (type !== undefined && answer.statusCode === 200) response.setHeader('accept-ranges', 'bytes')
  const [first, last] = range ?? [0, size - 1]
  if (Number.isSafeInteger(size)) response.setHeader('content-length', last - first + 1)
  if (range !== undefined) response.setHeader('content-range', `bytes ${first}-${last}/${size}`)
  response.writeHead(range === undefined ? (answer.statusCode ?? 502) : 206)
  // Whoever goes away or is cut ends it in the middle: there is nobody left to tell.
  await pipeline(range === undefined ? answer : Readable.from(part(answer, first, last)), response).catch(() => response.destroy())
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

/** The homeserver knows no ranges: what is before is read and thrown away, what is after is not read. */
async function* part(source: AsyncIterable<Buffer>, first: number, last: number): AsyncGenerator<Buffer> {
  let at = 0
  for await (const piece of source) {
    const [from, to] = [Math.max(first - at, 0), Math.min(last + 1 - at, piece.length)]
    if (to > from) yield piece.subarray(from, to)
    at += piece.length
    if (at > last) return
  }
}
