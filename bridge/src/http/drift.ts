import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { readMovements } from '../flows/read-movements.ts'
import { readDrift, repairDrift } from '../flows/repair-drift.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** What was said of where people belong, what is out of step, and its repair, under /api/v1. */
export function drift(world: World): Router {
  const router = Router()
  mount(router, world, ROUTES.listMovements, ({ query, caller }) => readMovements(world, query, caller))
  mount(router, world, ROUTES.listDrift, ({ query, caller }) => readDrift(world, query, caller))
  mount(router, world, ROUTES.repairDrift, ({ body, asked }) => repairDrift(world, body, asked))
  return router
}
