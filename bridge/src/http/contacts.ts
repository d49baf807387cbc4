import { type Request, type Response, Router } from 'express'
import { ROUTES } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { userIdOf } from '../core/ids.ts'
import { cardFileName, vcardOf } from '../core/vcard.ts'
import { findContact, findOwnLiaison, listColleagues, listContacts } from '../db/contacts.ts'
import { findStructure } from '../db/structures.ts'
import type { World } from '../flows/world.ts'
import { admit, mount } from './mount.ts'

/** Who works in a structure, for its own people, and the liaison book of a DAC. Under /api/v1. */
export function contacts(world: World): Router {
  const router = Router()
  const { db, serverName, now } = world
  mount(router, world, ROUTES.listContacts, async ({ params: { id }, query }) => {
    if ((await findStructure(db, id)) === undefined) throw new Fault('STRUCTURE_UNKNOWN')
    return listContacts(db, id, query, serverName, now())
  })
  router[ROUTES.getContactCard.method](ROUTES.getContactCard.path, (request, response) => giveCard(world, request, response))
  mount(router, world, ROUTES.getOwnLiaison, async ({ params: { id, structureId } }) => {
    // Who does not work there learns no more than that there is none.
    const found = await findOwnLiaison(db, id, structureId, now())
    if (found === undefined) throw new Fault('STRUCTURE_UNKNOWN')
    return { ...found, ...(await listColleagues(db, structureId, serverName, now())) }
  })
  return router
}

async function giveCard(world: World, request: Request, response: Response): Promise<void> {
  const { db, serverName, now } = world
  const { params } = await admit(world, ROUTES.getContactCard, request)
  const found = await findContact(db, params.id, params.personId, now())
  if (found === undefined) throw new Fault('CONTACT_UNKNOWN')
  response.set({
    'Content-Type': ROUTES.getContactCard.file[0],
    'Content-Disposition': `attachment; filename="${cardFileName(found)}"`,
    'Cache-Control': 'private, no-store',
  })
  response.send(vcardOf({ ...found, userId: userIdOf(found.localpart, serverName) }))
}
