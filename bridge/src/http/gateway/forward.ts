import { Agent, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse, request as ask } from 'node:http'
import type { Logger } from 'pino'

/**
 * Passes a request on as it is, and its answer back; `request.url` says where to. Never throws, and never rejects. With `until`, nothing
 * is answered before it gives true; when it does not, what was asked is dropped and the answer is left to who said so.
 */
export type Forward = (request: IncomingMessage, response: ServerResponse, until?: Promise<boolean>) => void

/**
 * What is between two neighbours only, and not to be passed on. The names that a client lists in `Connection` are not taken out: that
 * would be a way to make us drop the header that we judged by.
 */
const BETWEEN_NEIGHBOURS = new Set('connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade expect'.split(' ')) // prettier-ignore

// Twisted closes an idle connection after a minute: ours are closed first, so that no request meets a closed one.
const IDLE_MS = 20_000

/** Bytes that lie in a connection at once, each way: as much as keeps both ends at work with a large file. */
export const IN_FLIGHT = 262_144

// Node hands the last one to each connection; its types do not know.
const KEPT_OPEN = { keepAlive: true, timeout: IDLE_MS, maxFreeSockets: 256, highWaterMark: IN_FLIGHT }

/**
 * Streams both ways over connections that stay open; holds no body. Hand-written because what it must never do (die of a header,
 * open a connection per request) is easier to see in fifty lines than in a library.
 */
export function forwardTo(target: string, log: Logger, unavailable: object): Forward {
  const { hostname, port } = new URL(target)
  const agent = new Agent(KEPT_OPEN)

  const forward = (request: IncomingMessage, response: ServerResponse, until: Promise<boolean>, again: boolean): void => {
    const hasBody = request.headers['transfer-encoding'] !== undefined || (request.headers['content-length'] ?? '0') !== '0'
    const passed = ask({ agent, hostname, port, method: request.method ?? 'GET', path: request.url ?? '/', headers: passedOn(request) })
    const allowed = until.catch(() => false)
    void allowed.then((may) => (may ? undefined : passed.destroy()))
    passed.once('response', (answer) => {
      void allowed.then((may) => (may ? give(answer) : answer.destroy()))
    })
    const give = (answer: IncomingMessage): void => {
      if (response.destroyed || response.writableEnded) return void answer.destroy()
      // Which version answers is nobody's business.
      delete answer.headers.server
      response.writeHead(answer.statusCode ?? 502, withoutNeighbours(answer.headers))
      answer.once('error', () => response.destroy())
      // What came at once leaves at once: head, body and end in one write, which costs more than all the rest here.
      const { socket } = response
      socket?.cork()
      answer.pipe(response)
      setImmediate(() => socket?.uncork())
    }
    passed.on('error', (error: NodeJS.ErrnoException) => {
      void allowed.then((may) => (may ? fail(error) : undefined))
    })
    const fail = (error: NodeJS.ErrnoException): void => {
      if (response.headersSent) return void response.destroy()
      if (response.destroyed) return
      // A connection that was kept and is not there any more (the homeserver restarted) says nothing about now.
      if (passed.reusedSocket && !hasBody && again) return forward(request, response, until, false)
      log.warn({ code: error.code }, 'a part behind the gateway does not answer')
      response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '2', 'access-control-allow-origin': '*' })
      response.end(JSON.stringify(unavailable))
    }
    response.once('close', () => {
      // Whoever went away is not waited for any more: Synapse then gives the work up.
      if (!response.writableFinished) passed.destroy()
      // Answered before all of it was read (too large, not allowed): the rest is dropped, or the next request on this connection would wait behind it.
      else if (!request.complete) request.unpipe(passed).resume()
    })
    if (hasBody) request.pipe(passed)
    else passed.end()
  }
  return (request, response, until = ALLOWED) => {
    try {
      forward(request, response, until, true)
    } catch (error) {
      // What Node will not send on is nothing that a homeserver would read.
      log.info({ code: (error as NodeJS.ErrnoException).code }, 'a request that cannot be passed on')
      if (!response.headersSent) response.writeHead(400, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ errcode: 'M_UNRECOGNIZED', error: 'Cette requête ne peut pas être lue.' }))
    }
  }
}

const ALLOWED = Promise.resolve(true)

function withoutNeighbours(headers: NodeJS.Dict<string | string[]>): OutgoingHttpHeaders {
  const kept: OutgoingHttpHeaders = {}
  for (const name in headers) if (!BETWEEN_NEIGHBOURS.has(name)) kept[name] = headers[name]
  return kept
}

function passedOn({ headers }: IncomingMessage): OutgoingHttpHeaders {
  const kept = withoutNeighbours(headers)
  // Without a length, a body is only a body in pieces: else its bytes would be read as the next request.
  if (headers['transfer-encoding'] !== undefined) {
    delete kept['content-length']
    kept['transfer-encoding'] = 'chunked'
  }
  // Who asks is told already (forwarded.ts).
  kept['x-forwarded-proto'] ??= 'http'
  if (headers.host !== undefined) kept['x-forwarded-host'] ??= headers.host
  return kept
}
