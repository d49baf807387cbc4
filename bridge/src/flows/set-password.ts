import type { Caller, Person } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { displayName } from '../core/names.ts'
import type { PersonId, UserId } from '../core/ids.ts'
import { tellsWho } from '../core/passwords.ts'
import { findPerson } from '../db/people.ts'
import { maySetPassword } from './account/may-set-password.ts'
import { passwordWasSet } from './account/password-was-set.ts'
import type { Asked, World } from './world.ts'

/**
 * Sets a password, which ends every session. With the other flows about passwords, the one that speaks to the homeserver while the caller waits: a
 * password must not lie in a queue. Throws PERSON_UNKNOWN, PERSON_DEPARTED, PERSON_SUSPENDED, ONLY_WITH_ALL_RIGHTS, PASSWORD_TELLS_WHO, and
 * HOMESERVER_UNAVAILABLE through MatrixFailure.
 */
export async function setPassword(world: World, id: PersonId, password: string, caller: Caller, asked: Asked): Promise<void> {
  const { db, serverName, now } = world
  const person = maySetPassword(await findPerson(db, id, serverName), caller)
  refuseTelling(password, person)
  await applyPassword(world, person, password)
  await db.transaction().execute((trx) => passwordWasSet(trx, { id, serverName, at: now() }, asked))
}

/** Throws PASSWORD_TELLS_WHO. */
export function refuseTelling(password: string, person: Person): void {
  if (tellsWho(password, person)) throw new Fault('PASSWORD_TELLS_WHO', 'password')
}

/** At the homeserver: the account is there and open, has this password, and no session. Safe to repeat. */
export async function applyPassword({ matrix }: Pick<World, 'matrix'>, person: Person, password: string): Promise<void> {
  const user = person.userId as UserId
  await matrix.setAccount(user, { displayName: displayName(person), locked: false })
  await matrix.setPassword(user, password)
}
