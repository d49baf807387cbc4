import type { ErrorAnswer } from 'bridge/contract'
import { confirmed } from './confirmation.ts'
import { setReachable } from './connection.ts'

/** The server answered, and the answer is no. `body` is what it said, if it said it in JSON. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  readonly body: unknown

  constructor(status: number, body: unknown) {
    super(answerIn(body)?.message ?? `HTTP ${status}`)
    this.status = status
    this.body = body
  }

  /** The bridge's words for it; undefined when something else answered (a proxy, the homeserver). */
  get answer(): ErrorAnswer | undefined {
    return answerIn(this.body)
  }
}

/** Nobody answered: no network, server stopped, or more than `PATIENCE` of silence. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

const PATIENCE = 20_000

export interface Call {
  method?: 'GET' | 'PUT' | 'POST' | 'DELETE'
  body?: object
  /** A file, sent as it is. */
  file?: { content: Blob; type: string }
  /** A Matrix access token. The console's own session travels in its cookie. */
  bearer?: string
  /** Which version was read: refused with 412 when it has changed since. */
  version?: number
  signal?: AbortSignal
  /** Statuses whose body is an answer like a good one. */
  alsoFine?: readonly number[]
}

/** The only door to the network. What is dangerous is asked again once the person has given their password anew. Throws `Refused` or `Unreachable`; answers the parsed body, undefined when there is none. */
export async function request<Answer>(path: string, call: Call = {}): Promise<Answer> {
  const response = await send(path, call)
  const body = await parsed(response)
  if (response.ok || call.alsoFine?.includes(response.status) === true) return body as Answer
  const refused = new Refused(response.status, body)
  if (refused.answer?.code === 'CONFIRMATION_NEEDED' && (await confirmed())) return request<Answer>(path, call)
  throw refused
}

async function send(path: string, { method = 'GET', body, file, bearer, version, signal }: Call): Promise<Response> {
  const headers = new Headers({ accept: 'application/json', 'accept-language': document.documentElement.lang })
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (file !== undefined) headers.set('content-type', file.type)
  if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`)
  if (version !== undefined) headers.set('if-match', `"v${version}"`)
  const patience = AbortSignal.timeout(PATIENCE)
  try {
    const response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file.content }),
    })
    setReachable(true)
    return response
  } catch (cause) {
    if (signal?.aborted === true) throw cause
    setReachable(false)
    throw new Unreachable('no answer', { cause })
  }
}

async function parsed(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    if (response.ok) throw new Refused(502, undefined)
    return undefined
  }
}

function answerIn(body: unknown): ErrorAnswer | undefined {
  const known = typeof body === 'object' && body !== null && 'code' in body && 'message' in body
  return known && typeof body.code === 'string' && typeof body.message === 'string' ? (body as ErrorAnswer) : undefined
}

/** `?a=b` of what is defined. */
export function query(values: Record<string, string | number | boolean | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`
}

/** A page of a list, as every list of the API answers. */
export interface Page<Item> {
  items: Item[]
  next: string | null
}
