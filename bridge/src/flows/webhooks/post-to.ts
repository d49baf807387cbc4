import { type IncomingMessage, type RequestOptions, request as plain } from 'node:http'
import { request as secure } from 'node:https'
import type { Cause } from '../../core/webhook.ts'
import { type Place, Unreachable } from './resolve-address.ts'

/** Of an answer, whose words are nobody's business here. */
const READ_AT_MOST = 16_384

export interface Sending {
  readonly headers: Record<string, string | number>
  readonly body: string | Uint8Array
  readonly signal: AbortSignal
}

/** Posts to the address that was checked and to no other, over a connection of its own. */
export function postTo(
  { url, address, family }: Place,
  { headers, body, signal }: Sending,
): Promise<{ status: number; location?: string | undefined }> {
  const options: RequestOptions = {
    method: 'POST',
    headers,
    signal,
    agent: false,
    lookup: (_host, { all }, answer) => (all === true ? answer(null, [{ address, family }]) : answer(null, address, family)),
  }
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'https:' ? secure : plain)(url, options, (response) => {
      leave(response)
      resolve({ status: response.statusCode ?? 0, location: response.headers.location })
    })
    asked.once('error', reject)
    asked.end(body)
  })
}

function leave(response: IncomingMessage): void {
  let read = 0
  response.on('error', () => undefined)
  response.on('data', (piece: Buffer) => {
    read += piece.length
    if (read > READ_AT_MOST) response.destroy()
  })
}

/** Ends a wait that nothing else ends, such as that for a name. */
export const rejectAt = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Unreachable('connection')), { once: true }))

export function causeOf(error: unknown): Cause {
  if (error instanceof Unreachable) return error.reason
  const { code = '' } = error as { code?: string }
  return /CERT|TLS|SSL|SELF_SIGNED|VERIFY|ALTNAME/.test(code) || code === 'EPROTO' ? 'tls' : 'connection'
}
