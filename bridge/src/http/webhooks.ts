import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { deleteDead, listDeliveries } from '../db/webhook-replays.ts'
import { listWebhooks } from '../db/webhooks.ts'
import {
  type WebhookDoors,
  createWebhook,
  putWebhook,
  readWebhook,
  removeWebhook,
  replayWebhook,
  rotateSecret,
  testWebhook,
} from '../flows/webhooks/manage-webhooks.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** Who is told of what happens, under /api/v1. */
export function webhooks(world: World, doors: WebhookDoors): Router {
  const router = Router()
  mount(router, world, ROUTES.listWebhooks, async () => ({ items: await listWebhooks(world.db), next: null }))
  mount(router, world, ROUTES.createWebhook, ({ body, asked }) => createWebhook(world, doors, body, asked))
  mount(router, world, ROUTES.getWebhook, ({ params }) => readWebhook(world, params.id))
  mount(router, world, ROUTES.putWebhook, ({ params, body, asked }) => putWebhook(world, doors, params.id, body, asked))
  mount(router, world, ROUTES.deleteWebhook, ({ params, query, asked }) => removeWebhook(world, params.id, query.reason, asked))
  mount(router, world, ROUTES.rotateWebhookSecret, ({ params, body, asked }) => rotateSecret(world, params.id, body, asked))
  mount(router, world, ROUTES.testWebhook, ({ params }) => testWebhook(world, doors, params.id))
  mount(router, world, ROUTES.listWebhookDeliveries, async ({ params, query }) => {
    await readWebhook(world, params.id)
    return listDeliveries(world.db, params.id, query)
  })
  mount(router, world, ROUTES.replayWebhook, ({ params, body }) => replayWebhook(world, params.id, body))
  mount(router, world, ROUTES.deleteDeadDeliveries, async ({ params }) => {
    await readWebhook(world, params.id)
    await deleteDead(world.db, params.id)
  })
  return router
}
