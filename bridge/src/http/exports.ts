import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Request, type Response, Router } from 'express'
import { ROUTES } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { askExport } from '../flows/exports/ask-export.ts'
import { fetchFile } from '../flows/exports/fetch-file.ts'
import { readExport, readExports, throwAway } from '../flows/exports/read-exports.ts'
import type { World } from '../flows/world.ts'
import { admit, mount } from './mount.ts'

const TYPES = { html: 'text/html; charset=utf-8', pdf: 'application/pdf' } as const

/** Copies of journals under /api/v1: asked for, followed and fetched by their person. `secret` opens their files. */
export function exportsOfJournals(world: World, secret: string): Router {
  const router = Router()
  mount(router, world, ROUTES.listExports, ({ params, query }) => readExports(world, params.id, query))
  mount(router, world, ROUTES.askExport, ({ params, body, asked }) => askExport(world, params.id, body, asked))
  mount(router, world, ROUTES.getExport, ({ params }) => readExport(world, params.id, params.export))
  mount(router, world, ROUTES.deleteExport, ({ params, asked }) => throwAway(world, params.id, params.export, asked))
  router[ROUTES.getExportFile.method](ROUTES.getExportFile.path, (request, response) => giveFile(world, secret, request, response))
  return router
}

async function giveFile(world: World, secret: string, request: Request, response: Response): Promise<void> {
  const { params, query, asked } = await admit(world, ROUTES.getExportFile, request)
  // Express answers HEAD by GET: a look would use the file up.
  if (request.method === 'HEAD') throw new Fault('ROUTE_UNKNOWN')
  const file = await fetchFile({ ...world, secret }, { person: params.id, id: params.export, format: query.format }, asked)
  response.set({
    'Content-Type': TYPES[query.format],
    'Content-Length': String(file.size),
    'Content-Disposition': `attachment; filename="${file.name}"`,
    'Cache-Control': 'private, no-store',
    // Should a browser show it all the same, nothing of it runs.
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  })
  let whole = false
  try {
    await pipeline(Readable.from(file.pieces), response)
    whole = true
  } catch {
    // Who went away is told nothing any more.
    response.destroy()
  } finally {
    await file.end(whole)
  }
}
