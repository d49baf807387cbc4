import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Person, PersonBody, PersonGiven } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { EventType } from '../core/event-types.ts'
import { type PersonId, isService, isSynthetic } from '../core/ids.ts'
import { localpartFrom } from '../core/names.ts'
import { sameJson } from '../core/room-difference.ts'
import { endAccessLinks } from '../db/access-links.ts'
import { findDepartureOf, hasOpenPeriods, setReturned } from '../db/departures.ts'
import { recordEvents } from '../db/events.ts'
import { BULK, URGENT } from '../db/jobs.ts'
import { deleteSubscriptionsOf } from '../db/push-subscriptions.ts'
import { findFreeLocalpart, lockPerson, queuePerson, setPerson } from '../db/people.ts'
import { listPlacesOf } from '../db/periods.ts'
import { notifyAccessEnded } from '../db/readers.ts'
import { queueRooms } from '../db/rooms.ts'
import type { Schema } from '../db/schema.ts'
import { tallyPerson } from './brake/tally-endings.ts'
import { withBrake } from './brake/with-brake.ts'
import { checkVersion } from './check-version.ts'
import { cancelSubstitutionsOf } from './substitutions/end-substitution.ts'
import type { Asked, World } from './world.ts'

type Body = z.infer<typeof PersonBody>

/**
 * Creates or replaces a professional; the Matrix account follows. Whoever becomes suspended or departed leaves every
 * room at once and keeps their memberships in the registry: made active again, they are back.
 */
export const putPerson = (
  world: World,
  person: PersonId,
  { reason, ...body }: z.infer<typeof PersonGiven>,
  asked: Asked,
): Promise<Person> =>
  withBrake(world, { kind: 'person.put', person, body, reason }, asked, (trx, by) =>
    replacePersonIn(trx, world, { person, body, reason }, by),
  )

/** The same, with whatever else the transaction writes. */
export async function replacePersonIn(
  trx: Transaction<Schema>,
  world: World,
  { person, body, reason }: { person: PersonId; body: Body; reason: string | undefined },
  asked: Asked,
): Promise<Person> {
  const before = await lockPerson(trx, person, world.serverName)
  checkVersion(asked, before)
  return putPersonIn(trx, world, { id: person, before, body }, asked, reason ?? null)
}

/** The same, of somebody who is locked already, with whatever else the transaction writes. */
export async function putPersonIn(
  trx: Transaction<Schema>,
  { now, serverName, zone }: Pick<World, 'now' | 'serverName' | 'zone'>,
  { id, before, body }: { id: PersonId; before: Person | undefined; body: Body },
  asked: Asked,
  reason: string | null = null,
): Promise<Person> {
  if (before !== undefined && body.localpart !== undefined && body.localpart !== before.localpart)
    throw new Fault('LOCALPART_FIXED', 'localpart')
  const localpart = before?.localpart ?? body.localpart ?? (await findFreeLocalpart(trx, localpartFrom(body.givenName, body.familyName)))
  if (before !== undefined) {
    const { account, userId, ...same } = before
    if (sameJson({ id, ...body, localpart, version: before.version }, same)) return before
  }
  if (SERVICE_ACCOUNTS.has(localpart) || isService(localpart) || isSynthetic(localpart) !== isSynthetic(id))
    throw new Fault('LOCALPART_TAKEN', 'localpart')

  await beforeItChanges(trx, { id, from: before?.status, to: body.status }, { asked, reason, now: now(), zone })
  const after = await setPerson(trx, id, body, localpart, (before?.version ?? 0) + 1, serverName)
  const places = before !== undefined && before.status !== after.status ? await listPlacesOf(trx, id) : []
  const type: EventType =
    before === undefined ? 'person.created' : before.status === after.status ? 'person.changed' : `person.${WORDS[after.status]}`
  // Where it was sent, or for whom it was made, is not true any more.
  if (after.status !== 'active' || after.email !== before?.email) await endAccessLinks(trx, id, now())
  await recordEvents(trx, asked, now(), [{ type, person: id, reason, before, after }])

  const priority = asked.priority + (after.status === 'active' ? 0 : URGENT)
  await queuePerson(trx, id, priority)
  if (after.status !== 'active') {
    await notifyAccessEnded(trx, [id])
    await deleteSubscriptionsOf(trx, id)
    if (before?.status === 'active') await tallyPerson(trx, asked, id)
  }
  for (const place of places)
    await queueRooms(trx, place, priority, now(), { folders: after.status === 'active' ? priority + BULK : priority })
  return after
}

/** Who departs replaces nobody and is replaced by nobody from then on; who comes back does so when everything that departing ends has ended. */
async function beforeItChanges(
  trx: Transaction<Schema>,
  { id, from, to }: { id: PersonId; from: Person['status'] | undefined; to: Person['status'] },
  ending: { asked: Asked; reason: string | null; now: Date; zone: string },
): Promise<void> {
  if (from === to || from === undefined) return
  if (to === 'departed') await cancelSubstitutionsOf(trx, id, ending)
  if (from !== 'departed' || (await findDepartureOf(trx, id)) === undefined) return
  if (await hasOpenPeriods(trx, id, ending.now)) throw new Fault('DEPARTURE_UNDER_WAY')
  await setReturned(trx, id, ending.now)
}
const WORDS = { active: 'reinstated', suspended: 'suspended', departed: 'departed' } as const
/** The service's own accounts. */
export const SERVICE_ACCOUNTS: ReadonlySet<string> = new Set(['sphere', 'sphere-admin'])

/** Marks a professional as departed. Safe to repeat. */
export async function departPerson(world: World, person: PersonId, asked: Asked): Promise<void> {
  await withBrake(world, { kind: 'person.depart', person }, asked, (trx, by) => departPersonIn(trx, world, person, by))
}

/** The same, with whatever else the transaction writes. */
export async function departPersonIn(trx: Transaction<Schema>, world: World, person: PersonId, asked: Asked): Promise<void> {
  const before = await lockPerson(trx, person, world.serverName)
  if (before === undefined) throw new Fault('PERSON_UNKNOWN')
  checkVersion(asked, before)
  const { id, userId: _userId, account: _account, version: _version, consoleRole: _role, ...body } = before
  await putPersonIn(trx, world, { id, before, body: { ...body, status: 'departed', administrator: false } }, asked)
}
