import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { decideHeld } from '../flows/brake/decide-held.ts'
import { readHeldChange, readHeldChanges, readHeldDetail } from '../flows/brake/read-held.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** What the mass-removal brake stopped, under /api/v1. */
export function held(world: World): Router {
  const router = Router()
  mount(router, world, ROUTES.listHeldChanges, ({ query, caller }) => readHeldChanges(world, query, caller))
  mount(router, world, ROUTES.getHeldChange, ({ params, query, caller }) => readHeldDetail(world, params.id, query, caller))
  mount(router, world, ROUTES.approveHeldChange, async ({ params, body, caller, asked }) => {
    await decideHeld(world, { id: params.id, state: 'approved', reason: body.reason, caller }, asked)
    return readHeldChange(world, params.id, caller)
  })
  mount(router, world, ROUTES.rejectHeldChange, async ({ params, body, caller, asked }) => {
    await decideHeld(world, { id: params.id, state: 'rejected', reason: body.reason, caller }, asked)
    return readHeldChange(world, params.id, caller)
  })
  return router
}
