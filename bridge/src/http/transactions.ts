import { timingSafeEqual } from 'node:crypto'
import { type Request, Router, json } from 'express'
import { z } from 'zod'
import { commandIn } from '../core/commands/index.ts'
import { isObject } from '../core/json.ts'
import { UNSAID, isStorable, receiptsIn, storable, timelineEvent } from '../core/timeline.ts'
import type { InboxEvent } from '../db/inbox.ts'
import { takeDelivery } from '../flows/take-delivery.ts'
import type { World } from '../flows/world.ts'

const name = z.string().max(255).refine(isStorable)
const Delivered = z.object({
  event_id: name,
  room_id: name,
  type: name,
  sender: name,
  state_key: name.optional(),
  content: z.record(z.string(), z.unknown()),
})

/**
 * What the homeserver delivers (Matrix specification, Application Service API). The answer is given once the transaction is
 * stored; it is read afterwards. Kept are state, the commands that people send to the service, and who said something when and read up
 * to where: the words of messages stay in the homeserver.
 */
export function transactions(world: World, hsToken: string): Router {
  const router = Router()
  // Receipts are told once, and not at all while the homeserver believes that we are away: it sends them again from the first that comes.
  let mayHaveMissed = true
  const expected = Buffer.from(`Bearer ${hsToken}`)
  router.use((request, response, next) => {
    const shown = Buffer.from(request.headers.authorization ?? '')
    if (shown.length === expected.length && timingSafeEqual(shown, expected)) return next()
    response.status(403).json({ errcode: 'M_FORBIDDEN', error: 'Bad token' })
  })
  router.put('/transactions/:id', json({ limit: '20mb' }), async (request: Request<{ id: string }>, response) => {
    const events = listOf(request.body, 'events')
    const receipts = [...listOf(request.body, 'ephemeral'), ...listOf(request.body, 'de.sorunome.msc2409.ephemeral')]
    const delivery = {
      inbox: events.flatMap(toInbox),
      events: events.flatMap((event) => timelineEvent(event) ?? []),
      receipts: receipts.flatMap((edu) => receiptsIn(edu, UNSAID)),
    }
    const missed = mayHaveMissed
    // Until this one is stored, and whatever ends it.
    mayHaveMissed = true
    await takeDelivery(world, request.params.id.slice(0, 200), delivery, missed)
    mayHaveMissed = missed && receipts.length === 0
    response.json({})
  })
  router.post('/ping', json(), (_request, response) => void response.json({}))
  router.use((request, response) => {
    world.log.debug({ path: request.path }, 'application-service request that is not ours')
    response.status(404).json({ errcode: 'M_NOT_FOUND', error: 'Not here' })
  })
  return router
}

function toInbox(event: unknown): InboxEvent[] {
  const parsed = Delivered.safeParse(event)
  if (!parsed.success) return []
  const { event_id: eventId, room_id: roomId, type, sender, state_key: stateKey, content } = parsed.data
  if (stateKey !== undefined) return [{ eventId, roomId, type, sender, stateKey, content: storable(content) }]
  // Whoever says such a word in a journal is not stored either: the room is looked at next.
  const body = type === 'm.room.message' && typeof content['body'] === 'string' ? content['body'] : undefined
  return commandIn(body) === undefined ? [] : [{ eventId, roomId, type, sender, stateKey: null, content: storable({ body }) }]
}
/** The two names of what is read may come together; the same receipt twice changes nothing. */
function listOf(body: unknown, name: string): unknown[] {
  const list = isObject(body) ? body[name] : undefined
  return Array.isArray(list) ? (list as unknown[]) : []
}
