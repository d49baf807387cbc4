import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BACKGROUND, NORMAL, URGENT, withSubjectAlone } from '../src/db/jobs.ts'
import { queueRoom } from '../src/db/rooms.ts'
import { catchUp } from '../src/flows/compare-everything.ts'
import { reconcilePerson } from '../src/flows/reconcile-person.ts'
import { reconcileRoom } from '../src/flows/reconcile-room.ts'
import type { World } from '../src/flows/world.ts'
import { MatrixFailure } from '../src/matrix/port.ts'
import { type MovableRegistry, movableRegistry } from './support/movable-registry.ts'
import { some } from './support/rooms.ts'

let registry: MovableRegistry
beforeAll(async () => {
  registry = await movableRegistry()
})
afterAll(() => registry.end())

/** A circle of two whose journal exists, and nothing is queued for it. */
async function aJournal() {
  const { call, world } = registry
  const [structure, patient, circle, nadia, yann] = [some('s'), some('u'), some('c'), some('p'), some('p')]
  await call('PUT', `/structures/${structure}`, { name: structure, kind: 'Cabinet' })
  await call('PUT', `/patients/${patient}`, { displayName: 'Usager' })
  await call('PUT', `/circles/${circle}`, { patientId: patient, structureId: structure })
  for (const id of [nadia, yann]) {
    await call('PUT', `/people/${id}`, bodyOf(id))
    expect((await call('PUT', `/circles/${circle}/members/${id}`, { role: 'Infirmière' })).status).toBe(200)
  }
  await sql`update room set room_id = ${`!${circle}:localhost`} where kind = 'journal' and ref = ${circle}`.execute(world.db)
  await sql`delete from graphile_worker._private_jobs`.execute(world.db)
  const remove = () => call('DELETE', `/circles/${circle}/members/${yann}`)
  return { key: { kind: 'journal', ref: circle } as const, job: `room:journal:${circle}`, nadia, yann, remove }
}
const bodyOf = (id: string, status = 'active') => ({ givenName: 'Camille', familyName: id, profession: 'Infirmière', status })

/** A homeserver that fails, and something that happens while it is asked. */
const failing = (meanwhile: () => Promise<unknown>): World => {
  const fail = async () => {
    await meanwhile()
    throw new MatrixFailure('demande', 'M_UNKNOWN', 'le serveur ne répond pas', 503)
  }
  return {
    ...registry.world,
    now: () => new Date(),
    matrix: { bridge: '@sphere:localhost', readRoom: fail, setAccount: fail } as unknown as World['matrix'],
  }
}
/** What waits under a key: how urgent, and whether it is due. */
async function waiting(key: string): Promise<{ priority: number; due: boolean }[]> {
  const { rows } = await sql<{ priority: number; due: boolean }>`select priority, run_at <= now() as due from graphile_worker.jobs
    where key = ${key}`.execute(registry.world.db)
  return rows
}
const NOW_AND_URGENT = [{ priority: URGENT, due: true }]

test('a removal that is asked while the work on the room fails is neither put off nor made less urgent by the retry', async () => {
  const { key, job, remove } = await aJournal()
  await reconcileRoom(failing(remove), key, NORMAL)
  expect(await waiting(job)).toEqual(NOW_AND_URGENT)
})

test('a retry alone waits, longer each time and after the others; that of a removal stays urgent', async () => {
  const { key, job } = await aJournal()
  const nothing = failing(() => Promise.resolve())
  await reconcileRoom(nothing, key, NORMAL)
  expect(await waiting(job)).toEqual([{ priority: NORMAL, due: false }])
  await sql`delete from graphile_worker._private_jobs where key = ${job}`.execute(registry.world.db)
  await reconcileRoom(nothing, key, NORMAL)
  expect(await waiting(job)).toEqual([{ priority: BACKGROUND, due: false }])
  await reconcileRoom(nothing, key, URGENT)
  expect(await waiting(job)).toEqual([{ priority: URGENT, due: false }])
})

test('who finds the room busy comes back as urgent as they were', async () => {
  const { key, job } = await aJournal()
  const { world } = registry
  await withSubjectAlone(world.db, `room:${key.kind}:${key.ref}`, () => reconcileRoom({ ...world, now: () => new Date() }, key, URGENT))
  expect(await waiting(job)).toMatchObject([{ priority: URGENT }])
})

test('what comes after an urgent removal, the look for what was lost included, does not make it wait', async () => {
  const { job, key, remove, nadia } = await aJournal()
  expect((await remove()).status).toBe(204)
  expect((await registry.call('PUT', `/circles/${key.ref}/members/${nadia}`, { role: 'Médecin' })).status).toBe(200)
  expect(await waiting(job)).toEqual(NOW_AND_URGENT)
  await catchUp(registry.world)
  await queueRoom(registry.world.db, key, BACKGROUND, new Date(Date.now() + 60_000))
  expect(await waiting(job)).toEqual(NOW_AND_URGENT)
})

test('of a change that is being committed and a retry, the retry sees the change', async () => {
  const { key, job } = await aJournal()
  const { db } = registry.world
  const changing = await db.startTransaction().execute()
  await queueRoom(changing, key, URGENT)
  const retrying = queueRoom(db, key, BACKGROUND, new Date(Date.now() + 60_000))
  await new Promise((resolve) => setTimeout(resolve, 300))
  await changing.commit().execute()
  await retrying
  expect(await waiting(job)).toEqual(NOW_AND_URGENT)
})

test('an account that is to be locked is, however the work on it failed before', async () => {
  const { nadia } = await aJournal()
  const suspend = () => registry.call('PUT', `/people/${nadia}`, bodyOf(nadia, 'suspended'))
  await reconcilePerson(failing(suspend), nadia)
  expect(await waiting(`person:${nadia}`)).toEqual(NOW_AND_URGENT)
  await catchUp(registry.world)
  expect(await waiting(`person:${nadia}`)).toEqual(NOW_AND_URGENT)
})
