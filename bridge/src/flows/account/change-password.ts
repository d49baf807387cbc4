import { Fault } from '../../core/faults.ts'
import type { PersonId } from '../../core/ids.ts'
import { findPerson } from '../../db/people.ts'
import { refuseTelling } from '../set-password.ts'
import type { Asked, MatrixSession, World } from '../world.ts'
import { activeOnly } from './may-set-password.ts'
import { passwordWasSet } from './password-was-set.ts'
import { tryPresentPassword } from './present-password.ts'

/**
 * A professional changes their own password. The homeserver itself checks the present one and ends their other sessions, by one
 * request. Throws PRESENT_PASSWORD_NEEDED, PASSWORD_WRONG, TOO_MANY_TRIES, PASSWORD_TELLS_WHO, UNAUTHENTICATED.
 */
export async function changePassword(
  { db, matrix, serverName, now }: World,
  id: PersonId,
  { password, present }: { password: string; present?: string | undefined },
  session: MatrixSession,
  asked: Asked,
): Promise<void> {
  if (present === undefined) throw new Fault('PRESENT_PASSWORD_NEEDED', 'present')
  const person = activeOnly(await findPerson(db, id, serverName))
  refuseTelling(password, person)
  const wait = await tryPresentPassword({ db, now }, session.user)
  if (wait > 0) throw new Fault('TOO_MANY_TRIES', undefined, undefined, wait)
  const answer = await matrix.changePassword({ user: session.user, token: session.token, present, password })
  if (answer.is === 'wrong-password') throw new Fault('PASSWORD_WRONG', 'present')
  if (answer.is === 'too-many-tries') throw new Fault('TOO_MANY_TRIES', undefined, undefined, answer.retryAfterSeconds)
  if (answer.is === 'no-session') throw new Fault('UNAUTHENTICATED')
  await db.transaction().execute((trx) => passwordWasSet(trx, { id, serverName, at: now() }, asked))
}
