import type { IncomingMessage } from 'node:http'
import { isObject } from '../../core/json.ts'

type Json = Record<string, unknown>
type Judge = (body: Json) => string | undefined

/**
 * Requests whose body Synapse takes apart without looking first: what it does not expect there is a 500, or is stored and
 * makes each later /sync of that account a 500. Ordinary messages are not among them: they are streamed unread.
 */
const READ: readonly [verbs: readonly string[], path: RegExp, judge: Judge][] = [
  [['PUT', 'POST'], /^\/rooms\/[^/]+\/send\/m\.room\.redaction(\/|$)/, redaction],
  [['PUT', 'POST'], /^\/rooms\/[^/]+\/redact\//, anything],
  [['PUT'], /^\/pushrules\/global\/[^/]+\/[^/]+$/, pushRule],
  [['PUT'], /^\/pushrules\//, anything],
  [['PUT'], /^\/user\/[^/]+\/(rooms\/[^/]+\/)?account_data\//, anything],
  [['PUT'], /^\/user\/[^/]+\/rooms\/[^/]+\/tags\//, tag],
]
const NOT_TEXT = 'Le contenu porte un nombre ou un texte que personne ne sait relire.'

/** Longer ones are left to Synapse, deletions apart: it refuses events above this. */
const LARGEST = 65_536
const MARGIN = 4_096

export interface Unreadable {
  readonly status: number
  readonly errcode: string
  readonly error: string
}

/** What is wrong with the body of a request of the client-server API, among those that have to be read; the request can still be passed on. */
export async function unreadableBody(request: IncomingMessage, rawPath: string): Promise<Unreadable | undefined> {
  // Most requests are no such thing: they are told apart before anything is decoded, and their path is decoded once.
  const ofVerb = READ.filter(([verbs]) => verbs.includes(request.method ?? ''))
  if (ofVerb.length === 0) return undefined
  const path = canonical(rawPath.replace(/^\/_matrix\/client\/(api\/v1|r0|v1|v3|unstable)/, ''))
  const row = ofVerb.find(([, pattern]) => pattern.test(path))
  if (row === undefined) return undefined
  const bytes = await peek(request, LARGEST + MARGIN)
  const [, , judge] = row
  if (bytes === undefined)
    return judge === redaction ? { status: 413, errcode: 'M_TOO_LARGE', error: 'Ce contenu est trop grand.' } : undefined
  const body = parse(bytes)
  // Synapse says by itself what is no JSON, or no object.
  if (body === undefined) return undefined
  const error = isPlain(body) ? judge(body) : NOT_TEXT
  return error === undefined ? undefined : { status: 400, errcode: 'M_BAD_JSON', error }
}

/** A type may be written with escapes: compared as Synapse reads it, segment by segment. */
function canonical(path: string): string {
  return path
    .split('/')
    .map((segment) => {
      try {
        const read = decodeURIComponent(segment)
        return read.includes('/') ? segment : read
      } catch {
        return segment
      }
    })
    .join('/')
}

function redaction(body: Json): string | undefined {
  const { redacts } = body
  return typeof redacts === 'string' && redacts.startsWith('$') && redacts.length <= 255
    ? undefined
    : 'Une suppression nomme l’identifiant d’un message (« redacts »).'
}
function anything(): undefined {
  return undefined
}
function tag({ order }: Json): string | undefined {
  return order === undefined || typeof order === 'number' ? undefined : 'L’ordre d’une étiquette est un nombre.'
}
function pushRule({ conditions = [], actions = [], pattern = '' }: Json): string | undefined {
  const named = (one: unknown) => isObject(one) && Object.entries(one).every(([key, value]) => key !== 'kind' || typeof value === 'string')
  const fine =
    Array.isArray(conditions) &&
    conditions.every(named) &&
    Array.isArray(actions) &&
    actions.every((one) => typeof one === 'string' || isObject(one)) &&
    typeof pattern === 'string'
  return fine ? undefined : 'Une règle de notification a des conditions et des actions.'
}

/** Python reads `1e400` and lone surrogates, and cannot write them any more; PostgreSQL has no zero in a text. */
function isPlain(value: unknown, depth = 0): boolean {
  if (depth > 100) return false
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (Array.isArray(value)) return value.every((one) => isPlain(one, depth + 1))
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, one]) => isPlain(key) && isPlain(one, depth + 1))
}

function parse(bytes: Buffer): Json | undefined {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as unknown
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The whole body, put back so that it can be read again; undefined when it is longer. Rejects when the sender goes away. */
function peek(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const done = (bytes: Buffer | undefined) => {
      request.off('readable', look).off('close', gone).off('error', gone)
      if (size > 0) request.unshift(Buffer.concat(chunks))
      resolve(bytes)
    }
    const gone = () => reject(new Error('the sender went away'))
    const look = () => {
      for (let chunk = request.read() as Buffer | null; chunk !== null; chunk = request.read() as Buffer | null) {
        chunks.push(chunk)
        size += chunk.length
        if (size > most) return done(undefined)
      }
      // Told before `end`, which must not happen yet.
      if (request.complete) done(Buffer.concat(chunks))
    }
    request.on('readable', look).once('close', gone).once('error', gone)
    look()
  })
}
