import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { depart } from '../flows/departures/depart.ts'
import { readCirclesLeft, readCirclesLeftBy, readDepartures } from '../flows/departures/read-departures.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** Who leaves the platform, under /api/v1. */
export function departures(world: World): Router {
  const router = Router()
  mount(router, world, ROUTES.createStaffDeparture, ({ params, body, asked, caller }) =>
    depart(world, { person: body.personId, structure: params.id, reason: body.reason, contact: body.contactId ?? null }, asked, caller),
  )
  mount(router, world, ROUTES.listDepartures, ({ params, query }) => readDepartures(world, params.id, query))
  mount(router, world, ROUTES.listCirclesLeft, ({ params, query }) => readCirclesLeft(world, params.id, params.departureId, query))
  mount(router, world, ROUTES.createDeparture, ({ params, body, asked, caller }) =>
    depart(world, { person: params.id, structure: null, reason: body.reason, contact: body.contactId ?? null }, asked, caller),
  )
  mount(router, world, ROUTES.listCirclesLeftBy, ({ params, query }) => readCirclesLeftBy(world, params.id, query))
  return router
}
