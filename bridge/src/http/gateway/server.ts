import { type Server, createServer } from 'node:http'
import { resolve } from 'node:path'
import express from 'express'
import type { Logger } from 'pino'
import type { ReadingGuard } from '../../flows/guard-reading.ts'
import { forwardTo } from './forward.ts'
import { homeserverDoor } from './homeserver-door.ts'
import type { OpenRequests } from './open-requests.ts'

export interface GatewaySettings {
  readonly homeserverUrl: string
  readonly apiUrl: string
  readonly publicUrl: string
  readonly serverName: string
  readonly webDir: string
}

/** Of media, uploads: downloads go through the client-server API, where they ask who is asking. Downloads without a token do not exist. */
const MEDIA_PATHS = /^\/_matrix\/media\/(r0|v1|v3)\/(upload|config|create|upload\/[^/]+\/[^/]+)$/
const API_PATHS = ['/api', '/health', '/metrics']

/** The one public port: pages, the client-server API, discovery, our API. Bodies are streamed, never held. */
export function gatewayServer(settings: GatewaySettings, guard: ReadingGuard, open: OpenRequests, log: Logger): Server {
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
  const door = homeserverDoor(settings.homeserverUrl, guard, open, toHomeserver, log)
  const under = (prefixes: readonly string[], path: string) => prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))

  app.use((request, response, next) => {
    // Any other coding is read in more than one way.
    if (!['chunked', undefined].includes(request.headers['transfer-encoding']))
      return void response.status(400).json({ errcode: 'M_UNKNOWN', error: 'Cette requête ne peut pas être lue.' })
    // Synapse counts tries per address and believes this header: only a proxy on this machine may say it for others.
    if (!LOOPBACK.has(request.socket.remoteAddress ?? '')) for (const name of FORWARDED) delete request.headers[name]
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
    if (request.path.startsWith('/_matrix/client/')) return void door(request, response)
    if (MEDIA_PATHS.test(request.path)) return toHomeserver(request, response)
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
  return createServer(app)
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded', 'x-real-ip']

const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
}
