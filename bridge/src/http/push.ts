import express, { type Express, Router } from 'express'
import { z } from 'zod'
import { ROUTES } from '../contract.ts'
import { type Notified, type Outcome, passOn } from '../flows/push/pass-on.ts'
import type { PushSettings } from '../flows/push/settings.ts'
import { readPush, subscribe, unsubscribe } from '../flows/push/subscribe.ts'
import type { World } from '../flows/world.ts'
import { pushes } from '../metrics.ts'
import { type Given, mount } from './mount.ts'

/** Whether a professional's browser is told of new messages, under /api/v1. */
export function push(world: World, settings: PushSettings | undefined): Router {
  const router = Router()
  const asking = ({ params: { id }, session }: Pick<Given<typeof ROUTES.getPush>, 'params' | 'session'>) => ({ person: id, session })
  mount(router, world, ROUTES.getPush, (given) => readPush(world, settings, asking(given)))
  mount(router, world, ROUTES.putPushSubscription, (given) => subscribe(world, settings, asking(given), given.body))
  mount(router, world, ROUTES.deletePushSubscription, (given) => unsubscribe(world, asking(given)))
  return router
}

const name = z.string().min(1).max(255)
/** Matrix specification, Push Gateway API, in the form `event_id_only`. Synapse names one device at a time. */
const Notification = z.object({
  notification: z.object({
    event_id: name.optional(),
    room_id: name.optional(),
    prio: z.enum(['high', 'low']).default('high'),
    counts: z.object({ unread: z.int().min(0).max(1_000_000).default(0) }).default({ unread: 0 }),
    devices: z.array(z.object({ pushkey: z.string().max(64), data: z.object({ secret: z.string().max(64) }) })).length(1),
  }),
})

/** The push gateway of the Matrix specification, for the homeserver alone: it listens where nobody else reaches it. */
export function pushDoor(world: World, settings: PushSettings): Express {
  const app = express()
  app.disable('x-powered-by')
  app.post('/_matrix/push/v1/notify', express.json({ limit: '32kb' }), async (request, response) => {
    const parsed = Notification.safeParse(request.body)
    if (!parsed.success) return void response.status(400).json({ errcode: 'M_BAD_JSON', error: 'Not a notification of ours' })
    const notified = notifiedOf(parsed.data)
    const outcome = await passOn(world, settings, notified)
    pushes.inc({ outcome })
    const { status, body } = ANSWERS[outcome](notified.pushkey)
    response.status(status).json(body)
  })
  app.use((_request, response) => void response.status(404).json({ errcode: 'M_UNRECOGNIZED', error: 'Not here' }))
  app.use((error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
    const { status = 503 } = error as { status?: number }
    if (status >= 500) world.log.warn({ cause: (error as Error).name }, 'a push was not passed on')
    response.status(status).json({ errcode: 'M_UNKNOWN', error: 'Not now' })
  })
  return app
}

function notifiedOf({ notification }: z.output<typeof Notification>): Notified {
  const { event_id: id, room_id: room, prio, counts, devices } = notification
  return {
    pushkey: devices[0]?.pushkey ?? '',
    secret: devices[0]?.data.secret ?? '',
    event: id === undefined || room === undefined ? undefined : { id, room },
    unread: counts.unread,
    urgent: prio === 'high',
  }
}

const done = () => ({ status: 200, body: { rejected: [] as string[] } })
const ANSWERS: Readonly<Record<Outcome, (pushkey: string) => { status: number; body: object }>> = {
  sent: done,
  nothing: done,
  gone: (pushkey) => ({ status: 200, body: { rejected: [pushkey] } }),
  forged: () => ({ status: 403, body: { errcode: 'M_FORBIDDEN', error: 'Not a notification of ours' } }),
  later: () => ({ status: 503, body: { errcode: 'M_UNKNOWN', error: 'The push service does not answer' } }),
}
