import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Circle, CircleBody } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { CircleId } from '../core/ids.ts'
import { endPeriods } from '../core/periods.ts'
import { type CircleRow, type LockedCircle, bumpCircle, findCircle, lockCircle, setCircle } from '../db/circles.ts'
import type { NewEvent } from '../db/events.ts'
import { findPatient } from '../db/patients.ts'
import { listSources, listPeriodsOfSource, writeEnding } from '../db/periods.ts'
import { queueMovedJournal } from '../db/room-neighbours.ts'
import { ensureRooms } from '../db/rooms.ts'
import type { Schema } from '../db/schema.ts'
import { findStructure } from '../db/structures.ts'
import { withBrake } from './brake/with-brake.ts'
import { checkVersion } from './check-version.ts'
import { periodEvent } from './period-event.ts'
import { settle } from './settle-membership.ts'
import type { Asked, World } from './world.ts'

type Body = z.infer<typeof CircleBody>

/** Creates, replaces, closes or reopens a circle. A closed one keeps its members, who read and no longer write. */
export const putCircle = (world: World, id: CircleId, body: Body, asked: Asked): Promise<Circle> =>
  world.db.transaction().execute((trx) => putCircleIn(trx, world, { id, body }, asked))

/** The same, with whatever else the transaction writes. */
export async function putCircleIn(
  trx: Transaction<Schema>,
  { now }: Pick<World, 'now'>,
  { id, body }: { id: CircleId; body: Body },
  asked: Asked,
): Promise<Circle> {
  const before = await lockCircle(trx, id)
  checkVersion(asked, before)
  const [patient, structure] = [await findPatient(trx, body.patientId), await findStructure(trx, body.structureId)]
  if (patient === undefined) throw new Fault('REFERENCE_UNKNOWN', 'patientId')
  if (structure === undefined) throw new Fault('REFERENCE_UNKNOWN', 'structureId')

  const after: CircleRow = {
    id,
    patient: body.patientId,
    structure: body.structureId,
    status: body.status,
    version: (before?.version ?? 0) + 1,
  }
  const changed =
    before === undefined || before.patient !== after.patient || before.structure !== after.structure || before.status !== after.status
  if (changed) {
    if (isSealed(before)) throw new Fault('CIRCLE_SEALED')
    await setCircle(trx, after, now())
    await ensureRooms(trx, { scope: 'circle', ref: id })
    await settle(trx, { scope: 'circle', ref: id }, asked, now(), [changeOf(before, after, body.reason)], before !== undefined)
    if (before !== undefined && before.structure !== after.structure)
      await queueMovedJournal(trx, id, before.structure, asked.priority, now())
  }
  return getCircle(trx, id, now())
}

const isSealed = (circle: LockedCircle | undefined): boolean => (circle?.sealedAt ?? null) !== null
const toTold = ({ id, patient, structure, status, version }: CircleRow): CircleRow => ({ id, patient, structure, status, version })

function changeOf(given: LockedCircle | undefined, after: CircleRow, reason: string | undefined): NewEvent {
  const before = given && toTold(given)
  const turned = after.status === 'closed' ? 'circle.closed' : 'circle.reopened'
  const type = before === undefined ? 'circle.created' : before.status === after.status ? 'circle.changed' : turned
  return { type, circle: after.id, patient: after.patient, structure: after.structure, reason, before, after }
}

async function getCircle(trx: Parameters<typeof findCircle>[0], id: CircleId, now: Date): Promise<Circle> {
  const circle = await findCircle(trx, id, now)
  if (circle === undefined) throw new Fault('CIRCLE_UNKNOWN')
  return circle
}

/** Ends every membership of every source and closes the circle. Safe to repeat. */
export async function endCircle(world: World, circle: CircleId, reason: string | undefined, asked: Asked): Promise<void> {
  await withBrake(world, { kind: 'circle.end', circle, reason }, asked, (trx, by) => endCircleIn(trx, world, { circle, reason }, by))
}

/** The same, with whatever else the transaction writes. */
export async function endCircleIn(
  trx: Transaction<Schema>,
  { now }: World,
  { circle: id, reason }: { circle: CircleId; reason: string | undefined },
  asked: Asked,
): Promise<void> {
  const circle = await lockCircle(trx, id)
  if (circle === undefined) throw new Fault('CIRCLE_UNKNOWN')
  checkVersion(asked, circle)
  const where = { scope: 'circle', ref: id } as const
  const events: NewEvent[] = []
  for (const source of await listSources(trx, where))
    for (const period of await listPeriodsOfSource(trx, where, source))
      for (const ending of endPeriods([period], now())) {
        await writeEnding(trx, where, ending, asked, reason)
        events.push(periodEvent(where, period.person, ending, reason))
      }
  if (circle.status === 'active') {
    const after = { ...toTold(circle), status: 'closed' as const, version: circle.version + 1 }
    await setCircle(trx, after, now())
    events.unshift(changeOf(circle, after, reason))
  } else if (events.length > 0) await bumpCircle(trx, id)
  await settle(trx, where, asked, now(), events, events.length > 0)
}
