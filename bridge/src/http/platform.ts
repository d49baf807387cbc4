import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { cancelJob } from '../flows/platform/cancel-job.ts'
import { readJobs } from '../flows/platform/read-jobs.ts'
import { readOverview } from '../flows/platform/read-overview.ts'
import { type HealthSettings, readPlatform } from '../flows/read-health.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** How the platform is and what it is at, under /api/v1. */
export function platform(world: World, settings: HealthSettings): Router {
  const router = Router()
  mount(router, world, ROUTES.getPlatform, ({ language }) => readPlatform(world, settings, language))
  mount(router, world, ROUTES.getOverview, ({ caller }) => readOverview(world, caller))
  mount(router, world, ROUTES.listJobs, ({ caller }) => readJobs(world, caller))
  mount(router, world, ROUTES.cancelJob, ({ params, body, asked }) => cancelJob(world, params, body.reason, asked))
  return router
}
