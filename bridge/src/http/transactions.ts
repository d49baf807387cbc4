import { timingSafeEqual } from 'node:crypto'
import { type Request, Router, json } from 'express'
import { z } from 'zod'
import { commandIn } from '../core/commands/index.ts'
import { type InboxEvent, insertTransaction } from '../db/inbox.ts'
import { listNotificationRooms } from '../db/rooms.ts'
import type { World } from '../flows/world.ts'

const Delivered = z.object({
  event_id: z.string().max(255),
  room_id: z.string().max(255),
  type: z.string().max(255),
  sender: z.string().max(255),
  state_key: z.string().max(255).optional(),
  content: z.record(z.string(), z.unknown()),
})

/**
 * What the homeserver delivers (Matrix specification, Application Service API). The answer is given once the transaction is
 * stored; it is read afterwards. Only state is kept, and the commands that people send to the service: the words of messages stay in
 * the homeserver.
 */
export function transactions({ db, now, log }: World, hsToken: string): Router {
  const router = Router()
  const expected = Buffer.from(`Bearer ${hsToken}`)
  router.use((request, response, next) => {
    const shown = Buffer.from(request.headers.authorization ?? '')
    if (shown.length === expected.length && timingSafeEqual(shown, expected)) return next()
    response.status(403).json({ errcode: 'M_FORBIDDEN', error: 'Bad token' })
  })
  router.put('/transactions/:id', json({ limit: '20mb' }), async (request: Request<{ id: string }>, response) => {
    const delivered = (request.body as { events?: unknown[] } | undefined)?.events ?? []
    const kept = delivered.flatMap(toInbox)
    const toUs = await listNotificationRooms(
      db,
      kept.filter(isMessage).map(({ roomId }) => roomId),
    )
    await insertTransaction(
      db,
      request.params.id.slice(0, 200),
      kept.filter((event) => !isMessage(event) || toUs.has(event.roomId)),
      now(),
    )
    response.json({})
  })
  router.post('/ping', json(), (_request, response) => void response.json({}))
  router.use((request, response) => {
    log.debug({ path: request.path }, 'application-service request that is not ours')
    response.status(404).json({ errcode: 'M_NOT_FOUND', error: 'Not here' })
  })
  return router
}

function toInbox(event: unknown): InboxEvent[] {
  const parsed = Delivered.safeParse(event)
  if (!parsed.success) return []
  const { event_id: eventId, room_id: roomId, type, sender, state_key: stateKey, content } = parsed.data
  if (stateKey !== undefined) return [{ eventId, roomId, type, sender, stateKey, content }]
  // Whoever says such a word in a journal is not stored either: the room is looked at next.
  const command = type === 'm.room.message' && typeof content['body'] === 'string' ? commandIn(content['body']) : undefined
  return command === undefined ? [] : [{ eventId, roomId, type, sender, stateKey: null, content: { body: command.name } }]
}
const isMessage = ({ stateKey }: InboxEvent): boolean => stateKey === null
