import { createHmac, timingSafeEqual } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly id: string
  readonly body: Readonly<Record<string, string | null>>
  readonly text: string
  readonly headers: IncomingHttpHeaders
  /** As it was answered. */
  readonly status: number
}
export interface Answering {
  readonly status: number
  readonly location?: string
  readonly afterMs?: number
}

/** A real receiver on loopback, which answers as it is told. */
export async function aReceiver(answer: (body: Received['body'], nth: number) => Answering = () => ({ status: 204 }), host = '127.0.0.1') {
  const received: Received[] = []
  let connections = 0
  let atOnce = 0
  let mostAtOnce = 0
  const server = createServer((request, response) => void take(request, response))
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce)
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const text = Buffer.concat(pieces).toString()
    const body = JSON.parse(text) as Received['body']
    const given = answer(body, received.length)
    if (given.afterMs !== undefined) await new Promise((resolve) => setTimeout(resolve, given.afterMs))
    atOnce--
    received.push({ id: String(request.headers['webhook-id']), body, text, headers: request.headers, status: given.status })
    response.writeHead(given.status, given.location === undefined ? {} : { location: given.location }).end('merci')
  }
  server.on('connection', () => connections++)
  server.listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    received,
    port,
    url: `http://${host}:${port}/recu`,
    connections: () => connections,
    mostAtOnce: () => mostAtOnce,
    /** What it said it has, in the order in which it came. */
    taken: () => received.filter(({ status }) => status < 300),
    end: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
export type Receiver = Awaited<ReturnType<typeof aReceiver>>

/** Older than that is somebody who repeats what they overheard (Standard Webhooks). */
const FRESH_SECONDS = 300

/** As the README tells receivers to do. */
export function isSigned({ text, headers }: Received, secret: string): boolean {
  if (Math.abs(Date.now() / 1_000 - Number(headers['webhook-timestamp'])) > FRESH_SECONDS) return false
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`
  const wanted = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(signed)
    .digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .some((one) => {
      const given = Buffer.from(one.replace(/^v1,/, ''), 'base64')
      return given.length === wanted.length && timingSafeEqual(given, wanted)
    })
}

/** A name server that knows what it is told, and may say something else the next time. */
export async function aNameServer(answer: (name: string) => string | undefined) {
  const socket = createSocket('udp4')
  socket.on('message', (query, { address, port }) => {
    const labels: string[] = []
    let at = 12
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.subarray(at + 1, at + 1 + length).toString())
      at += 1 + length
    }
    const question = query.subarray(12, at + 5)
    const found = query.readUInt16BE(at + 1) === 1 ? answer(labels.join('.').toLowerCase()) : undefined
    const header = Buffer.from([query[0] ?? 0, query[1] ?? 0, 0x81, 0x80, 0, 1, 0, found === undefined ? 0 : 1, 0, 0, 0, 0])
    const record = found === undefined ? [] : [0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...found.split('.').map(Number)]
    socket.send(Buffer.concat([header, question, Buffer.from(record)]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { address: `127.0.0.1:${socket.address().port}`, end: () => void socket.close() }
}
