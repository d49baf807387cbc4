import { Fault } from '../../core/faults.ts'
import { type SuspendedAddress, deleteRefusals, listSuspended } from '../../db/emails/addresses.ts'
import { setDueNow } from '../../db/emails/due.ts'
import { findPerson } from '../../db/people.ts'
import type { World } from '../world.ts'

export async function readSuspended({ db }: Pick<World, 'db'>, query: { cursor?: string | undefined; limit: number }) {
  const { items, next } = await listSuspended(db, query)
  return { items: items.map((one: SuspendedAddress) => ({ ...one, suspendedAt: one.suspendedAt.toISOString() })), next }
}

/** The address is tried again, with what is still new. Throws PERSON_UNKNOWN. */
export async function liftSuspension({ db, serverName, now }: World, person: string): Promise<void> {
  if ((await findPerson(db, person, serverName)) === undefined) throw new Fault('PERSON_UNKNOWN')
  await db.transaction().execute(async (trx) => {
    await deleteRefusals(trx, person)
    await setDueNow(trx, person, now())
  })
}
