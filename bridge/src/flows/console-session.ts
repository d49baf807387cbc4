import { randomBytes } from 'node:crypto'
import { consoleRightOf } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { localpartOf } from '../core/ids.ts'
import { recordEvents } from '../db/events.ts'
import { deleteSession, digestOf, insertSession } from '../db/keys.ts'
import { findPersonByLocalpart } from '../db/people.ts'
import type { World } from './world.ts'

/** A working day: computers are shared. */
const HOURS = 10

/** Opens a session for whoever has something to do there, whom a Matrix OpenID token names. Throws SIGN_IN_NOT_RECOGNISED, NOT_AN_ADMINISTRATOR. */
export async function signIn({ db, matrix, serverName, now }: World, openIdToken: string): Promise<{ secret: string; expiresAt: Date }> {
  const user = await matrix.whoseOpenIdToken(openIdToken)
  const localpart = user === undefined ? null : localpartOf(user, serverName)
  if (localpart === null) throw new Fault('SIGN_IN_NOT_RECOGNISED')
  const person = await findPersonByLocalpart(db, localpart, serverName)
  if (person === undefined || consoleRightOf(person) === undefined || person.status !== 'active') throw new Fault('NOT_AN_ADMINISTRATOR')

  const secret = randomBytes(32).toString('base64url')
  const at = now()
  const expiresAt = new Date(at.getTime() + HOURS * 3_600_000)
  await insertSession(db, { hash: digestOf(secret), person: person.id, createdAt: at, expiresAt })
  const by = `${person.givenName} ${person.familyName}`
  await db
    .transaction()
    .execute((trx) => recordEvents(trx, { source: 'console', by }, at, [{ type: 'console.signed-in', person: person.id }]))
  return { secret, expiresAt }
}

export const signOut = ({ db }: World, secret: string): Promise<void> => deleteSession(db, digestOf(secret))
