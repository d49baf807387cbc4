import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { followNews } from '../flows/audit/follow-news.ts'
import type { World } from '../flows/world.ts'
import { admit } from './mount.ts'

/** Shorter than whatever a proxy waits for. */
const STILL_HERE_MS = 15_000

/** What is recorded, as it is, under /api/v1. Nothing but kinds: whoever is told reads what they may read. */
export function news(world: World): Router {
  const router = Router()
  const { follow } = followNews(world)
  router.get(ROUTES.followNews.path, async (request, response) => {
    await admit(world, ROUTES.followNews, request)
    const stop = follow((families) => response.write(`data: ${families.join(' ')}\n\n`))
    if (stop === undefined) throw new Fault('TOO_MANY_FOLLOW')
    const stillHere = setInterval(() => {
      // A session that was ended, or a right that was taken, hears no more.
      void admit(world, ROUTES.followNews, request).then(
        () => response.write(':\n\n'),
        () => response.end(),
      )
    }, STILL_HERE_MS)
    response.once('close', () => {
      stop()
      clearInterval(stillHere)
    })
    response.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
    response.write('retry: 3000\n\n')
  })
  return router
}
