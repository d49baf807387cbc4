import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { markMail, readMails, readWholeMail } from '../flows/mails/read-mails.ts'
import { askToSend } from '../flows/mails/send-mail.ts'
import { endAbsence, putAbsence, readAbsence } from '../flows/set-absence.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** The messagerie interne under /api/v1: a professional's own, or a system's that acts for them. */
export function mails(world: World): Router {
  const router = Router()
  mount(router, world, ROUTES.listMails, ({ params, query }) => readMails(world, params.id, query))
  mount(router, world, ROUTES.getMail, ({ params, caller }) => readWholeMail(world, params.id, params.mail, caller))
  mount(router, world, ROUTES.sendMail, ({ params, body }) => askToSend(world, params.id, body))
  mount(router, world, ROUTES.putMailRead, ({ params, body }) => markMail(world, params.id, params.mail, body.read))
  mount(router, world, ROUTES.getAbsence, ({ params }) => readAbsence(world, params.id))
  mount(router, world, ROUTES.putAbsence, ({ params, body }) => putAbsence(world, params.id, body))
  mount(router, world, ROUTES.deleteAbsence, ({ params }) => endAbsence(world, params.id))
  return router
}
