import { Agent, request } from 'node:http'

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly token: string
  readonly body?: unknown
}

// node:http and not fetch: the bench shares two cores with what it measures, and this is the cheaper client.
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** One exchange of JSON over a connection that stays open. Rejects unless it is answered 2xx: a bench of refusals says nothing. */
export function ask<Answer = unknown>({ method, url, token, body }: Asked): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const headers: Record<string, string | number> = { authorization: `Bearer ${token}` }
  if (text !== undefined) Object.assign(headers, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers, agent, timeout: 60_000 }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString()
        const status = response.statusCode ?? 0
        if (status < 200 || status > 299) reject(new Error(`${method} ${new URL(url).pathname} : ${status} ${answer.slice(0, 300)}`))
        else resolve((answer === '' ? undefined : JSON.parse(answer)) as Answer)
      })
    })
    asking.on('timeout', () => asking.destroy(new Error(`${method} ${new URL(url).pathname} : sans réponse après 60 s`)))
    asking.on('error', reject)
    asking.end(text)
  })
}
