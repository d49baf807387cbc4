import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { readersDocument } from '../flows/audit/readers-document.ts'
import { askChainCheck, readChain, readChainCheck } from '../flows/audit/check-chain.ts'
import { auditLines, readAuditEvents } from '../flows/audit/read-events.ts'
import { type PdfKey, signedPdfOf } from '../flows/audit/sign-pdf.ts'
import { readReadable } from '../flows/audit/read-readable.ts'
import { readReaders } from '../flows/audit/read-readers.ts'
import type { World } from '../flows/world.ts'
import { admit, mount } from './mount.ts'
import { languageOf } from './read.ts'

/** The record of events, its chain, and who could read what, under /api/v1. */
export function audit(world: World, { pdfKey }: { pdfKey: PdfKey | undefined }): Router {
  const router = Router()
  mount(router, world, ROUTES.listAuditEvents, ({ query }) => readAuditEvents(world, query))
  mount(router, world, ROUTES.getChain, () => readChain(world))
  mount(router, world, ROUTES.createChainCheck, ({ asked }) => askChainCheck(world, asked.by))
  mount(router, world, ROUTES.getChainCheck, ({ params }) => readChainCheck(world, params.id))
  mount(router, world, ROUTES.getReaders, ({ query }) => readReaders(world, query))
  mount(router, world, ROUTES.getReadable, ({ params, query }) => readReadable(world, params.id, query.at))
  router.get(ROUTES.exportAuditEvents.path, async (request, response) => {
    const { query } = await admit(world, ROUTES.exportAuditEvents, request)
    response.set({ 'Content-Type': 'application/x-ndjson', 'Content-Disposition': 'attachment; filename="evenements.jsonl"' })
    await pipeline(Readable.from(auditLines(world, query)), response)
  })
  router.get(ROUTES.getReadersDocument.path, async (request, response) => {
    const { query, caller } = await admit(world, ROUTES.getReadersDocument, request)
    if (pdfKey === undefined) throw new Fault('NOTHING_TO_SIGN_WITH')
    const language = languageOf(request.headers['accept-language'])
    const at = world.now()
    const answer = await readReaders(world, query)
    const document = readersDocument(answer, { language, zone: world.zone, by: caller.name, at, atInstant: query.at !== undefined })
    const name = `lecteurs-${at.toISOString().slice(0, 10)}.pdf`
    response
      .set({ 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="${name}"` })
      .send(await signedPdfOf(document, pdfKey, caller.name))
  })
  return router
}
