import { resolve } from 'node:path'
import express, { type Express } from 'express'
import { compressedFiles } from './compressed.ts'

const PAGE_HEADERS = {
  'Content-Security-Policy':
    // Files of a journal are shown from memory (blob:), never from an address of their own.
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; frame-src blob:; object-src 'none'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'Permissions-Policy': 'microphone=(self), camera=(), geolocation=()',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
}

/** The pages that people open, and discovery for their clients. */
export function pages(settings: { readonly webDir: string; readonly publicUrl: string }): Express {
  const app = express()
  app.disable('x-powered-by').set('etag', false)
  app.get('/health/live', (_request, response) => void response.json({ live: true }))
  app.get('/.well-known/matrix/client', (_request, response) => {
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'max-age=600' })
    // No end-to-end encryption here (mission, decision 5): the clients that ask are told.
    response.json({
      'm.homeserver': { base_url: settings.publicUrl.replace(/\/$/, '') },
      'io.element.e2ee': { default: false, force_disable: true },
    })
  })
  app.use((_request, response, next) => {
    response.set(PAGE_HEADERS)
    next()
  })
  const webDir = resolve(settings.webDir)
  app.use('/assets', compressedFiles(`${webDir}/assets`))
  app.use('/assets', express.static(`${webDir}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
  // The service worker and the manifest among them: what they say holds from the next look on.
  app.use(express.static(webDir, { index: false, setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache') }))
  app.get('/{*page}', ({ path }, response) => {
    // Two shells: professionals never load the console.
    const shell = path === '/admin' || path.startsWith('/admin/') ? 'admin.html' : 'index.html'
    response.set('Cache-Control', 'no-cache').sendFile(`${webDir}/${shell}`, (error) => {
      if (error !== undefined && !response.headersSent) response.status(404).type('text').send('Les pages ne sont pas construites.')
    })
  })
  app.use((_error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
    if (!response.headersSent) response.status(404).json({ code: 'ROUTE_UNKNOWN', message: 'Cette adresse n’existe pas.' })
  })
  return app
}
