import { localpartOf } from '../core/ids.ts'
import { endParticipations } from '../db/mail.ts'
import { findPersonByLocalpart } from '../db/people.ts'
import { notifyAccessEnded } from '../db/readers.ts'
import { findRoomById } from '../db/rooms.ts'
import type { World } from './world.ts'

/** The conversation that a room is; undefined when it is another kind of room. */
export async function findMailOf({ db }: Pick<World, 'db'>, roomId: string): Promise<string | undefined> {
  const room = await findRoomById(db, roomId)
  return room?.kind === 'mail' ? room.ref : undefined
}

/** Somebody left a conversation. Nobody comes back to one: whatever order news come in, this is true for ever. Safe to repeat. */
export async function leaveMail(world: Pick<World, 'db' | 'now' | 'serverName'>, mail: string, user: string): Promise<void> {
  const localpart = localpartOf(user, world.serverName)
  const person = localpart === null ? undefined : await findPersonByLocalpart(world.db, localpart, world.serverName)
  if (person !== undefined) await endMail(world, mail, [person.id])
}

/** These people keep nothing of it, nobody writes there any more, and the next mail between the same people makes another room. */
export async function endMail({ db, now }: Pick<World, 'db' | 'now'>, mail: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return
  await db.transaction().execute(async (trx) => notifyAccessEnded(trx, await endParticipations(trx, mail, people, now())))
}
