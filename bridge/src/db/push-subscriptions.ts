import type { Transaction } from 'kysely'
import type { Db } from './connect.ts'
import type { Schema } from './schema.ts'

export interface Browser {
  readonly person: string
  readonly device: string
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

/** Where the browser of a session is told, once the homeserver tells us. */
export async function findEndpoint(db: Db, person: string, device: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('push_subscription')
    .select('endpoint')
    .where('person', '=', person)
    .where('device', '=', device)
    .where('set_at', 'is not', null)
    .executeTakeFirst()
  return row?.endpoint
}

/**
 * One per session: it keeps its pushkey. Whoever was told in this browser before is not any more, and neither are sessions of this person
 * that have ended. Gives the pushkey.
 */
export async function setSubscription(
  trx: Transaction<Schema>,
  { person, device, ...given }: Browser,
  { pushkey, living, at }: { pushkey: string; living: readonly string[]; at: Date },
): Promise<string> {
  await trx
    .deleteFrom('push_subscription')
    .where((is) =>
      is.or([
        is.and([is('endpoint', '=', given.endpoint), is.or([is('person', '<>', person), is('device', '<>', device)])]),
        is.and([is('person', '=', person), is('device', 'not in', [...living, device])]),
      ]),
    )
    .execute()
  const row = await trx
    .insertInto('push_subscription')
    .values({ pushkey, person, device, ...given, created_at: at, set_at: null })
    .onConflict((conflict) => conflict.columns(['person', 'device']).doUpdateSet({ ...given, set_at: null }))
    .returning('pushkey')
    .executeTakeFirstOrThrow()
  return row.pushkey
}
export async function setSubscriptionReady(db: Db, pushkey: string, at: Date): Promise<void> {
  await db.updateTable('push_subscription').set({ set_at: at }).where('pushkey', '=', pushkey).execute()
}

export interface Told extends Browser {
  readonly localpart: string
}
/** Whom the homeserver names, while they are active. */
export async function findTold(db: Db, pushkey: string): Promise<Told | undefined> {
  return db
    .selectFrom('push_subscription as s')
    .innerJoin('person as p', 'p.id', 's.person')
    .select(['s.person', 's.device', 's.endpoint', 's.p256dh', 's.auth', 'p.localpart'])
    .where('s.pushkey', '=', pushkey)
    .where('p.status', '=', 'active')
    .executeTakeFirst()
}

/** Gives the pushkey that it had. */
export async function deleteSubscription(db: Db, person: string, device: string): Promise<string | undefined> {
  const row = await db
    .deleteFrom('push_subscription')
    .where('person', '=', person)
    .where('device', '=', device)
    .returning('pushkey')
    .executeTakeFirst()
  return row?.pushkey
}
export async function deleteSubscriptionNamed(db: Db, pushkey: string): Promise<void> {
  await db.deleteFrom('push_subscription').where('pushkey', '=', pushkey).execute()
}
/** Their sessions end with their access. */
export async function deleteSubscriptionsOf(trx: Transaction<Schema>, person: string): Promise<void> {
  await trx.deleteFrom('push_subscription').where('person', '=', person).execute()
}
