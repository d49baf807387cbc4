import type { Transaction } from 'kysely'
import { Fault } from '../core/faults.ts'
import type { CircleId, PersonId, StructureId } from '../core/ids.ts'
import { type AskedPeriod, type Period, endPeriods, placePeriod } from '../core/periods.ts'
import { bumpCircle, lockCircle } from '../db/circles.ts'
import { holdPerson } from '../db/people.ts'
import { type Where, listPeriodsOfSource, writeEnding, writePlacement } from '../db/periods.ts'
import type { Schema } from '../db/schema.ts'
import { lockStructure } from '../db/structures.ts'
import { withBrake } from './brake/with-brake.ts'
import { checkVersion } from './check-version.ts'
import { periodEvent } from './period-event.ts'
import { settle } from './settle-membership.ts'
import type { Asked, World } from './world.ts'

/** Locks the circle or the structure; throws when it does not exist or when the caller read another version. */
export async function lockPlace(trx: Transaction<Schema>, { scope, ref }: Where, asked: Asked): Promise<Place> {
  if (scope === 'circle') {
    const circle = await lockCircle(trx, ref as CircleId)
    if (circle === undefined) throw new Fault('CIRCLE_UNKNOWN')
    checkVersion(asked, circle)
    return { closed: circle.status === 'closed', sealed: circle.sealedAt !== null }
  }
  const structure = await lockStructure(trx, ref as StructureId)
  if (structure === undefined) throw new Fault('STRUCTURE_UNKNOWN')
  checkVersion(asked, structure)
  return { closed: false, sealed: false }
}
/** Nobody enters a closed one; of a sealed one no period is touched any more, for whoever is there is nobody. */
export interface Place {
  readonly closed: boolean
  readonly sealed: boolean
}

type GivenPeriod = AskedPeriod & { reason?: string | undefined }

/** One source says that one person is there during a period. Safe to repeat: the same again changes nothing. */
export async function putPeriod(world: World, where: Where, person: PersonId, period: GivenPeriod, asked: Asked): Promise<Period> {
  const { role, start, end, reason } = period
  const stored = { role, start: start?.toISOString(), end: end?.toISOString(), reason }
  return withBrake(world, { kind: 'period.put', where: toStored(where), person, period: stored }, asked, (trx, by) =>
    putPeriodIn(trx, world, { where, person, period }, by),
  )
}

/** The same, with whatever else the transaction writes. */
export async function putPeriodIn(
  trx: Transaction<Schema>,
  { now, serverName }: World,
  { where, person, period }: { where: Where; person: PersonId; period: GivenPeriod },
  asked: Asked,
): Promise<Period> {
  const { closed, sealed } = await lockPlace(trx, where, asked)
  const known = await holdPerson(trx, person, serverName)
  if (known === undefined) throw new Fault('PERSON_UNKNOWN')
  const at = now()
  const placed = placePeriod(await listPeriodsOfSource(trx, where, asked.source, person), period, at)
  if (placed.change === 'none') return placed.period
  if (known.status === 'departed') throw new Fault('PERSON_DEPARTED')
  if (sealed) throw new Fault('CIRCLE_SEALED')
  if (closed && placed.change === 'insert') throw new Fault('CIRCLE_IS_CLOSED')

  await writePlacement(trx, where, person, placed, asked, period.reason)
  if (where.scope === 'circle') await bumpCircle(trx, where.ref as CircleId)
  await settle(trx, where, asked, at, [periodEvent(where, person, placed, period.reason)], where.scope === 'staff')
  return { id: '', ...placed.period }
}

/** The period of one source ends now, those to come are cancelled. Safe to repeat until the person was never there. */
export async function endPeriod(world: World, where: Where, person: PersonId, reason: string | undefined, asked: Asked): Promise<void> {
  await withBrake(world, { kind: 'period.end', where: toStored(where), person, reason }, asked, (trx, by) =>
    endPeriodIn(trx, world, { where, person, reason }, by),
  )
}

/** The same, with whatever else the transaction writes. */
export async function endPeriodIn(
  trx: Transaction<Schema>,
  { now }: World,
  { where, person, reason }: { where: Where; person: PersonId; reason: string | undefined },
  asked: Asked,
): Promise<void> {
  await lockPlace(trx, where, asked)
  const existing = await listPeriodsOfSource(trx, where, asked.source, person)
  if (existing.length === 0) throw new Fault('MEMBER_UNKNOWN')
  const at = now()
  const endings = endPeriods(existing, at)
  if (endings.length === 0) return
  for (const ending of endings) await writeEnding(trx, where, ending, asked, reason)
  if (where.scope === 'circle') await bumpCircle(trx, where.ref as CircleId)
  const events = endings.map((ending) => periodEvent(where, person, ending, reason))
  await settle(trx, where, asked, at, events)
}

const toStored = ({ scope, ref }: Where) => (scope === 'circle' ? { scope, ref: ref as CircleId } : { scope, ref: ref as StructureId })
