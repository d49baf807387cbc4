import { extname } from 'node:path'
import type { RequestHandler } from 'express'

const SUFFIXES = { br: '.br', gzip: '.gz' } as const
const COMPRESSED = /^\/[\w.-]+\.(js|css|svg)$/

/** The files of a directory as the build compressed them (synapse-config/stack/compress-pages.ts), for whoever reads that. */
export function compressedFiles(root: string): RequestHandler {
  return (request, response, next) => {
    const { method, path } = request
    if (!COMPRESSED.test(path)) return next()
    response.vary('Accept-Encoding')
    const encoding = request.acceptsEncodings('br') || request.acceptsEncodings('gzip')
    if ((method !== 'GET' && method !== 'HEAD') || (encoding !== 'br' && encoding !== 'gzip')) return next()
    response.type(extname(path)).set('Content-Encoding', encoding)
    response.sendFile(`${path}${SUFFIXES[encoding]}`, { root, immutable: true, maxAge: '1y' }, (error) => {
      if (error === undefined || response.headersSent) return
      // Not compressed: a build of before, or by other means.
      response.removeHeader('Content-Encoding')
      response.removeHeader('Content-Type')
      next()
    })
  }
}
