import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../stack/problem.ts'

export interface Asked {
  readonly method: 'GET' | 'PUT' | 'POST'
  readonly url: string
  readonly token?: string
  readonly body?: unknown
  /** Bytes rather than JSON. */
  readonly file?: { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }
}
export interface Answered {
  readonly status: number
  readonly body: unknown
}

const PATIENCE_MS = 60_000
const UNREACHABLE_PATIENCE_MS = 5_000

/**
 * One HTTP exchange, of JSON or of a file for JSON. "Too many requests" and "not now" are waited for as long as the server asks, up to a minute in
 * all; everything else is the caller's to judge. Only for requests that may be repeated.
 */
export async function exchange(asked: Asked): Promise<Answered> {
  const began = Date.now()
  for (;;) {
    const waited = Date.now() - began
    const answer = await send(asked, waited > UNREACHABLE_PATIENCE_MS)
    if (answer === 'unreachable') await sleep(500)
    else {
      const body = parsed(await answer.text())
      const mayPass = answer.status === 429 || answer.status === 503
      if (!mayPass || waited > PATIENCE_MS) return { status: answer.status, body }
      await sleep(delay(answer, body))
    }
  }
}

async function send({ method, url, token, body, file }: Asked, lastTry: boolean): Promise<Response | 'unreachable'> {
  const headers = {
    accept: 'application/json',
    'accept-language': 'fr',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(file === undefined ? (body === undefined ? {} : { 'content-type': 'application/json' }) : { 'content-type': file.type }),
  }
  try {
    return await fetch(url, {
      method,
      headers,
      body: file?.bytes ?? (body === undefined ? null : JSON.stringify(body)),
      signal: AbortSignal.timeout(30_000),
    })
  } catch (error) {
    if (!lastTry) return 'unreachable'
    throw new Problem(`Aucune réponse de ${new URL(url).origin}.`, reasonOf(error))
  }
}

/** fetch hides why in `cause`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Milliseconds: HTTP's Retry-After in seconds, or Matrix's older field, or one second. */
function delay(answer: Response, body: unknown): number {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(seconds)) return Math.min(Math.max(seconds * 1_000, 50), 30_000)
  const { retry_after_ms: ms } = (typeof body === 'object' && body !== null ? body : {}) as { retry_after_ms?: unknown }
  return typeof ms === 'number' ? Math.min(Math.max(ms, 50), 30_000) : 1_000
}
