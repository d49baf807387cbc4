import { Fault } from '../../core/faults.ts'
import type { PersonId, UserId } from '../../core/ids.ts'
import { recordEvents } from '../../db/events.ts'
import { deleteSessionsOf } from '../../db/keys.ts'
import { findPerson } from '../../db/people.ts'
import { notifyAccessEnded } from '../../db/readers.ts'
import type { Asked, MatrixSession, World } from '../world.ts'

/** Ends one session, its pusher too, and cuts what it has open; those of the console too, which may have been opened from it. Throws PERSON_UNKNOWN, SESSION_UNKNOWN. */
export async function endSession(world: World, id: PersonId, session: string, asked: Asked): Promise<void> {
  const { user, sessions } = await sessionsOf(world, id)
  if (!sessions.includes(session)) throw new Fault('SESSION_UNKNOWN')
  await end(world, { id, user, sessions: [session] }, asked)
}

/** Ends every session, or all but the one that asks; those of the console too. Safe to repeat. Throws PERSON_UNKNOWN, NO_CURRENT_SESSION. */
export async function endSessions(
  world: World,
  id: PersonId,
  { keep, reason }: { keep?: 'current' | undefined; reason?: string | null | undefined },
  asking: MatrixSession | undefined,
  asked: Asked,
): Promise<void> {
  const kept = keep === undefined ? null : asking?.device
  if (kept === undefined || (keep !== undefined && kept === null)) throw new Fault('NO_CURRENT_SESSION', 'keep')
  const { user, sessions } = await sessionsOf(world, id)
  await end(world, { id, user, sessions: sessions.filter((one) => one !== kept), reason }, asked)
}

async function sessionsOf({ db, matrix, serverName }: World, id: PersonId): Promise<{ user: UserId; sessions: string[] }> {
  const person = await findPerson(db, id, serverName)
  if (person === undefined) throw new Fault('PERSON_UNKNOWN')
  const user = person.userId as UserId
  return { user, sessions: (await matrix.listSessions(user)).map((one) => one.id) }
}

/** At the homeserver while the caller waits: who loses a telephone wants to hear that it is done. */
async function end(
  { db, matrix, now }: World,
  { id, user, sessions, reason }: { id: PersonId; user: UserId; sessions: readonly string[]; reason?: string | null | undefined },
  asked: Asked,
): Promise<void> {
  await matrix.endSessions(user, sessions)
  await db.transaction().execute(async (trx) => {
    await deleteSessionsOf(trx, id)
    // Every gateway forgets whose tokens these were, and cuts what waits.
    await notifyAccessEnded(trx, [id])
    await recordEvents(trx, asked, now(), [{ type: 'account.sessions-ended', person: id, reason, after: { sessions: sessions.length } }])
  })
}
