import { Router, json } from 'express'
import { SessionBody, isOfConsole } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { confirm, signIn, signOut } from '../flows/console-session.ts'
import type { World } from '../flows/world.ts'
import { SESSION_COOKIE, callerOf, sessionCookie } from './caller.ts'
import { languageOf, read } from './read.ts'

/** The session of the console: a Matrix OpenID token in, an httpOnly cookie out. */
export function consoleSession(world: World, secure: boolean): Router {
  const router = Router()
  const cookie = { httpOnly: true, sameSite: 'strict', secure, path: '/api' } as const
  router.get('/session', async (request, response) => {
    const caller = await callerOf(world, request)
    // A professional's own session opens nothing of the console.
    if (caller.kind === 'person') throw new Fault('UNAUTHENTICATED')
    response.json(caller)
  })
  router.post('/session', json({ limit: '10kb' }), async (request, response) => {
    const { openIdToken } = read(SessionBody, request.body ?? {}, languageOf(request.headers['accept-language']))
    const session = await signIn(world, openIdToken)
    response
      .cookie(SESSION_COOKIE, session.secret, { ...cookie, expires: session.expiresAt })
      .status(204)
      .end()
  })
  router.post('/session/confirmation', json({ limit: '10kb' }), async (request, response) => {
    // Whose session it is, and from where it comes.
    const caller = await callerOf(world, request)
    if (!isOfConsole(caller)) throw new Fault('UNAUTHENTICATED')
    const { openIdToken } = read(SessionBody, request.body ?? {}, languageOf(request.headers['accept-language']))
    await confirm(world, { secret: sessionCookie(request) ?? '', personId: caller.personId }, openIdToken)
    response.status(204).end()
  })
  router.delete('/session', async (request, response) => {
    const secret = sessionCookie(request)
    if (secret !== undefined) await signOut(world, secret)
    response.clearCookie(SESSION_COOKIE, cookie).status(204).end()
  })
  return router
}
