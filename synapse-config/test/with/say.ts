import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'

interface Said {
  status: number
  body: string
}
/** One request, its path written as it is, with or without TLS. */
export function say(
  at: { url: string; certificate?: string },
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<Said> {
  const { hostname, port, protocol } = new URL(at.url)
  const options = { hostname, port, path, method, agent: false, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }
  return new Promise((resolve, reject) => {
    const heard = (response: IncomingMessage) => {
      let heardBody = ''
      response.on('data', (chunk: Buffer) => (heardBody += chunk.toString()))
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body: heardBody })).once('error', reject)
    }
    const sent = protocol === 'https:' ? secureRequest({ ...options, ca: at.certificate ?? '' }, heard) : plainRequest(options, heard)
    sent.once('error', reject).end(body)
  })
}
