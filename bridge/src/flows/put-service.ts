import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Service, ServiceBody } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { ServiceId, UserId } from '../core/ids.ts'
import { serviceName } from '../core/names.ts'
import { placeOf, recordEvents } from '../db/events.ts'
import { URGENT, addJob } from '../db/jobs.ts'
import { findRoom, queueRooms } from '../db/rooms.ts'
import type { Schema } from '../db/schema.ts'
import {
  POSTED_IN,
  type Place,
  deleteServicePlace,
  findService,
  insertServicePlace,
  lockService,
  notifyServiceEnded,
  setService,
  setServiceReady,
} from '../db/services.ts'
import { checkVersion } from './check-version.ts'
import { lockPlace } from './place-period.ts'
import type { Asked, World } from './world.ts'

type Trx = Transaction<Schema>

/** Creates or replaces the account of another system. Ended, it is locked and leaves every room; active again, it is back. */
export async function putService(world: World, id: ServiceId, body: z.infer<typeof ServiceBody>, asked: Asked): Promise<Service> {
  const { db, now, serverName } = world
  return db.transaction().execute(async (trx) => {
    const before = await lockService(trx, id, serverName)
    checkVersion(asked, before)
    const same = before?.name === body.name && before.contact === body.contact && before.status === body.status
    if (before !== undefined && same) return before

    await setService(trx, { id, name: body.name, contact: body.contact, status: body.status }, (before?.version ?? 0) + 1)
    await queueEverywhere(world, trx, before, asked)
    if (body.status === 'ended') await notifyServiceEnded(trx, id)
    await addJob(trx, 'reconcile-service', { service: id }, { key: `service:${id}`, priority: asked.priority })
    const type = before === undefined ? 'service.created' : body.status === 'ended' ? 'service.ended' : 'service.changed'
    await recordEvents(trx, asked, now(), [{ type, after: { service: id, name: body.name } }])
    return getService(trx, id, serverName)
  })
}

/** Safe to repeat. */
export async function endService(world: World, id: ServiceId, asked: Asked): Promise<void> {
  const before = await findService(world.db, id, world.serverName)
  if (before === undefined) throw new Fault('SERVICE_UNKNOWN')
  await putService(world, id, { name: before.name, contact: before.contact, status: 'ended' }, asked)
}

/** Puts the account in a room, where it may post. Safe to repeat. */
export async function placeService(world: World, id: ServiceId, where: Place, asked: Asked): Promise<Service> {
  const { db, now, serverName } = world
  return db.transaction().execute(async (trx) => {
    const { closed } = await lockPlace(trx, where, { ...asked, version: undefined })
    const service = await lockService(trx, id, serverName)
    if (service === undefined) throw new Fault('SERVICE_UNKNOWN')
    if (service.status === 'ended') throw new Fault('SERVICE_ENDED')
    if (closed) throw new Fault('CIRCLE_IS_CLOSED')
    if ((await findRoom(trx, { kind: POSTED_IN[where.scope], ref: where.ref })) === undefined) throw new Fault('NO_LIAISON_BOOK')
    if (!(await insertServicePlace(trx, id, where, asked.source, now()))) return service
    await queueRooms(trx, where, asked.priority, now())
    await recordEvents(trx, asked, now(), [{ type: 'service.placed', ...placeOf(where), after: { service: id, name: service.name } }])
    return getService(trx, id, serverName)
  })
}

/** Takes the account out of a room. Safe to repeat. */
export async function removeService(world: World, id: ServiceId, where: Place, asked: Asked): Promise<void> {
  const { db, now, serverName } = world
  await db.transaction().execute(async (trx) => {
    const service = await lockService(trx, id, serverName)
    if (service === undefined) throw new Fault('SERVICE_UNKNOWN')
    if (!(await deleteServicePlace(trx, id, where))) return
    await queueRooms(trx, where, asked.priority + URGENT, now())
    await notifyServiceEnded(trx, id)
    await recordEvents(trx, asked, now(), [{ type: 'service.removed', ...placeOf(where), after: { service: id, name: service.name } }])
  })
}

/** Sets a password, which ends every session; as for people (set-password.ts), the homeserver is asked while the caller waits. */
export async function setServicePassword(
  { db, matrix, serverName, now }: World,
  id: ServiceId,
  password: string,
  asked: Asked,
): Promise<void> {
  const service = await findService(db, id, serverName)
  if (service === undefined) throw new Fault('SERVICE_UNKNOWN')
  if (service.status === 'ended') throw new Fault('SERVICE_ENDED')
  const user = service.userId as UserId
  await matrix.setAccount(user, { displayName: serviceName(service.name), locked: false })
  await matrix.setPassword(user, password)
  await db.transaction().execute((trx) => recordEvents(trx, asked, now(), [{ type: 'service.password-set', after: { service: id } }]))
}

/** Brings the Matrix account in step: there, named, open when active and locked otherwise. What fails is tried again by the queue. */
export async function reconcileService({ db, matrix, serverName }: World, id: string): Promise<void> {
  const service = await findService(db, id, serverName)
  if (service === undefined) return
  await matrix.setAccount(service.userId as UserId, { displayName: serviceName(service.name), locked: service.status !== 'active' })
  await setServiceReady(db, id, service.version)
}

async function queueEverywhere({ now }: World, trx: Trx, service: Service | undefined, asked: Asked): Promise<void> {
  const places: Place[] = [
    ...(service?.circles ?? []).map((ref) => ({ scope: 'circle', ref }) as const),
    ...(service?.structures ?? []).map((ref) => ({ scope: 'staff', ref }) as const),
  ]
  for (const place of places) await queueRooms(trx, place, asked.priority, now())
}

async function getService(trx: Trx, id: ServiceId, serverName: string): Promise<Service> {
  const service = await findService(trx, id, serverName)
  if (service === undefined) throw new Error(`the service ${id} is not there`)
  return service
}
