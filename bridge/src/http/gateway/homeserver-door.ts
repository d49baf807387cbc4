import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { REFUSALS, type RefusalCode } from 'policies'
import { isService } from '../../core/ids.ts'
import type { ReadingGuard } from '../../flows/guard-reading.ts'
import { type Classified, classify } from './classify.ts'
import type { OpenRequests } from './open-requests.ts'
import type { OwnAnswers } from './own-answers.ts'
import { BadBody, readText } from './read-json.ts'
import { unreadableBody } from './readable-body.ts'
import { forService, ownMembershipAlone, tellsOfOthers } from './services.ts'
import { sayToken, tokenOf } from './strict.ts'
import { type Json, type Without, roomsIn, withoutOtherNotifications, withoutWhatWasLeft } from './look-through.ts'

/** Answers only once `until` gives true; for anything else it drops what it asked, and somebody else answers. */
type Proxy = (request: IncomingMessage, response: ServerResponse, until?: Promise<boolean>) => void

/**
 * The door in front of Synapse's client-server API. What the table does not know does not exist; what names a room is answered to
 * those whom the registry puts there now; what tells of all rooms waits until what was lost is closed. A part that does not
 * answer means 503, never a way in.
 */
export function homeserverDoor(homeserverUrl: string, guard: ReadingGuard, open: OpenRequests, own: OwnAnswers, proxy: Proxy, log: Logger) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = ''] = (request.url ?? '').split('?')
    const found = classify(request.method ?? '', path)
    try {
      const unreadable = found === undefined ? undefined : await unreadableBody(request, path)
      if (unreadable !== undefined) return refuse(response, unreadable.status, unreadable.errcode, unreadable.error)
      await (found === undefined ? absent(response) : treat(found, request, response, path))
    } catch (error) {
      if (error instanceof BadBody) return refuse(response, error.status, error.errcode, 'Le corps de la demande n’est pas lisible.')
      log.warn({ cause: (error as { code?: string }).code ?? (error as Error).name }, 'the gateway cannot decide')
      refuse(response, 503, 'M_UNKNOWN', 'Le service ne répond pas : réessayez dans un instant.', { retry_after_ms: 2_000 })
    }
  }

  async function treat(found: Classified, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const token = tokenOf(request)
    // Browsers ask for permission before they send: that tells nothing.
    if (request.method === 'OPTIONS' || found.treatment === 'pass') {
      if (token !== undefined && /\/logout(\/all)?$/.test(path)) guard.forget(token)
      const asksOfOthers = token !== undefined && request.method !== 'OPTIONS' && tellsOfOthers(found)
      const user = asksOfOthers ? await guard.whoAsks(token) : undefined
      if (user !== undefined && isService(user)) return refuseService(user, found, response)
      return proxy(request, response)
    }
    if (found.treatment === 'absent') return absent(response)
    if (found.treatment === 'closed') {
      refuseWith(response, 'CLOSED_HERE')
      return guard.noteClosed(token, `${request.method} ${found.path}`)
    }

    if (token === undefined) return refuse(response, 401, 'M_MISSING_TOKEN', 'Missing access token')
    sayToken(request, token)
    const user = await guard.whoAsks(token)
    if (user !== undefined && isService(user)) return giveService(user, found, request, response)
    const answer = own[found.treatment]
    if (answer !== undefined) {
      if (user === undefined) return refuse(response, 401, 'M_UNKNOWN_TOKEN', 'Cette session n’existe plus.', { soft_logout: false })
      return (await answer({ user, token, found, request, response })) === 'pass' ? proxy(request, response) : undefined
    }
    if (user === undefined) return proxy(request, response)

    if (found.treatment === 'room') return giveRoom(user, token, found.room ?? '', request, response)
    if (found.treatment === 'sync') return giveNews(user, request, response)
    if ((await guard.untilTakenOut(user)) === 'too-long') return refuseForNow(response)
    return found.treatment === 'notifications' ? lookThrough(user, request, response, withoutOtherNotifications) : proxy(request, response)
  }

  /** The account of another system posts, knows where it is, and nothing else. */
  async function giveService(user: string, found: Classified, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const how = forService(found)
    if (how === 'send') return proxy(request, response)
    if (how === 'refused') return refuseService(user, found, response)
    // Of the older /sync alone: the other one names rooms in ways of its own.
    if (request.method === 'POST') return absent(response)
    open.keep(user, response)
    return lookThrough(user, request, response, ownMembershipAlone)
  }
  async function refuseService(user: string, found: Classified, response: ServerResponse): Promise<void> {
    refuseWith(response, (await guard.mayRead(user, found.room ?? '')) ?? 'SERVICES_ONLY_POST')
  }

  /** What names a room: while the registry is asked, the homeserver may already look, and waits with its answer. */
  async function giveRoom(user: string, token: string, room: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const judged = guard.mayRead(user, room)
    const allowed = judged.then((code) => code === null)
    const ahead = isReading(request)
    if (ahead) proxy(request, response, allowed)
    const code = await judged
    if (code === null) return ahead ? undefined : proxy(request, response)
    // A session that Synapse has ended meanwhile gets Synapse's own answer: the client then signs out.
    if (code === 'ACCOUNT_NOT_ACTIVE') guard.forget(token)
    return (await guard.whoAsks(token)) === undefined ? proxy(request, response) : refuseWith(response, code)
  }

  /** News of all rooms: heard of before the question, so that an access which ends meanwhile cuts it. */
  async function giveNews(user: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    open.keep(user, response)
    // Not ahead of the answer: Synapse would remember what it said before it had taken the person out, and say that again.
    const losses = await guard.untilTakenOut(user)
    if (response.writableEnded || response.destroyed) return
    if (losses === 'too-long') return refuseForNow(response)
    // Most people never lost anything: their answers are streamed as they come.
    return losses === 'nothing-lost' ? proxy(request, response) : lookThrough(user, request, response, withoutWhatWasLeft)
  }

  /** Gives Synapse's answer without what the person may not read (any more). */
  async function lookThrough(user: string, request: IncomingMessage, response: ServerResponse, without: Without): Promise<void> {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const { authorization } = request.headers
    const answer = await fetch(`${homeserverUrl}${request.url}`, {
      // To HEAD there would be no answer to look through.
      method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
      headers: { ...(authorization === undefined ? {} : { authorization }), 'content-type': 'application/json', ...whoAsks(request) },
      signal: gone.signal,
      ...(request.method === 'GET' || request.method === 'HEAD' ? {} : { body: await readText(request, LARGEST_BODY) }),
    }).catch((error: unknown) => {
      if (response.writableEnded || response.destroyed) return undefined
      throw error
    })
    if (answer === undefined) return
    const body = (await answer.json()) as Json
    const readable = await guard.readable(user, roomsIn(body))
    if (response.writableEnded || response.destroyed) return
    answerJson(response, answer.ok ? without(body, readable, user) : body, answer.status)
  }
}

/** What Synapse notes about a session. */
const whoAsks = ({ headers }: IncomingMessage): Record<string, string> => ({
  'x-forwarded-for': String(headers['x-forwarded-for'] ?? ''),
  'user-agent': headers['user-agent'] ?? '',
})

/** What changes nothing at the homeserver, and can be asked a second time. */
const isReading = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0'

/** Larger than what any client searches for or synchronises with. */
const LARGEST_BODY = 1_000_000

export function refuse(response: ServerResponse, status: number, errcode: string, error: string, more: object = {}): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, {
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': '2' } : {}),
  })
  response.end(JSON.stringify({ errcode, error, ...more }))
}
const refuseForNow = (response: ServerResponse): void =>
  refuse(response, 503, 'M_UNKNOWN', 'Un accès est en cours de fermeture : réessayez dans un instant.', { retry_after_ms: 1_000 })
const absent = (response: ServerResponse): void => refuse(response, 404, 'M_UNRECOGNIZED', 'Cette adresse n’existe pas.')
/** Matrix's own answer, as any client reads it. */
export function answerJson(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
export const refuseWith = (response: ServerResponse, code: RefusalCode): void =>
  refuse(response, 403, 'M_FORBIDDEN', REFUSALS[code].fr, { 'fr.sphere.refusal': code })
