import { Fault } from '../core/faults.ts'
import { displayName } from '../core/names.ts'
import type { PersonId, UserId } from '../core/ids.ts'
import { recordEvents } from '../db/events.ts'
import { findPerson } from '../db/people.ts'
import type { Asked, World } from './world.ts'

/**
 * Sets a password, which ends every session. The one flow that speaks to the homeserver while the caller waits: a password
 * must not lie in a queue. Throws PERSON_UNKNOWN, and HOMESERVER_UNAVAILABLE through MatrixFailure.
 */
export async function setPassword({ db, matrix, serverName, now }: World, id: PersonId, password: string, asked: Asked): Promise<void> {
  const person = await findPerson(db, id, serverName)
  if (person === undefined) throw new Fault('PERSON_UNKNOWN')
  if (person.status !== 'active') throw new Fault('PERSON_DEPARTED')
  const user = person.userId as UserId
  await matrix.setAccount(user, { displayName: displayName(person), locked: false })
  await matrix.setPassword(user, password)
  await db.transaction().execute((trx) => recordEvents(trx, asked, now(), [{ type: 'account.password-set', person: id }]))
}
