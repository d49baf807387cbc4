import { request as plain } from 'node:http'
import { request as secured } from 'node:https'

export interface Sent {
  readonly method: string
  /** Sent as it is: nothing is tidied up. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
}
/** `status` is null when nobody answered in time. */
export interface Received {
  readonly status: number | null
  readonly contentType: string
  readonly text: string
}
export type PublicDoor = (sent: Sent) => Promise<Received>

const PATIENCE_MS = 25_000
const LARGEST = 2_000_000
const NOBODY: Received = { status: null, contentType: '', text: '' }

/** The installation as anybody reaches it, by its public address, with requests as odd as one likes. Never throws. */
export function publicDoor(publicUrl: string): PublicDoor {
  const { protocol, hostname, port } = new URL(publicUrl)
  const request = protocol === 'https:' ? secured : plain
  return ({ method, path, headers = {}, body }) =>
    new Promise((resolve) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const mutable = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
      )
      try {
        const asked = request({ hostname, port, method, path, headers: { ...length, ...mutable }, timeout: PATIENCE_MS }, (answer) => {
          const chunks: Buffer[] = []
          let size = 0
          answer.on('data', (chunk: Buffer) => {
            size += chunk.length
            if (size <= LARGEST) chunks.push(chunk)
            else answer.destroy()
          })
          answer.once('close', () =>
            resolve({
              status: answer.statusCode ?? null,
              contentType: answer.headers['content-type'] ?? '',
              text: Buffer.concat(chunks).toString(),
            }),
          )
        })
        asked.once('timeout', () => asked.destroy())
        asked.once('error', () => resolve(NOBODY))
        asked.end(body)
      } catch {
        // What Node itself refuses to write down never reaches anybody.
        resolve({ status: 400, contentType: '', text: '' })
      }
    })
}
