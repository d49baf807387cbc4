import { fullName, serviceName } from '../core/names.ts'
import type { Db } from './connect.ts'
import type { RoomKey } from './rooms.ts'

/** How those are called who wrote in a journal, by the local part of their account; departed ones and other systems too. */
export async function listAuthorNames(db: Db, localparts: readonly string[]): Promise<Map<string, string>> {
  if (localparts.length === 0) return new Map()
  const [people, services] = await Promise.all([
    db.selectFrom('person').select(['localpart', 'given_name', 'family_name', 'profession']).where('localpart', 'in', localparts).execute(),
    db.selectFrom('service').select(['localpart', 'name']).where('localpart', 'in', localparts).execute(),
  ])
  return new Map([
    ...people.map((row): [string, string] => [row.localpart, fullName({ givenName: row.given_name, familyName: row.family_name })]),
    ...services.map((row): [string, string] => [row.localpart, serviceName(row.name)]),
  ])
}

/** About how many events the homeserver will give of a room: those that the index knows. */
export async function countRoomEvents(db: Db, { kind, ref }: RoomKey): Promise<number> {
  const { count } = await db
    .selectFrom('room_event')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .executeTakeFirstOrThrow()
  return Number(count)
}
