import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { UserId } from '../core/ids.ts'
import { findLastRung, listBell } from '../db/bell.ts'
import { findPerson } from '../db/people.ts'
import { getWishes } from '../db/preferences.ts'
import { muteRoom, preferencesOf, putPreferences } from '../flows/change-wishes.ts'
import { tellExample } from '../flows/tell-example.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** How a professional wants to be told, and what they were told, under /api/v1. */
export function preferences(world: World, settings: { smtp: boolean; publicUrl: string }): Router {
  const router = Router()
  const { db, serverName, matrix } = world
  const known = async (id: string) => {
    const person = await findPerson(db, id, serverName)
    if (person === undefined) throw new Fault('PERSON_UNKNOWN')
    return person
  }
  mount(router, world, ROUTES.getPreferences, async ({ params: { id } }) => {
    await known(id)
    return preferencesOf(await getWishes(db, id))
  })
  mount(router, world, ROUTES.putPreferences, ({ params, body, asked }) => putPreferences(world, params.id, body, asked))
  const journal = (circle: string) => ({ kind: 'journal', ref: circle }) as const
  const liaison = (structure: string) => ({ kind: 'liaison', ref: structure }) as const
  mount(router, world, ROUTES.putJournalMute, ({ params, asked }) => muteRoom(world, params.id, journal(params.circleId), true, asked))
  mount(router, world, ROUTES.deleteJournalMute, ({ params, asked }) => muteRoom(world, params.id, journal(params.circleId), false, asked))
  mount(router, world, ROUTES.putLiaisonMute, ({ params, asked }) => muteRoom(world, params.id, liaison(params.structureId), true, asked))
  mount(router, world, ROUTES.deleteLiaisonMute, ({ params, asked }) =>
    muteRoom(world, params.id, liaison(params.structureId), false, asked),
  )

  mount(router, world, ROUTES.listNotifications, async ({ params: { id }, query }) => {
    await known(id)
    return listBell(db, id, query)
  })
  mount(router, world, ROUTES.readNotifications, async ({ params: { id }, body }) => {
    const person = await known(id)
    const last = await findLastRung(db, id, body.upTo)
    if (last !== undefined) await matrix.readUpTo(person.userId as UserId, last.room, last.event)
  })
  mount(router, world, ROUTES.testNotification, ({ params }) => tellExample(world, params.id, settings))
  return router
}
