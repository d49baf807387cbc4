import { displayName } from '../core/names.ts'
import type { RoomId, UserId } from '../core/ids.ts'
import type { ActualRoom, Membership } from '../core/room-difference.ts'
import { ROOM_KINDS } from '../core/rooms/index.ts'
import { creationRequest } from '../core/rooms/kind.ts'
import { BACKGROUND, NORMAL, withSubjectAlone } from '../db/jobs.ts'
import { type RoomKey, type RoomRow, findRoom, queueRoom, queueSiblings } from '../db/rooms.ts'
import { listUnknownRooms, setCreating, setInStep, setNextTry, setRoomError, setRoomId, setRoomMembers } from '../db/room-states.ts'
import { MatrixFailure } from '../matrix/port.ts'
import { announce } from './announce.ts'
import { type WantedRoom, differenceFrom, readWantedRoom } from './read-wanted-room.ts'
import { secondsBeforeRetry } from './retry.ts'
import type { World } from './world.ts'

type Failures = Map<UserId | null, MatrixFailure>

/**
 * Makes one room what the registry wants now: makes it, admits, removes, sets its state, then tells of what happened.
 * Reads everything, acts on the difference only: safe to repeat and to interrupt anywhere. What fails for one person
 * does not hold up the others; it is kept with its cause and tried again.
 */
export async function reconcileRoom(world: World, key: RoomKey): Promise<void> {
  const alone = await withSubjectAlone(world.db, `room:${key.kind}:${key.ref}`, () => reconcileAlone(world, key))
  // Another process is at it, perhaps with what it read before this change: come back when it is done.
  if (!alone) await queueRoom(world.db, key, NORMAL, new Date(world.now().getTime() + 200))
}

async function reconcileAlone(world: World, key: RoomKey): Promise<void> {
  const { db, matrix, now } = world
  const row = await findRoom(db, key)
  if (row === undefined) return
  try {
    // Side by side: somebody waits to read what is written there.
    const [wanted, seen] = await Promise.all([
      readWantedRoom({ ...world, bridge: matrix.bridge }, key),
      row.room_id === null ? undefined : matrix.readRoom(row.room_id),
    ])
    const failures: Failures = new Map()
    const room = row.room_id ?? (await makeRoom(world, row, wanted, failures))
    if (room !== undefined) {
      const members = await bringInStep(world, room, wanted, seen ?? (await matrix.readRoom(room)), failures)
      await setRoomMembers(db, key, members)
      if (ROOM_KINDS[key.kind].announces) await announce(world, row, room)
    }
    const [first] = failures.values()
    if (first !== undefined) throw first
    await setInStep(db, key, row.change, now())
  } catch (error) {
    await retryLater(world, key, error)
  }
}

/** A room is made when somebody is to be in it: their invitations then ride in the batch of its creation. */
async function makeRoom(world: World, row: RoomRow, { subject, people }: WantedRoom, failures: Failures): Promise<RoomId | undefined> {
  const { db, matrix } = world
  if (people.size === 0) return undefined
  const kind = ROOM_KINDS[row.kind]
  let room = row.creating ? await findUnknownRoom(world, { kind: row.kind, id: row.ref }) : undefined
  if (room === undefined) {
    const ready = await withAccounts(world, people, [...people.keys()], failures)
    await setCreating(db, row)
    room = await matrix.createRoom(creationRequest(kind, subject, ready))
  }
  await setRoomId(db, row, room)
  await queueSiblings(db, row, NORMAL, world.now())
  return room
}

/** The room that an interrupted try made, if it did: among those of the bridge that the registry does not know. */
async function findUnknownRoom({ db, matrix }: World, marker: { kind: string; id: string }): Promise<RoomId | undefined> {
  for (const room of await listUnknownRooms(db, await matrix.listOwnRooms())) {
    const found = await matrix.readMarker(room)
    if (found?.kind === marker.kind && found.id === marker.id) return room
  }
  return undefined
}

/** Those who have an account, made on the spot for a newcomer whose own work is still queued. */
async function withAccounts(
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

/** Acts on the difference; gives who is there afterwards, with the cause of what failed. */
async function bringInStep(world: World, room: RoomId, wanted: WantedRoom, actual: ActualRoom, failures: Failures) {
  const { matrix } = world
  const difference = differenceFrom(wanted, actual)
  const members = new Map<string, Membership>(actual.members)
  members.delete(matrix.bridge)

  for (const user of difference.remove as UserId[])
    if (await attempt(failures, user, () => matrix.remove(room, user, 'Le registre ne compte plus cette personne ici.')))
      members.set(user, 'leave')
  for (const user of difference.unban) await attempt(failures, user, () => matrix.unban(room, user))
  for (const user of await withAccounts(world, wanted.people, difference.admit, failures))
    if (await attempt(failures, user, () => matrix.invite(room, user).then(() => matrix.joinAs(room, user)))) members.set(user, 'join')
  for (const user of difference.join) if (await attempt(failures, user, () => matrix.joinAs(room, user))) members.set(user, 'join')
  for (const { type, stateKey, content } of difference.set)
    await attempt(failures, null, () => matrix.setState(room, type, stateKey, content))

  return new Map([...members].map(([user, membership]) => [user, { membership, error: failures.get(user as UserId)?.message ?? null }]))
}

/** True when it worked. A homeserver that does not answer ends the whole work; a refusal is about this person alone. */
async function attempt(failures: Failures, user: UserId | null, act: () => Promise<void>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    if (!(error instanceof MatrixFailure) || error.status === null) throw error
    failures.set(user, error)
    return false
  }
}

async function retryLater({ db, now, log }: World, key: RoomKey, error: unknown): Promise<void> {
  const message = error instanceof MatrixFailure ? error.message : 'erreur interne'
  const failures = await setRoomError(db, key, message, now())
  const runAt = new Date(now().getTime() + secondsBeforeRetry(failures) * 1_000)
  log.warn({ ...key, cause: error instanceof MatrixFailure ? error.errcode : error, failures }, 'room not in step')
  await setNextTry(db, key, runAt)
  await queueRoom(db, key, failures > 1 ? BACKGROUND : NORMAL, runAt)
}
