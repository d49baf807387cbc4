import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { readCounts } from '../flows/read-counts.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** What is new for a professional, under /api/v1. */
export function counts(world: World): Router {
  const router = Router()
  mount(router, world, ROUTES.getCounts, ({ params }) => readCounts(world, params.id))
  return router
}
