import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { listOwnDocuments } from '../db/documents.ts'
import { findOwnCircle, listAuthors, listOwnCircleMembers, listOwnCircles } from '../db/own-circles.ts'
import { findPerson } from '../db/people.ts'
import { findNotificationsRoom, listCorrespondentsOf, listWorkplaces } from '../db/profile.ts'
import { type PersonId, serviceLocalpart } from '../core/ids.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** What a professional sees of the registry: themself, their circles, to whom they may write. Under /api/v1. */
export function own(world: World): Router {
  const router = Router()
  const { db, serverName, now } = world
  const known = async (id: PersonId) => {
    const person = await findPerson(db, id, serverName)
    if (person === undefined) throw new Fault('PERSON_UNKNOWN')
    return person
  }
  mount(router, world, ROUTES.getProfile, async ({ params: { id } }) => {
    const { userId, givenName, familyName, profession, email = null, telephone = null, administrator } = await known(id)
    const [structures, notificationsRoomId] = await Promise.all([listWorkplaces(db, id, now()), findNotificationsRoom(db, id)])
    const house = { userId: world.matrix.bridge, servicePrefix: `@${serviceLocalpart('')}` }
    return { id, userId, givenName, familyName, profession, email, telephone, administrator, structures, notificationsRoomId, house }
  })
  mount(router, world, ROUTES.listOwnCircles, async ({ params: { id }, query }) => {
    await known(id)
    return listOwnCircles(db, id, query, now())
  })
  mount(router, world, ROUTES.getOwnCircle, async ({ params: { id, circleId } }) => {
    // Who is not in it learns no more than that there is none.
    const circle = await findOwnCircle(db, id, circleId, now())
    if (circle === undefined) throw new Fault('CIRCLE_UNKNOWN')
    const [members, authors] = await Promise.all([
      listOwnCircleMembers(db, circleId, serverName, now()),
      listAuthors(db, circleId, serverName),
    ])
    return { ...circle, members, authors }
  })
  mount(router, world, ROUTES.listOwnDocuments, async ({ params: { id }, query }) => {
    await known(id)
    return listOwnDocuments(db, id, query, now())
  })
  mount(router, world, ROUTES.listCorrespondents, async ({ params: { id }, query }) => {
    await known(id)
    return { items: await listCorrespondentsOf(db, id, query, serverName, now()) }
  })
  return router
}
