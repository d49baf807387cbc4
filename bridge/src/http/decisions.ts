import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { readDecision, readDecisions } from '../flows/explain-decisions.ts'
import { simulateDecision } from '../flows/simulate-decision.ts'
import type { World } from '../flows/world.ts'
import { classify } from './gateway/classify.ts'
import { mount } from './mount.ts'

/** What was decided, why, and what would be, under /api/v1. */
export function decisions(world: World): Router {
  const router = Router()
  mount(router, world, ROUTES.listDecisions, ({ query, caller }) => readDecisions(world, query, caller))
  mount(router, world, ROUTES.getDecision, ({ params, caller }) => readDecision(world, params.id, caller))
  mount(router, world, ROUTES.simulateDecision, ({ body, caller }) => simulateDecision(world, body, classify, caller))
  return router
}
