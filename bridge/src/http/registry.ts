import { Router } from 'express'
import { type Caller, ROUTES, type Route, mayDo } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { findCircle, listCircles } from '../db/circles.ts'
import { listEvents } from '../db/events.ts'
import { findPatient, listPatients } from '../db/patients.ts'
import { findPerson, listPeople } from '../db/people.ts'
import { listKeys } from '../db/keys.ts'
import { listEmployments, listMembers } from '../db/periods.ts'
import { listStaff } from '../db/staffs.ts'
import { findStructure, listStructureKinds, listStructures } from '../db/structures.ts'
import { createKey, removeKey, rotateKey } from '../flows/manage-keys.ts'
import { endPeriod, putPeriod } from '../flows/place-period.ts'
import { endCircle, putCircle } from '../flows/put-circle.ts'
import { deletePatient, putPatient } from '../flows/put-patient.ts'
import { departPerson, putPerson } from '../flows/put-person.ts'
import { deleteStructure, putStructure } from '../flows/put-structure.ts'
import { askCanary, readCanaryReport, readCanaryRuns } from '../flows/read-canary.ts'
import { readCircleState, readStructureState } from '../flows/read-room-state.ts'
import { replaceMembers } from '../flows/replace-members.ts'
import type { Asked, World } from '../flows/world.ts'
import { type Given, mount } from './mount.ts'

/** The registry under /api/v1: every route of the contract, in its order. */
export function registry(world: World): Router {
  const router = Router()
  const on = <R extends Route>(route: R, act: (given: Given<R>) => ReturnType<Parameters<typeof mount<R>>[3]>) =>
    mount(router, world, route, act)
  const { db, serverName, now } = world

  on(ROUTES.listStructures, ({ query }) => listStructures(db, query))
  on(ROUTES.listStructureKinds, async () => ({ items: await listStructureKinds(db) }))
  on(ROUTES.getStructure, async ({ params }) => known(await findStructure(db, params.id), 'STRUCTURE_UNKNOWN'))
  on(ROUTES.putStructure, ({ params, body, asked }) => putStructure(world, params.id, body, asked))
  on(ROUTES.deleteStructure, ({ params, asked }) => deleteStructure(world, params.id, asked))
  on(ROUTES.getStructureState, ({ params }) => readStructureState(world, params.id))
  on(ROUTES.listStaff, async ({ params, query }) => {
    known(await findStructure(db, params.id), 'STRUCTURE_UNKNOWN')
    return listStaff(db, params.id, query, now())
  })

  on(ROUTES.listPeople, ({ query }) => listPeople(db, query, serverName))
  on(ROUTES.getPerson, async ({ params }) => known(await findPerson(db, params.id, serverName), 'PERSON_UNKNOWN'))
  on(ROUTES.putPerson, ({ params, body, asked, caller }) => {
    if (body.administrator && !mayDo(caller, '*')) throw new Fault('ONLY_WITH_ALL_RIGHTS', 'administrator')
    if (body.consoleRole !== undefined && !mayDo(caller, '*')) throw new Fault('ONLY_WITH_ALL_RIGHTS', 'consoleRole')
    if (body.consoleRole !== undefined && body.administrator) throw new Fault('ONE_RIGHT_OF_THE_CONSOLE', 'consoleRole')
    return putPerson(world, params.id, body, asked)
  })
  on(ROUTES.deletePerson, ({ params, asked }) => departPerson(world, params.id, asked))
  on(ROUTES.listEmployments, async ({ params }) => {
    known(await findPerson(db, params.id, serverName), 'PERSON_UNKNOWN')
    return { items: await listEmployments(db, params.id), next: null }
  })
  on(ROUTES.putEmployment, async ({ params, body, asked }) => {
    const placed = await putPeriod(world, { scope: 'staff', ref: params.structureId }, params.id, periodOf(body), asked)
    const found = (await listEmployments(db, params.id)).filter(
      ({ structure, source }) => structure.id === params.structureId && source === asked.source,
    )
    return known(
      found.find(({ start }) => start === placed.start.toISOString()),
      'MEMBER_UNKNOWN',
    )
  })
  on(ROUTES.deleteEmployment, ({ params, query, asked, caller }) =>
    endPeriod(world, { scope: 'staff', ref: params.structureId }, params.id, query.reason, withSource(asked, query.source, caller)),
  )

  on(ROUTES.listPatients, ({ query }) => listPatients(db, query))
  on(ROUTES.getPatient, async ({ params }) => known(await findPatient(db, params.id), 'PATIENT_UNKNOWN'))
  on(ROUTES.putPatient, ({ params, body, asked }) => putPatient(world, params.id, body, asked))
  on(ROUTES.deletePatient, ({ params, asked }) => deletePatient(world, params.id, asked))

  on(ROUTES.listCircles, ({ query }) => listCircles(db, query, now()))
  on(ROUTES.getCircle, async ({ params }) => known(await findCircle(db, params.id, now()), 'CIRCLE_UNKNOWN'))
  on(ROUTES.putCircle, ({ params, body, asked }) => putCircle(world, params.id, body, asked))
  on(ROUTES.deleteCircle, ({ params, query, asked }) => endCircle(world, params.id, query.reason, asked))
  on(ROUTES.listMembers, async ({ params, query }) => {
    const { version } = known(await findCircle(db, params.id, now()), 'CIRCLE_UNKNOWN')
    const items = await listMembers(db, params.id, query.at === undefined ? now() : query.at === 'all' ? 'all' : new Date(query.at))
    return { items, next: null, version }
  })
  on(ROUTES.putMembers, ({ params, query, body, asked }) => replaceMembers(world, params.id, body, query, asked))
  on(ROUTES.putMember, async ({ params, query, body, asked, caller }) => {
    const by = withSource(asked, query.source, caller)
    const placed = await putPeriod(world, { scope: 'circle', ref: params.id }, params.personId, periodOf(body), by)
    const members = await listMembers(db, params.id, 'all')
    return known(
      members.find(
        ({ personId, source, start }) => personId === params.personId && source === by.source && start === placed.start.toISOString(),
      ),
      'MEMBER_UNKNOWN',
    )
  })
  on(ROUTES.deleteMember, ({ params, query, asked, caller }) =>
    endPeriod(world, { scope: 'circle', ref: params.id }, params.personId, query.reason, withSource(asked, query.source, caller)),
  )
  on(ROUTES.getCircleState, ({ params, caller }) => readCircleState(world, params.id, caller))

  on(ROUTES.listEvents, async ({ query }) => {
    const items = await listEvents(db, query)
    return { items, next: items.at(-1)?.id ?? query.after }
  })
  on(ROUTES.listCanaryRuns, ({ query }) => readCanaryRuns(world, query))
  on(ROUTES.getCanaryRun, ({ params }) => readCanaryReport(world, params.id))
  on(ROUTES.createCanaryRun, ({ caller }) => askCanary(world, caller.name))
  on(ROUTES.whoAmI, ({ caller }) => Promise.resolve(caller))
  on(ROUTES.listKeys, ({ query }) => listKeys(world.db, query))
  on(ROUTES.createKey, ({ body, caller, asked }) => createKey(world, body, asked, caller))
  on(ROUTES.rotateKey, ({ params, body, caller, asked }) => rotateKey(world, params.id, body, caller, asked))
  on(ROUTES.deleteKey, ({ params, query, caller, asked }) => removeKey(world, params.id, query.reason, caller, asked))
  return router
}

function known<Value>(
  value: Value | undefined,
  code: 'STRUCTURE_UNKNOWN' | 'PERSON_UNKNOWN' | 'PATIENT_UNKNOWN' | 'CIRCLE_UNKNOWN' | 'MEMBER_UNKNOWN',
): Value {
  if (value === undefined) throw new Fault(code)
  return value
}

const periodOf = (body: { role: string; start?: string | undefined; end?: string | null | undefined; reason?: string | undefined }) => ({
  role: body.role,
  start: body.start === undefined ? undefined : new Date(body.start),
  end: body.end === undefined || body.end === null ? null : new Date(body.end),
  reason: body.reason,
})

/** Acting on what another system said is for those who hold every right. */
function withSource(asked: Asked, source: string | undefined, caller: Caller): Asked {
  if (source === undefined || source === asked.source) return asked
  if (!mayDo(caller, '*')) throw new Fault('ONLY_WITH_ALL_RIGHTS', 'source')
  return { ...asked, source }
}
