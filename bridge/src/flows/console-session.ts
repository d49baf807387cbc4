import { randomBytes } from 'node:crypto'
import { consoleRightOf } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { localpartOf } from '../core/ids.ts'
import { recordEvents } from '../db/events.ts'
import { deleteSession, digestOf, insertSession, setConfirmed } from '../db/keys.ts'
import { findPersonByLocalpart } from '../db/people.ts'
import type { World } from './world.ts'

/** A working day: computers are shared. */
const HOURS = 10

/** Opens a session for whoever has something to do there, whom a Matrix OpenID token names. Throws SIGN_IN_NOT_RECOGNISED, NOT_AN_ADMINISTRATOR. */
export async function signIn(world: World, openIdToken: string): Promise<{ secret: string; expiresAt: Date }> {
  const { db, now } = world
  const person = await personOf(world, openIdToken)
  if (person === undefined || consoleRightOf(person) === undefined || person.status !== 'active') throw new Fault('NOT_AN_ADMINISTRATOR')

  const secret = randomBytes(32).toString('base64url')
  const at = now()
  const expiresAt = new Date(at.getTime() + HOURS * 3_600_000)
  await insertSession(db, { hash: digestOf(secret), person: person.id, createdAt: at, expiresAt })
  await db.transaction().execute((trx) => recordEvents(trx, authorOf(person), at, [{ type: 'console.signed-in', person: person.id }]))
  return { secret, expiresAt }
}

/**
 * Somebody at work in the console has given their password again: for a few minutes their session may do what is dangerous. Throws
 * SIGN_IN_NOT_RECOGNISED, CONFIRMATION_OF_SOMEBODY_ELSE.
 */
export async function confirm(world: World, session: { secret: string; personId: string | null }, openIdToken: string): Promise<void> {
  const { db, now } = world
  const at = now()
  const person = await personOf(world, openIdToken)
  if (person === undefined || person.id !== session.personId) throw new Fault('CONFIRMATION_OF_SOMEBODY_ELSE')
  await db.transaction().execute(async (trx) => {
    await setConfirmed(trx, digestOf(session.secret), at)
    await recordEvents(trx, authorOf(person), at, [{ type: 'console.confirmed', person: person.id }])
  })
}

/** Long enough for a series of acts; a computer left open does nothing dangerous after that. */
const CONFIRMED_FOR = 5 * 60_000
export const isConfirmed = (confirmedAt: Date | null, now: Date): boolean =>
  confirmedAt !== null && now.getTime() - confirmedAt.getTime() < CONFIRMED_FOR

async function personOf({ db, matrix, serverName }: World, openIdToken: string) {
  const user = await matrix.whoseOpenIdToken(openIdToken)
  const localpart = user === undefined ? null : localpartOf(user, serverName)
  if (localpart === null) throw new Fault('SIGN_IN_NOT_RECOGNISED')
  return findPersonByLocalpart(db, localpart, serverName)
}
const authorOf = (person: { givenName: string; familyName: string }) => ({
  source: 'console',
  by: `${person.givenName} ${person.familyName}`,
})

export const signOut = ({ db }: World, secret: string): Promise<void> => deleteSession(db, digestOf(secret))
