import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { endAbsence, putAbsence, readAbsence } from '../flows/set-absence.ts'
import { cancelSubstitution } from '../flows/substitutions/end-substitution.ts'
import { judgeOwnStaff } from '../flows/substitutions/judge-own-staff.ts'
import { changeSubstitution, recordSubstitution } from '../flows/substitutions/put-substitution.ts'
import { readSubstitutions } from '../flows/substitutions/read-substitutions.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** Who stands in for whom in a structure, under /api/v1. */
export function substitutions(world: World): Router {
  const router = Router()
  mount(router, world, ROUTES.listSubstitutions, ({ params, query }) => readSubstitutions(world, params.id, query))
  mount(router, world, ROUTES.createSubstitution, ({ params, body, asked }) => recordSubstitution(world, params.id, body, asked))
  mount(router, world, ROUTES.putSubstitution, ({ params, body, asked }) =>
    changeSubstitution(world, params.id, params.substitutionId, body, asked),
  )
  mount(router, world, ROUTES.deleteSubstitution, ({ params, body, asked }) =>
    cancelSubstitution(world, params.id, params.substitutionId, body.reason, asked),
  )
  mount(router, world, ROUTES.getStaffAbsence, async ({ params: { id, personId } }) => {
    await judgeOwnStaff(world, id, personId)
    return readAbsence(world, personId)
  })
  mount(router, world, ROUTES.putStaffAbsence, async ({ params: { id, personId }, body }) => {
    await judgeOwnStaff(world, id, personId)
    return putAbsence(world, personId, body)
  })
  mount(router, world, ROUTES.deleteStaffAbsence, async ({ params: { id, personId } }) => {
    await judgeOwnStaff(world, id, personId)
    return endAbsence(world, personId)
  })
  return router
}
