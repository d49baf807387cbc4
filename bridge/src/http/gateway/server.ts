import { type Server, createServer } from 'node:http'
import { resolve } from 'node:path'
import express from 'express'
import type { Logger } from 'pino'
import type { ReadingGuard } from '../../flows/guard-reading.ts'
import { digestOf } from '../../db/keys.ts'
import { tellWhoAsks, trustedProxies } from './forwarded.ts'
import { classify } from './classify.ts'
import { forwardTo } from './forward.ts'
import { homeserverDoor } from './homeserver-door.ts'
import type { OpenRequests } from './open-requests.ts'
import type { OwnAnswers } from './own-answers.ts'
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
const API_PATHS = ['/api', '/health', '/metrics']

/** The one public port: pages, the client-server API, discovery, our API. Bodies are streamed, never held. */
export function gatewayServer(settings: GatewaySettings, guard: ReadingGuard, open: OpenRequests, own: OwnAnswers, log: Logger): Server {
  const app = express()
  app.disable('x-powered-by').set('etag', false)
  const toHomeserver = forwardTo(settings.homeserverUrl, log, {
    errcode: 'M_UNKNOWN',
    error: 'Le serveur de messagerie ne répond pas : réessayez dans un instant.',
  })
  const toApi = forwardTo(settings.apiUrl, log, {
    code: 'API_UNAVAILABLE',
    message: 'Le service ne répond pas : réessayez dans un instant.',
  })
  const door = homeserverDoor(settings.homeserverUrl, guard, open, own, toHomeserver, log)
  const house = digestOf(settings.asToken)
  const isOfTheHouse = (token?: string) => token !== undefined && digestOf(token).equals(house)
  const under = (prefixes: readonly string[], path: string) => prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))

  const trusted = trustedProxies(settings.trustedProxies)
  const exists = ({ method, originalUrl, path }: express.Request) =>
    MEDIA_LIMITS.test(path) || MEDIA_UPLOAD.test(path) || classify(method, originalUrl.split('?')[0] ?? '') !== undefined
  const strictly = (path: string) => path.startsWith('/_')
  app.use((request, response, next) => {
    const { originalUrl } = request
    const oddity = oddityOf(request) ?? (strictly(originalUrl) ? matrixOddityOf(request) : undefined)
    if (oddity !== undefined) return void response.status(oddity.status).set(ANYWHERE).json({ errcode: 'M_UNKNOWN', error: oddity.error })
    // The bridge speaks to Synapse by its own door; what it may do there, nobody may from outside, even with its token.
    if (strictly(originalUrl) && isOfTheHouse(tokenOf(request)) && exists(request))
      return void response.status(401).set(ANYWHERE).json({ errcode: 'M_UNKNOWN_TOKEN', error: 'Ce jeton ne vaut rien ici.' })
    forgetHops(request.headers)
    tellWhoAsks(request, trusted)
    next()
  })
  app.get('/health/live', (_request, response) => void response.json({ live: true }))
  app.get('/.well-known/matrix/client', (_request, response) => {
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'max-age=600' })
    // No end-to-end encryption here (mission, decision 5): the clients that ask are told.
    response.json({
      'm.homeserver': { base_url: settings.publicUrl.replace(/\/$/, '') },
      'io.element.e2ee': { default: false, force_disable: true },
    })
  })
  app.use((request, response, next) => {
    if (request.path.startsWith('/_matrix/client/') || MEDIA_UPLOAD.test(request.path)) return void door(request, response)
    if (MEDIA_LIMITS.test(request.path) && request.method !== 'POST') return toHomeserver(request, response)
    if (under(API_PATHS, request.path)) return toApi(request, response)
    if (request.path.startsWith('/_'))
      return void response.status(404).json({ errcode: 'M_UNRECOGNIZED', error: 'Cette adresse n’existe pas.' })
    next()
  })
  app.use((_request, response, next) => {
    response.set(PAGE_HEADERS)
    next()
  })
  const webDir = resolve(settings.webDir)
  app.use('/assets', express.static(`${webDir}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
  app.use(express.static(webDir, { index: false, maxAge: 0 }))
  app.get('/{*page}', (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(`${webDir}/index.html`, (error) => {
      if (error !== undefined && !response.headersSent) response.status(404).type('text').send('Les pages ne sont pas construites.')
    })
  })
  app.use((_error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
    if (!response.headersSent) response.status(404).json({ code: 'ROUTE_UNKNOWN', message: 'Cette adresse n’existe pas.' })
  })
  const server = createServer(app)
  server.requestTimeout = settings.uploadMinutes * 60_000
  // Longer than any proxy in front keeps a connection it does not use, lest it sends a request into one that we close.
  server.keepAliveTimeout = 120_000
  return server
}

const ANYWHERE = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' }

const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
}
