import { displayName } from '../core/names.ts'
import type { RoomId, UserId } from '../core/ids.ts'
import { ROOM_KINDS } from '../core/rooms/index.ts'
import { creationRequest } from '../core/rooms/kind.ts'
import { NORMAL } from '../db/jobs.ts'
import { queueNeighbours } from '../db/room-neighbours.ts'
import type { RoomRow } from '../db/rooms.ts'
import { listUnknownRooms, setCreating, setRoomId } from '../db/room-states.ts'
import { MatrixFailure } from '../matrix/port.ts'
import type { WantedRoom } from './read-wanted-room.ts'
import type { World } from './world.ts'

/** What the homeserver refused, by whom it concerns; null: the room itself. */
export type Failures = Map<UserId | null, MatrixFailure>

/** In one request, which nothing interrupts. */
const INVITED_AT_MOST = 50

/** A room is made when somebody is to be in it: their invitations then ride in the batch of its creation; those of very many come later. */
export async function makeRoom(
  world: World,
  row: RoomRow,
  { subject, people }: WantedRoom,
  failures: Failures,
): Promise<RoomId | undefined> {
  const { db, matrix } = world
  const kind = ROOM_KINDS[row.kind]
  if (people.size === 0 || kind.isNeeded?.(subject) === false) return undefined
  let room = row.creating ? await findUnknownRoom(world, { kind: row.kind, id: row.ref }) : undefined
  if (room === undefined) {
    const ready = await withAccounts(world, people, [...people.keys()].slice(0, INVITED_AT_MOST), failures)
    await setCreating(db, row)
    room = await matrix.createRoom(creationRequest(kind, subject, ready))
  }
  await setRoomId(db, row, room)
  await queueNeighbours(db, row, NORMAL, world.now())
  return room
}

/** The room that an interrupted try made, if it did: among those of the bridge that the registry does not know. */
export async function findUnknownRoom({ db, matrix }: World, marker: { kind: string; id: string }): Promise<RoomId | undefined> {
  for (const room of await listUnknownRooms(db, await matrix.listOwnRooms())) {
    const found = await matrix.readMarker(room)
    if (found?.kind === marker.kind && found.id === marker.id) return room
  }
  return undefined
}

/** Those who have an account, made on the spot for a newcomer whose own work is still queued. */
export async function withAccounts(
  { matrix }: World,
  people: WantedRoom['people'],
  users: readonly UserId[],
  failures: Failures,
): Promise<UserId[]> {
  const ready: UserId[] = []
  for (const user of users) {
    const person = people.get(user)
    if (person === undefined) continue
    if (
      person.accountReady ||
      (await attempt(failures, user, () => matrix.setAccount(user, { displayName: displayName(person), locked: false })))
    )
      ready.push(user)
  }
  return ready
}

/** True when it worked. A homeserver that does not answer ends the whole work; a refusal is about this person alone. */
export async function attempt(failures: Failures, user: UserId | null, act: () => Promise<void>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    if (!(error instanceof MatrixFailure) || error.status === null) throw error
    failures.set(user, error)
    return false
  }
}
