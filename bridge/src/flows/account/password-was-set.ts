import type { Transaction } from 'kysely'
import type { EventType } from '../../core/event-types.ts'
import { endAccessLinks } from '../../db/access-links.ts'
import { type Author, recordEvents } from '../../db/events.ts'
import { URGENT } from '../../db/jobs.ts'
import { deleteSessionsOf } from '../../db/keys.ts'
import { findPerson, queuePerson } from '../../db/people.ts'
import { notifyAccessEnded } from '../../db/readers.ts'
import type { Schema } from '../../db/schema.ts'

/** What a new password brings about with us: links to choose one and sessions of the console end, what waits at the gateway is cut. */
export async function passwordWasSet(
  trx: Transaction<Schema>,
  { id, serverName, at }: { id: string; serverName: string; at: Date },
  by: Author,
  also: readonly EventType[] = [],
): Promise<void> {
  await endAccessLinks(trx, id, at)
  await deleteSessionsOf(trx, id)
  await notifyAccessEnded(trx, [id])
  // Suspended while the homeserver was told: the account may have been opened again by that.
  const person = await findPerson(trx, id, serverName)
  if (person?.status !== 'active') await queuePerson(trx, id, URGENT)
  const types: readonly EventType[] = [...also, 'account.password-set']
  await recordEvents(
    trx,
    by,
    at,
    types.map((type) => ({ type, person: id })),
  )
}
