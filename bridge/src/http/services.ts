import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { findService, listServices } from '../db/services.ts'
import { endService, placeService, putService, removeService, setServicePassword } from '../flows/put-service.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** Accounts of other systems, under /api/v1. */
export function services(world: World): Router {
  const router = Router()
  const circle = (ref: string) => ({ scope: 'circle', ref }) as const
  const staff = (ref: string) => ({ scope: 'staff', ref }) as const
  mount(router, world, ROUTES.listServices, ({ query }) => listServices(world.db, world.serverName, query))
  mount(router, world, ROUTES.getService, async ({ params }) => {
    const found = await findService(world.db, params.id, world.serverName)
    if (found === undefined) throw new Fault('SERVICE_UNKNOWN')
    return found
  })
  mount(router, world, ROUTES.putService, ({ params, body, asked }) => putService(world, params.id, body, asked))
  mount(router, world, ROUTES.deleteService, ({ params, asked }) => endService(world, params.id, asked))
  mount(router, world, ROUTES.putServicePassword, ({ params, body, asked }) => setServicePassword(world, params.id, body.password, asked))
  mount(router, world, ROUTES.putServiceCircle, ({ params, asked }) => placeService(world, params.id, circle(params.circleId), asked))
  mount(router, world, ROUTES.deleteServiceCircle, ({ params, asked }) => removeService(world, params.id, circle(params.circleId), asked))
  mount(router, world, ROUTES.putServiceStructure, ({ params, asked }) => placeService(world, params.id, staff(params.structureId), asked))
  mount(router, world, ROUTES.deleteServiceStructure, ({ params, asked }) =>
    removeService(world, params.id, staff(params.structureId), asked),
  )
  return router
}
