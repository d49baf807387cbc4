import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import { REFUSALS, type RefusalCode } from 'policies'
import type { ReadingGuard } from '../../flows/guard-reading.ts'
import { type Classified, classify } from './classify.ts'
import type { OpenRequests } from './open-requests.ts'

type Proxy = (request: Request, response: Response) => void
const CLOSED = {
  fr: 'Les comptes et les salons suivent le registre : cette action n’existe pas ici.',
}

/**
 * The door in front of Synapse's client-server API. What the table does not know does not exist; what names a room is answered to
 * those whom the registry puts there now; what tells of all rooms waits until what was lost is closed. A part that does not
 * answer means 503, never a way in.
 */
export function homeserverDoor(homeserverUrl: string, guard: ReadingGuard, open: OpenRequests, proxy: Proxy, log: Logger) {
  return async (request: Request, response: Response): Promise<void> => {
    const [path = ''] = request.originalUrl.split('?')
    const found = classify(request.method, path)
    try {
      await (found === undefined ? absent(response) : treat(found, request, response, path))
    } catch (error) {
      log.warn({ cause: (error as { code?: string }).code ?? (error as Error).name }, 'the gateway cannot decide')
      refuse(response, 503, 'M_UNKNOWN', 'Le service ne répond pas : réessayez dans un instant.', { retry_after_ms: 2_000 })
    }
  }

  async function treat(found: Classified, request: Request, response: Response, path: string): Promise<void> {
    // Browsers ask for permission before they send: that tells nothing.
    if (request.method === 'OPTIONS' || found.treatment === 'pass') {
      const leaving = /\/logout(\/all)?$/.test(path) ? tokenOf(request) : undefined
      if (typeof leaving === 'string') guard.forget(leaving)
      return proxy(request, response)
    }
    if (found.treatment === 'absent') return absent(response)
    if (found.treatment === 'closed') return refuse(response, 403, 'M_FORBIDDEN', CLOSED.fr, { 'fr.sphere.refusal': 'CLOSED' })

    const token = tokenOf(request)
    // Without a token, or with two, Synapse itself says what is wrong; it reads nothing to anybody then.
    if (token === undefined) return refuse(response, 401, 'M_MISSING_TOKEN', 'Missing access token')
    if (token === null) return refuse(response, 400, 'M_UNKNOWN', 'Un seul jeton d’accès est attendu.')
    const user = await guard.whoAsks(token)
    if (user === undefined) return proxy(request, response)

    if (found.treatment === 'room') {
      const code = await guard.mayRead(user, found.room ?? '')
      return code === null ? proxy(request, response) : refuseWith(response, code)
    }
    if (!(await guard.untilTakenOut(user)))
      return refuse(response, 503, 'M_UNKNOWN', 'Un accès est en cours de fermeture : réessayez dans un instant.', { retry_after_ms: 1_000 })
    if (found.treatment === 'notifications') return notifications(user, request, response)
    open.keep(user, response)
    // Between the question and the entry in the list, an access may have ended.
    if (!(await guard.untilTakenOut(user))) return open.cut(user)
    proxy(request, response)
  }

  /** Synapse lists here what was said in rooms since left: those are taken out. */
  async function notifications(user: string, request: Request, response: Response): Promise<void> {
    const answer = await fetch(`${homeserverUrl}${request.originalUrl}`, {
      headers: { authorization: request.headers.authorization ?? '' },
      signal: AbortSignal.timeout(20_000),
    })
    const body = (await answer.json()) as { notifications?: { room_id: string }[] }
    const listed = body.notifications ?? []
    const readable = await guard.readable(user, [...new Set(listed.map(({ room_id: room }) => room))])
    response.status(answer.status).set('Access-Control-Allow-Origin', '*')
    response.json(body.notifications === undefined ? body : { ...body, notifications: listed.filter(({ room_id: room }) => readable.has(room)) })
  }
}

/** undefined: none; null: more than one, which Synapse and we might read differently. */
function tokenOf(request: IncomingMessage & { originalUrl: string }): string | null | undefined {
  const query = new URLSearchParams(request.originalUrl.split('?')[1] ?? '').getAll('access_token')
  const headers = request.rawHeaders.filter((_, index) => index % 2 === 0 && request.rawHeaders[index]?.toLowerCase() === 'authorization').length
  const bearer = /^Bearer ([^\s]+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (headers + query.length > 1) return null
  return bearer ?? query[0]
}

function refuse(response: ServerResponse, status: number, errcode: string, error: string, more: object = {}): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, {
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': '2' } : {}),
  })
  response.end(JSON.stringify({ errcode, error, ...more }))
}
const absent = (response: ServerResponse): void => refuse(response, 404, 'M_UNRECOGNIZED', 'Cette adresse n’existe pas.')
const refuseWith = (response: ServerResponse, code: RefusalCode): void =>
  refuse(response, 403, 'M_FORBIDDEN', REFUSALS[code].fr, { 'fr.sphere.refusal': code })
