import type { Transaction } from 'kysely'
import { type DepartureDone, type Person, consoleRightOf } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { PersonId, StructureId } from '../../core/ids.ts'
import { fullName } from '../../core/names.ts'
import {
  findDepartureOf,
  insertCirclesLeft,
  insertDeparture,
  listManagersLeft,
  listOwnWorkplaces,
  queueLeaving,
} from '../../db/departures.ts'
import { URGENT } from '../../db/jobs.ts'
import { deleteSessionsOf } from '../../db/keys.ts'
import { lockPerson } from '../../db/people.ts'
import { findStaffRole } from '../../db/profile.ts'
import type { Schema } from '../../db/schema.ts'
import { withBrake } from '../brake/with-brake.ts'
import { putPersonIn } from '../put-person.ts'
import { tellPersonIn } from '../tell-person.ts'
import type { Asked, World } from '../world.ts'
import { departureDone } from './read-departures.ts'

export interface Leaving {
  readonly person: PersonId
  /** Whose manager says so; null: no structure's. */
  readonly structure: StructureId | null
  readonly reason: string
  readonly contact: PersonId | null
  /** The manager who says so by their own session; null: somebody with the right to it of everybody. */
  readonly manager: PersonId | null
}

/**
 * Somebody leaves the platform. At the commit they read and write nothing any more, nobody replaces them and they replace nobody; their
 * employments and memberships end one place after the other by the queue, which no crash can lose. Safe to repeat.
 */
export const depart = (world: World, leaving: Leaving, asked: Asked): Promise<DepartureDone> =>
  withBrake(world, { kind: 'departure', ...leaving }, asked, (trx, by) => departIn(trx, world, leaving, by))

/** The same, with whatever else the transaction writes. */
export async function departIn(trx: Transaction<Schema>, world: World, leaving: Leaving, asked: Asked): Promise<DepartureDone> {
  const at = world.now()
  const before = await lockAndJudge(trx, world, leaving, at)
  const { person, structure, reason, contact } = leaving
  const known = before.status === 'departed' ? await findDepartureOf(trx, person, structure) : undefined
  if (known !== undefined) return departureDone(trx, known, structure)

  const { id: _id, userId: _userId, account: _account, version: _version, consoleRole: _role, ...body } = before
  const { by, source } = asked
  const departure = await insertDeparture(trx, { person, structure, at, reason, contact, by, source })
  await putPersonIn(trx, world, { before, id: person, body: { ...body, status: 'departed', administrator: false } }, asked, reason)
  await deleteSessionsOf(trx, person)
  await insertCirclesLeft(trx, departure, person, at)
  await queueLeaving(trx, departure, person, asked.priority + URGENT, at)
  await tellManagers(trx, departure, before, at)
  const recorded = await findDepartureOf(trx, person, structure)
  if (recorded === undefined) throw new Error('a departure that was just written is not there')
  return departureDone(trx, recorded, structure)
}

async function lockAndJudge(
  trx: Transaction<Schema>,
  { serverName }: World,
  { person, structure, contact, manager }: Leaving,
  now: Date,
): Promise<Person> {
  const found = new Map<string, Person | undefined>()
  for (const id of [person, ...(contact === null ? [] : [contact])].toSorted()) found.set(id, await lockPerson(trx, id, serverName))
  const before = found.get(person)
  if (structure !== null && !(await listOwnWorkplaces(trx, person, now)).includes(structure)) {
    // A manager who asks again when the work is done is given the same answer.
    const known = before?.status === 'departed' ? await findDepartureOf(trx, person) : undefined
    if (known?.structure !== structure) throw new Fault('NOT_STAFF_HERE', 'personId')
  }
  if (before === undefined) throw new Fault('PERSON_UNKNOWN', 'personId')
  if (contact !== null && (contact === person || found.get(contact)?.status !== 'active')) throw new Fault('REFERENCE_UNKNOWN', 'contactId')
  if (manager !== null) await judgeManager(trx, manager, before, now)
  return before
}

/** A manager acts for the structures that they manage, and for nobody's work elsewhere. */
async function judgeManager(trx: Transaction<Schema>, manager: PersonId, person: Person, now: Date): Promise<void> {
  if (manager === person.id) throw new Fault('DEPARTURE_OF_ONESELF', 'personId')
  if (consoleRightOf(person) !== undefined) throw new Fault('DEPARTURE_OF_ADMINISTRATOR', 'personId')
  for (const structure of await listOwnWorkplaces(trx, person.id, now))
    if ((await findStaffRole(trx, structure, manager, now)) !== 'manager') throw new Fault('DEPARTURE_WORKS_ELSEWHERE', 'personId')
}

async function tellManagers(trx: Transaction<Schema>, departure: string, person: Person, now: Date): Promise<void> {
  for (const { manager, circles } of await listManagersLeft(trx, departure, person.id, now))
    await tellPersonIn(
      trx,
      manager,
      {
        key: `departure:${departure}`,
        type: 'departure',
        body: `${fullName(person)} a quitté la plateforme. ${leftWithout(circles.length)}`,
        about: { departure, circles: circles.slice(0, 200) },
      },
      now,
    )
}
const leftWithout = (circles: number): string => {
  if (circles === 0) return 'Aucun cercle de soins ne perd son dernier membre de votre structure.'
  return circles === 1
    ? 'Un cercle de soins n’a plus aucun membre de votre structure.'
    : `${circles} cercles de soins n’ont plus aucun membre de votre structure.`
}
