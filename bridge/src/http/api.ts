import express, { type Express } from 'express'
import { Fault } from '../core/faults.ts'
import { countHeldWaiting } from '../db/brake/held-changes.ts'
import { readQueueState } from '../db/jobs.ts'
import { countRoomsOutOfStep } from '../db/room-states.ts'
import { readWebhookState } from '../db/webhook-deliveries.ts'

import { type HealthSettings, readHealth } from '../flows/read-health.ts'
import type { PushSettings } from '../flows/push/settings.ts'
import type { AccessSettings } from '../flows/account/settings.ts'
import type { RetentionSettings } from '../flows/retention/settings.ts'
import type { PdfKey } from '../flows/audit/sign-pdf.ts'
import type { WebhookDoors } from '../flows/webhooks/manage-webhooks.ts'
import type { World } from '../flows/world.ts'
import { account } from './account.ts'
import { audit } from './audit.ts'
import { answerFault } from './answer-fault.ts'
import { consoleSession } from './console.ts'
import { contacts } from './contacts.ts'
import { counts } from './counts.ts'
import {
  heldWaiting,
  httpAnswers,
  metrics,
  queueOldest,
  queueWaiting,
  roomsOutOfStep,
  webhooksDead,
  webhooksOldest,
  webhooksWaiting,
} from '../metrics.ts'
import { departures } from './departures.ts'
import { drift } from './drift.ts'
import { decisions } from './decisions.ts'
import { mails } from './mails.ts'
import { news } from './news.ts'
import { notices } from './notices.ts'
import { emails } from './emails.ts'
import { folders } from './folders.ts'
import { held } from './held.ts'
import { exportsOfJournals } from './exports.ts'
import { imports } from './imports.ts'
import { lists } from './lists.ts'
import { openApi } from './openapi.ts'
import { own } from './own.ts'
import { platform } from './platform.ts'
import { preferences } from './preferences.ts'
import { push } from './push.ts'
import { languageOf } from './read.ts'
import { registry } from './registry.ts'
import { retention } from './retention.ts'
import { services } from './services.ts'
import { substitutions } from './substitutions.ts'
import { unsubscribePage } from './unsubscribe.ts'
import { transactions } from './transactions.ts'
import { webhooks } from './webhooks.ts'

/** Every door of the bridge but the policy door and the gateway. Listens on loopback. */
export function apiApp(world: World, settings: ApiSettings & HealthSettings): Express {
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
    const told = await readWebhookState(world.db, world.now())
    webhooksWaiting.set(told.waiting)
    webhooksOldest.set(told.oldestSeconds)
    webhooksDead.set(told.dead)
    heldWaiting.set(await countHeldWaiting(world.db))
    response.type(metrics.contentType).send(await metrics.metrics())
  })
  app.use('/_matrix/app/v1', transactions(world, settings.hsToken))
  const description = openApi(settings.publicUrl)
  app.get('/api/openapi.json', (_request, response) => void response.json(description))
  app.use('/api/console', consoleSession(world, settings.publicUrl.startsWith('https:')))
  app.use(
    '/api/v1',
    express.json({ limit: '1mb' }),
    registry(world),
    audit(world, settings),
    drift(world),
    own(world),
    contacts(world),
    folders(world),
    decisions(world),
    counts(world),
    platform(world, settings),
    mails(world),
    account(world, settings),
    preferences(world, settings),
    push(world, settings.push),
    news(world),
    notices(world),
    services(world),
    held(world),
    retention(world, settings.retention),
    imports({ ...world, importDays: settings.importDays }),
    lists(world),
    emails(world),
    substitutions(world),
    departures(world),
    webhooks(world, settings.webhooks),
    exportsOfJournals(world, settings.linkSecret),
  )
  app.use('/api/unsubscribe', unsubscribePage(world, settings.linkSecret))
  app.use(() => {
    throw new Fault('ROUTE_UNKNOWN')
  })
  app.use((error: unknown, request: express.Request, response: express.Response, _next: express.NextFunction) =>
    answerFault(error, request, response, world.log),
  )
  return app
}

export interface ApiSettings extends AccessSettings {
  readonly hsToken: string
  readonly webhooks: WebhookDoors
  /** How long the rows of an import are kept. */
  readonly importDays: number
  readonly retention: RetentionSettings
  /** Without keys no browser is told anything. */
  readonly push: PushSettings | undefined
  /** Signs the PDFs of the audit; without it there are none. */
  readonly pdfKey: PdfKey | undefined
}
