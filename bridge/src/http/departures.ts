import { Router } from 'express'
import { type Caller, ROUTES } from '../contract.ts'
import type { PersonId } from '../core/ids.ts'
import { readHeldDepartures } from '../flows/brake/read-held-departures.ts'
import { depart } from '../flows/departures/depart.ts'
import { readCirclesLeft, readCirclesLeftBy, readDepartures } from '../flows/departures/read-departures.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** Who leaves the platform, under /api/v1. */
export function departures(world: World): Router {
  const router = Router()
  mount(router, world, ROUTES.createStaffDeparture, ({ params, body, asked, caller }) => {
    const { personId: person, reason, contactId: contact = null } = body
    return depart(world, { person, structure: params.id, reason, contact, manager: managerOf(caller) }, asked)
  })
  mount(router, world, ROUTES.listDepartures, ({ params, query }) => readDepartures(world, params.id, query))
  mount(router, world, ROUTES.listCirclesLeft, ({ params, query }) => readCirclesLeft(world, params.id, params.departureId, query))
  mount(router, world, ROUTES.listHeldDepartures, ({ params, query }) => readHeldDepartures(world, params.id, query))
  mount(router, world, ROUTES.createDeparture, ({ params, body, asked }) => {
    const { reason, contactId: contact = null } = body
    return depart(world, { person: params.id, structure: null, reason, contact, manager: null }, asked)
  })
  mount(router, world, ROUTES.listCirclesLeftBy, ({ params, query }) => readCirclesLeftBy(world, params.id, query))
  return router
}

const managerOf = ({ kind, personId }: Caller) => (kind === 'person' ? (personId as PersonId | null) : null)
