import { type IncomingMessage, type Server, createServer } from 'node:http'
import type { Logger } from 'pino'
import type { ReadingGuard } from '../../flows/guard-reading.ts'
import { digestOf } from '../../db/keys.ts'
import { tellWhoAsks, trustedProxies } from './forwarded.ts'
import { classify } from './classify.ts'
import { IN_FLIGHT, forwardTo } from './forward.ts'
import { homeserverDoor, refuse } from './homeserver-door.ts'
import type { OpenRequests } from './open-requests.ts'
import type { OwnAnswers } from './own-answers.ts'
import { pages } from './pages.ts'
import { forgetHops, matrixOddityOf, oddityOf, tokenOf } from './strict.ts'

export interface GatewaySettings {
  readonly homeserverUrl: string
  readonly apiUrl: string
  readonly publicUrl: string
  readonly serverName: string
  readonly webDir: string
  /** The longest that a request may take to arrive. */
  readonly uploadMinutes: number
  /** The bridge's own token. */
  readonly asToken: string
  /** Proxies on other machines, by address or network. */
  readonly trustedProxies: readonly string[]
}

/** Downloads go through the client-server API, where they say who is asking. Without a token they do not exist. */
const MEDIA_LIMITS = /^\/_matrix\/media\/(r0|v1|v3)\/config$/
const MEDIA_UPLOAD = /^\/_matrix\/media\/(r0|v1|v3)\/upload$/
/** Whether this gateway lives, it says itself: `/health/live` is among the pages. */
const API_PATHS = /^\/(api|metrics|health(?!\/live$))(\/|$)/

/** The one public port: pages, the client-server API, discovery, our API. Bodies are streamed, never held. */
export function gatewayServer(settings: GatewaySettings, guard: ReadingGuard, open: OpenRequests, own: OwnAnswers, log: Logger): Server {
  const toPages = pages(settings)
  const toHomeserver = forwardTo(settings.homeserverUrl, log, {
    errcode: 'M_UNKNOWN',
    error: 'Le serveur de messagerie ne répond pas : réessayez dans un instant.',
  })
  const toApi = forwardTo(settings.apiUrl, log, {
    code: 'API_UNAVAILABLE',
    message: 'Le service ne répond pas : réessayez dans un instant.',
  })
  const door = homeserverDoor(settings.homeserverUrl, guard, open, own, toHomeserver, log)
  const trusted = trustedProxies(settings.trustedProxies)
  const house = digestOf(settings.asToken)
  const isOfTheHouse = (token?: string) => token !== undefined && digestOf(token).equals(house)

  /** Why a request goes no further, in whatever direction. */
  function oddity(request: IncomingMessage, path: string, strictly: boolean): Refused | undefined {
    const odd = oddityOf(request) ?? (strictly ? matrixOddityOf(request) : undefined)
    if (odd !== undefined) return { status: odd.status, errcode: 'M_UNKNOWN', error: odd.error }
    // The bridge speaks to Synapse by its own door; what it may do there, nobody may from outside, even with its token.
    if (strictly && isOfTheHouse(tokenOf(request)) && exists(request.method ?? '', path))
      return { status: 401, errcode: 'M_UNKNOWN_TOKEN', error: 'Ce jeton ne vaut rien ici.' }
    return undefined
  }

  // What is asked most goes the shortest way: no framework before the homeserver's door.
  const server = createServer({ highWaterMark: IN_FLIGHT }, (request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    const strictly = path.startsWith('/_')
    const refused = oddity(request, path, strictly)
    if (refused !== undefined) return refuse(response, refused.status, refused.errcode, refused.error)
    forgetHops(request.headers)
    tellWhoAsks(request, trusted)
    if (path.startsWith('/_matrix/client/') || MEDIA_UPLOAD.test(path)) return void door(request, response)
    if (MEDIA_LIMITS.test(path) && request.method !== 'POST') return toHomeserver(request, response)
    if (API_PATHS.test(path)) return toApi(request, response)
    if (strictly) return refuse(response, 404, 'M_UNRECOGNIZED', 'Cette adresse n’existe pas.')
    toPages(request, response)
  })
  server.requestTimeout = settings.uploadMinutes * 60_000
  // Longer than any proxy in front keeps a connection it does not use, lest it sends a request into one that we close.
  server.keepAliveTimeout = 120_000
  return server
}

interface Refused {
  readonly status: number
  readonly errcode: string
  readonly error: string
}
const exists = (method: string, path: string): boolean =>
  MEDIA_LIMITS.test(path) || MEDIA_UPLOAD.test(path) || classify(method, path) !== undefined
