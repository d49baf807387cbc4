import { localpartOf } from '../../core/ids.ts'
import { fullName } from '../../core/names.ts'
import { recordEvents } from '../../db/events.ts'
import { findPersonByLocalpart } from '../../db/people.ts'
import { notifyAccessEnded } from '../../db/readers.ts'
import type { World } from '../world.ts'
import { passwordWasSet } from './password-was-set.ts'

/** What a professional did to their account in their client, and the homeserver agreed to, has the same consequences as when they do it here. */
export async function followClient(
  { db, serverName, now }: World,
  user: string,
  done: { readonly what: 'password' } | { readonly what: 'sessions'; readonly ended: number },
): Promise<void> {
  const person = await findPersonByLocalpart(db, localpartOf(user, serverName) ?? '', serverName)
  if (person === undefined) return
  const { id } = person
  const by = { source: 'messagerie', by: fullName(person) }
  const at = now()
  await db.transaction().execute(async (trx) => {
    if (done.what === 'password') return passwordWasSet(trx, { id, serverName, at }, by)
    await notifyAccessEnded(trx, [id])
    await recordEvents(trx, by, at, [{ type: 'account.sessions-ended', person: id, after: { sessions: done.ended } }])
  })
}
