import type { Transaction } from 'kysely'
import type { Caller, Retention, RetentionGround } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { CircleId } from '../../core/ids.ts'
import { lockCircle, setSealed } from '../../db/circles.ts'
import { recordEvents } from '../../db/events.ts'
import { URGENT } from '../../db/jobs.ts'
import { insertRetention, queueArchive } from '../../db/retention/retentions.ts'
import { queueRooms } from '../../db/rooms.ts'
import type { Schema } from '../../db/schema.ts'
import { deleteServicesOf, notifyServiceEnded } from '../../db/services.ts'
import { withBrake } from '../brake/with-brake.ts'
import { endCircleIn } from '../put-circle.ts'
import type { Asked, World } from '../world.ts'
import { readRetention } from './read-retentions.ts'
import { type RetentionSettings, dueFrom } from './settings.ts'

interface Given {
  readonly circle: CircleId
  readonly ground: RetentionGround
  readonly reason: string
}

/**
 * Closes a circle and ends every membership, so that nobody reads its journal from the commit on; nobody enters it any more either. Its archive is
 * made next. What it ends counts for the brake like the end of a circle. Throws PURGE_NEEDS_A_PERSON, ARCHIVE_NOT_CONFIGURED, CIRCLE_UNKNOWN,
 * CIRCLE_SEALED, RETENTION_NOT_DUE, HELD_FOR_APPROVAL.
 */
export async function sealJournal(
  world: World,
  settings: RetentionSettings,
  given: Given,
  caller: Caller,
  asked: Asked,
): Promise<Retention> {
  const person = needAPerson(caller)
  if (settings.archive === undefined) throw new Fault('ARCHIVE_NOT_CONFIGURED')
  const { circle, reason } = given
  const id = await withBrake(world, { kind: 'circle.end', circle, reason }, asked, (trx, by) =>
    sealIn(trx, world, settings, given, { ...by, person }),
  )
  return readRetention(world, id, caller)
}

async function sealIn(
  trx: Transaction<Schema>,
  world: World,
  { afterDays }: RetentionSettings,
  { circle: id, ground, reason }: Given,
  { person, ...asked }: Asked & { person: string },
): Promise<string> {
  const now = world.now()
  const circle = await lockCircle(trx, id)
  if (circle === undefined) throw new Fault('CIRCLE_UNKNOWN')
  if (circle.sealedAt !== null) throw new Fault('CIRCLE_SEALED')
  const isDue = circle.closedAt !== null && afterDays !== undefined && dueFrom(circle.closedAt, afterDays) <= now
  if (ground === 'closed-long-ago' && !isDue) throw new Fault('RETENTION_NOT_DUE')

  await endCircleIn(trx, world, { circle: id, reason }, asked)
  await setSealed(trx, id, now)
  const where = { scope: 'circle', ref: id } as const
  const services = await deleteServicesOf(trx, where)
  for (const service of services) await notifyServiceEnded(trx, service.id)
  await queueRooms(trx, where, asked.priority + URGENT, now)
  const retention = await insertRetention(trx, { circle: id, ground, reason, by: asked.by, person, now })
  await recordEvents(trx, asked, now, [
    ...services.map(({ id: service, name }) => ({ type: 'service.removed' as const, circle: id, after: { service, name } })),
    { type: 'journal.sealed', circle: id, patient: circle.patient, structure: circle.structure, reason, after: { retention, ground } },
  ])
  await queueArchive(trx, retention)
  return retention
}

/** Who decides that a journal goes: their identifier. Throws PURGE_NEEDS_A_PERSON. */
export function needAPerson({ kind, personId }: Caller): string {
  if (kind !== 'administrator' || personId === null) throw new Fault('PURGE_NEEDS_A_PERSON')
  return personId
}
