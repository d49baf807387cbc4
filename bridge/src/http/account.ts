import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { askAccessLink } from '../flows/account/ask-access-link.ts'
import { changePassword } from '../flows/account/change-password.ts'
import { endSession, endSessions } from '../flows/account/end-sessions.ts'
import { giveAccessLink } from '../flows/account/give-access-link.ts'
import { listSessions } from '../flows/account/list-sessions.ts'
import type { AccessSettings } from '../flows/account/settings.ts'
import { checkAccessLink, useAccessLink } from '../flows/account/use-access-link.ts'
import { setPassword } from '../flows/set-password.ts'
import type { World } from '../flows/world.ts'
import { mount, mountOpen } from './mount.ts'

/** How people come in and where they are signed in, under /api/v1. */
export function account(world: World, settings: AccessSettings): Router {
  const router = Router()
  mountOpen(router, ROUTES.askAccessLink, async ({ body, address }) => {
    await askAccessLink(world, settings, { identifier: body.identifier, address })
    return { asked: true as const }
  })
  mountOpen(router, ROUTES.checkAccessLink, ({ body }) => checkAccessLink(world, settings, body.token))
  mountOpen(router, ROUTES.useAccessLink, ({ body }) => useAccessLink(world, settings, body))

  mount(router, world, ROUTES.issueAccessLink, ({ params, body, caller, asked }) =>
    giveAccessLink(world, settings, params.id, body, caller, asked),
  )
  mount(router, world, ROUTES.putPassword, ({ params, body, caller, session, asked }) =>
    session === undefined
      ? setPassword(world, params.id, body.password, caller, asked)
      : changePassword(world, params.id, body, session, asked),
  )
  mount(router, world, ROUTES.listSessions, ({ params, query, session }) => listSessions(world, params.id, query, session))
  mount(router, world, ROUTES.endSession, ({ params, asked }) => endSession(world, params.id, params.sessionId, asked))
  mount(router, world, ROUTES.endSessions, ({ params, query, session, asked }) => endSessions(world, params.id, query, session, asked))
  return router
}
