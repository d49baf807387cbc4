import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { liftSuspension, readSuspended } from '../flows/emails/suspended-addresses.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** Addresses that do not work, under /api/v1. */
export function emails(world: World): Router {
  const router = Router()
  mount(router, world, ROUTES.listSuspendedEmails, ({ query }) => readSuspended(world, query))
  mount(router, world, ROUTES.putEmail, ({ params }) => liftSuspension(world, params.id))
  return router
}
