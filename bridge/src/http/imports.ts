import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Request, Router } from 'express'
import { IMPORT_BYTES, ROUTES } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { failedRows } from '../flows/imports/failed-rows.ts'
import {
  askApplication,
  askTrial,
  createImport,
  mapImport,
  readAgain,
  retryImport,
  setImportFile,
  stopImport,
} from '../flows/imports/manage-imports.ts'
import { readImport, readImports, readRows } from '../flows/imports/read-imports.ts'
import type { ImportWorld } from '../flows/imports/settings.ts'
import { admit, mount } from './mount.ts'

/** Files of rows that administrators bring in, under /api/v1. */
export function imports(world: ImportWorld): Router {
  const router = Router()
  mount(router, world, ROUTES.listImports, ({ query }) => readImports(world, query))
  mount(router, world, ROUTES.createImport, ({ body, asked }) => createImport(world, body, asked))
  mount(router, world, ROUTES.getImport, ({ params }) => readImport(world, params.id))
  mount(router, world, ROUTES.putImportReading, ({ params, body }) => readAgain(world, params.id, body))
  mount(router, world, ROUTES.putImportMapping, ({ params, body }) => mapImport(world, params.id, body.fields))
  mount(router, world, ROUTES.tryImport, ({ params }) => askTrial(world, params.id))
  mount(router, world, ROUTES.applyImport, ({ params }) => askApplication(world, params.id))
  mount(router, world, ROUTES.stopImport, ({ params, asked }) => stopImport(world, params.id, asked))
  mount(router, world, ROUTES.retryImport, ({ params }) => retryImport(world, params.id))
  mount(router, world, ROUTES.listImportRows, ({ params, query }) => readRows(world, params.id, query))
  router.put(ROUTES.putImportFile.path, async (request, response) => {
    const { params, query } = await admit(world, ROUTES.putImportFile, request)
    response.json(await setImportFile(world, params.id, query.name, await contentOf(request)))
  })
  router.get(ROUTES.getFailedRows.path, async (request, response) => {
    const { params } = await admit(world, ROUTES.getFailedRows, request)
    const lines = await failedRows(world, params.id)
    response.set(csvFile('lignes-en-erreur.csv'))
    await pipeline(Readable.from(lines), response)
  })
  return router
}

export const csvFile = (name: string) => ({
  'Content-Type': 'text/csv; charset=utf-8',
  'Content-Disposition': `attachment; filename="${name}"`,
  // Should a browser show it all the same, nothing of it runs.
  'Content-Security-Policy': "default-src 'none'; sandbox",
})

/** Throws IMPORT_NOT_CSV, IMPORT_TOO_LARGE: no more than that is ever held. */
async function contentOf(request: Request): Promise<Buffer> {
  if (request.is('text/csv') === false) throw new Fault('IMPORT_NOT_CSV')
  if (Number(request.headers['content-length'] ?? 0) > IMPORT_BYTES) throw new Fault('IMPORT_TOO_LARGE')
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > IMPORT_BYTES) throw new Fault('IMPORT_TOO_LARGE')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
