import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Substitution } from '../src/contract.ts'
import type { CircleId } from '../src/core/ids.ts'
import { lockCircle } from '../src/db/circles.ts'
import { holdPerson } from '../src/db/people.ts'
import { deriveSubstitutes } from '../src/flows/substitutions/derive-substitutes.ts'
import { type MovableRegistry, movableRegistry } from './support/movable-registry.ts'
import { some } from './support/rooms.ts'

let registry: MovableRegistry
beforeAll(async () => {
  registry = await movableRegistry()
})
afterAll(() => registry.end())

async function aScene() {
  const { call, clock } = registry
  const [structure, circle, nadia, yann] = [some('s'), some('c'), some('p'), some('p')]
  for (const id of [nadia, yann]) await call('PUT', `/people/${id}`, { givenName: 'Camille', familyName: id, profession: 'Infirmière' })
  await call('PUT', `/structures/${structure}`, { name: structure, kind: 'Cabinet' })
  await call('PUT', `/patients/${circle}`, { displayName: 'Usager' })
  await call('PUT', `/circles/${circle}`, { patientId: circle, structureId: structure })
  await call('PUT', `/people/${nadia}/employments/${structure}`, {})
  await call('PUT', `/circles/${circle}/members/${nadia}`, { role: 'Infirmière' })
  const end = new Date(clock.at.getTime() + 3_600_000).toISOString()
  const replace = async () =>
    (await call('POST', `/structures/${structure}/substitutions`, { replacedId: nadia, replacementId: yann, end }))
      .body as unknown as Substitution
  return { structure, circle, nadia, yann, replace }
}
const openOf = (person: string) =>
  registry.world.db
    .selectFrom('circle_membership')
    .select('id')
    .where('person', '=', person)
    .where('end_at', '>', registry.clock.at)
    .execute()
const later = () => (registry.clock.at = new Date(registry.clock.at.getTime() + 1_000))

test('cancelled while a circle is being settled: it waits, and nothing that was written meanwhile outlives it', async () => {
  const { structure, circle, yann, replace } = await aScene()
  const { id } = await replace()
  const { db } = registry.world
  let cancelled = false
  const settling = db.transaction().execute(async (trx) => {
    await lockCircle(trx, circle as CircleId)
    await deriveSubstitutes(trx, { scope: 'circle', ref: circle }, registry.clock.at)
    later()
    const answer = registry.call('DELETE', `/structures/${structure}/substitutions/${id}`, {}).then((one) => {
      cancelled = true
      return one
    })
    await pause(500)
    expect(cancelled).toBe(false)
    return { answer }
  })
  expect(await (await settling).answer).toMatchObject({ status: 204 })
  expect(await openOf(yann)).toEqual([])
})

test('settled again while it is being cancelled: nothing is given anew', async () => {
  const { structure, circle, yann, nadia, replace } = await aScene()
  const { id } = await replace()
  await registry.work()
  expect(await openOf(yann)).toHaveLength(1)
  later()
  await Promise.all([
    registry.call('DELETE', `/structures/${structure}/substitutions/${id}`, {}),
    ...Array.from({ length: 6 }, (_, number) => registry.call('PUT', `/circles/${circle}/members/${nadia}`, { role: `rôle ${number}` })),
  ])
  expect(await openOf(yann)).toEqual([])
})

test('somebody who departs while they are being put in a circle is in none afterwards', async () => {
  const { circle, nadia } = await aScene()
  const { db, serverName } = registry.world
  let departed = false
  const putting = db.transaction().execute(async (trx) => {
    await lockCircle(trx, circle as CircleId)
    await holdPerson(trx, nadia, serverName)
    later()
    const answer = registry.call('POST', `/people/${nadia}/departure`, { reason: 'retraite' }).then((one) => {
      departed = true
      return one
    })
    await pause(500)
    expect(departed).toBe(false)
    return { answer }
  })
  expect(await (await putting).answer).toMatchObject({ status: 201 })
  expect(await registry.call('PUT', `/circles/${circle}/members/${nadia}`, { role: 'Autre' })).toMatchObject({
    body: { code: 'PERSON_DEPARTED' },
  })
  const back = () => registry.call('PUT', `/people/${nadia}`, { givenName: 'Camille', familyName: nadia, profession: 'Infirmière' })
  expect(await back()).toMatchObject({ status: 409, body: { code: 'DEPARTURE_UNDER_WAY' } })
  await registry.work()
  expect(await back()).toMatchObject({ status: 200 })
  const { body } = await registry.call('GET', `/circles/${circle}/members`)
  expect(body['items']).toEqual([])
})
