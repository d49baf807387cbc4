import { type UserId, userIdOf } from '../core/ids.ts'
import { type ActualRoom, type RoomDifference, roomDifference } from '../core/room-difference.ts'
import { ROOM_KINDS } from '../core/rooms/index.ts'
import { type RoomKind, type RoomSubject, stateOf } from '../core/rooms/kind.ts'
import { getRoomSubject } from '../db/room-subjects.ts'
import { type RoomKey, type WantedMember, listWanted } from '../db/rooms.ts'
import { listWantedServices } from '../db/services.ts'
import type { World } from './world.ts'

/** What the registry wants of one room now; `people` are those whose account is active. */
export interface WantedRoom {
  readonly kind: RoomKind
  readonly subject: RoomSubject
  readonly people: ReadonlyMap<UserId, WantedMember>
}

export async function readWantedRoom(
  { db, bridge, serverName, now }: Pick<World, 'db' | 'serverName' | 'now'> & { bridge: UserId },
  key: RoomKey,
): Promise<WantedRoom> {
  const at = now()
  const [subject, wanted, services] = await Promise.all([
    getRoomSubject(db, key, { bridge, serverName, now: at }),
    listWanted(db, key, at),
    listWantedServices(db, key),
  ])
  const active = [...wanted, ...services].filter(({ status }) => status === 'active')
  return { kind: ROOM_KINDS[key.kind], subject, people: new Map(active.map((one) => [userIdOf(one.localpart, serverName), one])) }
}

export const differenceFrom = ({ kind, subject, people }: WantedRoom, actual: ActualRoom): RoomDifference =>
  roomDifference({ state: stateOf(kind, subject), members: new Set(people.keys()), bridge: subject.bridge }, actual)
