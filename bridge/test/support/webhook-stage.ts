import { afterAll, beforeAll } from 'vitest'
import type { RegistryEvent, Webhook, WebhookDelivery } from '../../src/contract.ts'
import { type OwnStack, ownStack } from './own-stack.ts'
import { type Receiver, aNameServer, aReceiver } from './webhooks.ts'

export let own: OwnStack
export let names: Awaited<ReturnType<typeof aNameServer>>
/** What the name server says of each name; the last one again and again. */
export const told = new Map<string, string[]>()
export const ended: (() => unknown)[] = []
/** Until a delivery is given up: 3.6 seconds, unless a file of tests says otherwise before they begin. */
export const patience = { hours: '0.001' }
beforeAll(async () => {
  names = await aNameServer((name) => {
    const answers = told.get(name)
    return answers !== undefined && answers.length > 1 ? answers.shift() : answers?.[0]
  })
  const env = {
    WEBHOOKS_ALLOW: '127.0.0.1/32',
    WEBHOOKS_NAME_SERVERS: names.address,
    WEBHOOKS_RETRY_SECONDS: '0.1',
    WEBHOOKS_GIVE_UP_HOURS: patience.hours,
    CANARY_EVERY_MINUTES: '0',
  }
  own = await ownStack('webhooks', { env, roles: ['gateway', 'policy', 'api', 'work'] })
}, 240_000)
afterAll(async () => {
  for (const end of ended) await end()
  names.end()
  await own.end()
})

export type Made = Webhook & { secret: string }
export const ask = <Body>(method: string, path: string, body?: unknown): Promise<Body> =>
  own.stage.told<Body>(method, `/webhooks${path}`, body)
export const hook = (url: string, fields: object = {}): Promise<Made> => ask('POST', '', { name: 'essai', url, kinds: ['*'], ...fields })
export const deliveries = async (id: string, state: string): Promise<WebhookDelivery[]> =>
  (await ask<{ items: WebhookDelivery[] }>('GET', `/${id}/deliveries?state=${state}&limit=200`)).items
export async function receiver(...given: Parameters<typeof aReceiver>): Promise<Receiver> {
  const made = await aReceiver(...given)
  ended.push(made.end)
  return made
}
export async function feed(filter: string): Promise<RegistryEvent[]> {
  return own.stage.eventsOf(filter)
}
/** Changes the circle so many times; each is one event of it. */
export async function change(circle: string, times: number): Promise<void> {
  const found = await own.stage.told<{ patient: { id: string }; structure: { id: string } }>('GET', `/circles/${circle}`)
  for (let nth = 0; nth < times; nth++) {
    const { status } = await own.stage.told<{ status: string }>('GET', `/circles/${circle}`)
    const turned = status === 'active' ? 'closed' : 'active'
    await own.stage.told('PUT', `/circles/${circle}`, {
      patientId: found.patient.id,
      structureId: found.structure.id,
      status: turned,
      reason: 'Motif confidentiel',
    })
  }
}
export const aCircle = async (): Promise<string> => (await own.stage.newCircle((await own.stage.newStructure()).id)).id
export const idsOf = (events: readonly { id?: string | null }[]) => events.map(({ id }) => id)
export const bodies = (from: Receiver) => from.taken().map(({ body }) => body)
