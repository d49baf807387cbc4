import type { Absence } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { PersonId } from '../core/ids.ts'
import { deleteAbsence, findAbsence, setAbsence } from '../db/absences.ts'
import { findPerson } from '../db/people.ts'
import { somebody } from './mails/read-mails.ts'
import type { World } from './world.ts'

type Here = Pick<World, 'db' | 'now' | 'serverName'>

/** When a person is away. */
export async function readAbsence({ db, now, serverName }: Here, person: PersonId): Promise<Absence> {
  if ((await findPerson(db, person, serverName)) === undefined) throw new Fault('PERSON_UNKNOWN')
  const found = await findAbsence(db, person, now())
  if (found === undefined) throw new Fault('ABSENCE_UNKNOWN')
  const { from, until, replacement } = found
  return { from: from.toISOString(), until: until.toISOString(), replacement: replacement === null ? null : somebody(replacement) }
}

/** One absence at a time: a new one takes the place of the former. */
export async function putAbsence(
  world: Here,
  person: PersonId,
  given: { from: string; until: string; replacement?: PersonId | undefined },
): Promise<Absence> {
  const { db, serverName } = world
  const [from, until] = [new Date(given.from), new Date(given.until)]
  if (until <= from) throw new Fault('END_BEFORE_START', 'until')
  if ((await findPerson(db, person, serverName)) === undefined) throw new Fault('PERSON_UNKNOWN')
  const replacement = given.replacement === undefined ? undefined : await findPerson(db, given.replacement, serverName)
  if (given.replacement !== undefined && (replacement?.status !== 'active' || replacement.id === person))
    throw new Fault('REFERENCE_UNKNOWN', 'replacement')
  await setAbsence(db, person, { from, until, replacement: replacement?.id ?? null })
  return readAbsence(world, person)
}

export async function endAbsence({ db, serverName }: Here, person: PersonId): Promise<void> {
  if ((await findPerson(db, person, serverName)) === undefined) throw new Fault('PERSON_UNKNOWN')
  await deleteAbsence(db, person)
}
