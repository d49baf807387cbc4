import type { Circle, Movement, Structure } from 'bridge/contract'
import { expect, inject } from 'vitest'
import { aPersonWithPassword, call, unique, until } from './registry.ts'

/** The homeserver lets this account do nothing, or all again: its room cannot follow the registry meanwhile. */
export async function suspend(userId: string, on: boolean): Promise<void> {
  const { synapseUrl, secrets, serverName } = inject('stack')
  const path = `/_synapse/admin/v1/suspend/${encodeURIComponent(userId)}?user_id=${encodeURIComponent(`@sphere-admin:${serverName}`)}`
  const response = await fetch(`${synapseUrl}${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${secrets.asToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ suspend: on }),
  })
  expect(response.status).toBe(200)
}
/** Said to be a member of the circle, whom its journal cannot let in. */
export async function aStuckMember(circle: Circle) {
  const person = await aPersonWithPassword({ givenName: 'Inès' })
  await suspend(person.userId, true)
  await call('PUT', `/circles/${circle.id}/members/${person.id}`, { role: 'Infirmière', reason: 'Sortie d’hôpital' })
  await until('the journal fails', async () => {
    const { items } = await call<{ items: Movement[] }>('GET', `/movements?circleId=${circle.id}&personId=${person.id}`)
    return items[0]?.applied.state === 'waiting' && items[0].applied.cause !== null ? true : undefined
  })
  return person
}
export async function aDac(name = `DAC ${unique()}`): Promise<Structure> {
  return call<Structure>('PUT', `/structures/${unique()}`, { name, kind: 'DAC', dac: true })
}
