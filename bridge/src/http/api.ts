import express, { type Express } from 'express'
import { Fault } from '../core/faults.ts'
import { readQueueState } from '../db/jobs.ts'
import { countRoomsOutOfStep } from '../db/room-states.ts'

import { type HealthSettings, readHealth } from '../flows/read-health.ts'
import type { World } from '../flows/world.ts'
import { answerFault } from './answer-fault.ts'
import { consoleSession } from './console.ts'
import { httpAnswers, metrics, queueOldest, queueWaiting, roomsOutOfStep } from '../metrics.ts'
import { counts } from './counts.ts'
import { decisions } from './decisions.ts'
import { emails } from './emails.ts'
import { openApi } from './openapi.ts'
import { preferences } from './preferences.ts'
import { languageOf } from './read.ts'
import { registry } from './registry.ts'
import { transactions } from './transactions.ts'
import { unsubscribePage } from './unsubscribe.ts'

/** Every door of the bridge but the policy door and the gateway. Listens on loopback. */
export function apiApp(world: World, settings: { publicUrl: string; hsToken: string; linkSecret: string } & HealthSettings): Express {
  const app = express()
  app.disable('x-powered-by').set('query parser', 'simple')
  app.use((request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
    response.once('finish', () => httpAnswers.inc({ method: request.method, status: response.statusCode }))
    next()
  })
  app.get('/health/live', (_request, response) => void response.json({ live: true }))
  app.get('/health', async (request, response) => {
    const health = await readHealth(world, settings, languageOf(request.headers['accept-language']))
    response.status(health.status === 'down' ? 503 : 200).json(health)
  })
  app.get('/metrics', async (_request, response) => {
    const queue = await readQueueState(world.db)
    queueWaiting.set(queue.waiting)
    queueOldest.set(queue.oldestSeconds)
    roomsOutOfStep.set(await countRoomsOutOfStep(world.db))
    response.type(metrics.contentType).send(await metrics.metrics())
  })
  app.use('/_matrix/app/v1', transactions(world, settings.hsToken))
  const description = openApi(settings.publicUrl)
  app.get('/api/openapi.json', (_request, response) => void response.json(description))
  app.use('/api/console', consoleSession(world, settings.publicUrl.startsWith('https:')))
  app.use('/api/v1', express.json({ limit: '1mb' }), registry(world), decisions(world), counts(world), preferences(world), emails(world))
  app.use('/api/unsubscribe', unsubscribePage(world, settings.linkSecret))
  app.use(() => {
    throw new Fault('ROUTE_UNKNOWN')
  })
  app.use((error: unknown, request: express.Request, response: express.Response, _next: express.NextFunction) =>
    answerFault(error, request, response, world.log),
  )
  return app
}
