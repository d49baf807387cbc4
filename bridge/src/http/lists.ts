import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Response, Router } from 'express'
import { ROUTES } from '../contract.ts'
import { exportCircles, exportDecisions, exportPeople, exportStructures } from '../flows/lists/export-list.ts'
import { exportDrift } from '../flows/lists/export-drift.ts'
import { exportMovements } from '../flows/lists/export-movements.ts'
import { exportRetentions } from '../flows/lists/export-retentions.ts'
import type { World } from '../flows/world.ts'
import { csvFile } from './imports.ts'
import { admit } from './mount.ts'

/** Lists as files for a spreadsheet, under /api/v1. */
export function lists(world: World): Router {
  const router = Router()
  router.get(ROUTES.exportCircles.path, async (request, response) => {
    const { query, asked } = await admit(world, ROUTES.exportCircles, request)
    await give(response, 'cercles.csv', exportCircles(world, query, asked))
  })
  router.get(ROUTES.exportPeople.path, async (request, response) => {
    const { query, asked } = await admit(world, ROUTES.exportPeople, request)
    await give(response, 'professionnels.csv', exportPeople(world, query, asked))
  })
  router.get(ROUTES.exportStructures.path, async (request, response) => {
    const { query, asked } = await admit(world, ROUTES.exportStructures, request)
    await give(response, 'structures.csv', exportStructures(world, query, asked))
  })
  router.get(ROUTES.exportDecisions.path, async (request, response) => {
    const { query, asked, caller } = await admit(world, ROUTES.exportDecisions, request)
    await give(response, 'decisions.csv', exportDecisions(world, query, caller, asked))
  })
  router.get(ROUTES.exportMovements.path, async (request, response) => {
    const { query, asked, caller } = await admit(world, ROUTES.exportMovements, request)
    await give(response, 'mouvements.csv', exportMovements(world, query, caller, asked))
  })
  router.get(ROUTES.exportDrift.path, async (request, response) => {
    const { query, asked, caller } = await admit(world, ROUTES.exportDrift, request)
    await give(response, 'ecarts.csv', exportDrift(world, query, caller, asked))
  })
  router.get(ROUTES.exportRetentions.path, async (request, response) => {
    const { query, asked, caller } = await admit(world, ROUTES.exportRetentions, request)
    await give(response, 'conservation.csv', exportRetentions(world, query, caller, asked))
  })
  return router
}

async function give(response: Response, name: string, lines: AsyncIterable<string>): Promise<void> {
  response.set(csvFile(name))
  try {
    await pipeline(Readable.from(lines), response)
  } catch (error) {
    // Who went away is told nothing any more; a file that breaks off must not look whole.
    response.destroy()
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}
