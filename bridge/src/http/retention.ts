import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { approvePurge, liftSeal, retryArchive } from '../flows/retention/decide-retention.ts'
import { previewRetention, readDueCircles, readRetention, readRetentions } from '../flows/retention/read-retentions.ts'
import { sealJournal } from '../flows/retention/seal-journal.ts'
import type { RetentionSettings } from '../flows/retention/settings.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** Journals that are sealed, archived and purged, under /api/v1. */
export function retention(world: World, settings: RetentionSettings): Router {
  const router = Router()
  mount(router, world, ROUTES.listDueCircles, ({ query }) => readDueCircles(world, settings, query))
  mount(router, world, ROUTES.listRetentions, ({ query, caller }) => readRetentions(world, query, caller))
  mount(router, world, ROUTES.getRetention, ({ params, caller }) => readRetention(world, params.id, caller))
  mount(router, world, ROUTES.previewRetention, ({ params, caller }) => previewRetention(world, settings, params.id, caller))
  mount(router, world, ROUTES.sealJournal, ({ params, body, caller, asked }) =>
    sealJournal(world, settings, { circle: params.id, ...body }, caller, asked),
  )
  mount(router, world, ROUTES.approvePurge, async ({ params, body, caller, asked }) => {
    await approvePurge(world, { id: params.id, reason: body.reason, caller }, asked)
    return readRetention(world, params.id, caller)
  })
  mount(router, world, ROUTES.liftSeal, async ({ params, body, caller, asked }) => {
    await liftSeal(world, { id: params.id, reason: body.reason, caller }, asked)
    return readRetention(world, params.id, caller)
  })
  mount(router, world, ROUTES.retryArchive, async ({ params, caller }) => {
    await retryArchive(world, params.id)
    return readRetention(world, params.id, caller)
  })
  return router
}
