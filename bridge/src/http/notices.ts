import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { listPostedNotices } from '../db/posted-notices.ts'
import { postNotice, readNotice } from '../flows/post-notice.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** What other systems say, under /api/v1. */
export function notices(world: World): Router {
  const router = Router()
  const circle = (ref: string) => ({ scope: 'circle', ref }) as const
  const staff = (ref: string) => ({ scope: 'staff', ref }) as const
  mount(router, world, ROUTES.listNotices, ({ query: { circleId, structureId, ...query } }) => {
    if (circleId !== undefined && structureId !== undefined) throw new Fault('BAD_REQUEST', 'structureId')
    const where = circleId !== undefined ? circle(circleId) : structureId !== undefined ? staff(structureId) : undefined
    return listPostedNotices(world.db, { ...query, where })
  })
  mount(router, world, ROUTES.postCircleNotice, ({ params, body, caller, asked }) =>
    postNotice(world, circle(params.id), body, caller, asked),
  )
  mount(router, world, ROUTES.getCircleNotice, ({ params, caller }) => readNotice(world, circle(params.id), params.key, caller))
  mount(router, world, ROUTES.postStructureNotice, ({ params, body, caller, asked }) =>
    postNotice(world, staff(params.id), body, caller, asked),
  )
  mount(router, world, ROUTES.getStructureNotice, ({ params, caller }) => readNotice(world, staff(params.id), params.key, caller))
  return router
}
