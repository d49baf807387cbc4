import type { RoomId, UserId } from '../core/ids.ts'
import type { ActualRoom, Membership } from '../core/room-difference.ts'
import { ROOM_KINDS } from '../core/rooms/index.ts'
import { BACKGROUND, BULK, NORMAL, withSubjectAlone } from '../db/jobs.ts'
import { type RoomKey, findRoom, queueRoom } from '../db/rooms.ts'
import { setInStep, setNextTry, setRoomError, setRoomMembers } from '../db/room-states.ts'
import { MatrixFailure } from '../matrix/port.ts'
import { announce } from './announce.ts'
import { type Failures, attempt, makeRoom, withAccounts } from './make-room.ts'
import { mirrorForNewcomers } from './mirror-push-rules.ts'
import { type WantedRoom, differenceFrom, readWantedRoom } from './read-wanted-room.ts'
import { reconcileMail } from './reconcile-mail.ts'
import { secondsBeforeRetry } from './retry.ts'
import { sayNotifications } from './say-notifications.ts'
import type { World } from './world.ts'

/** At a time: who is to be let out elsewhere, and whoever waits for a mail, does not wait for the end of a large arrival. */
const TURN_MS = 2_000

/**
 * Makes one room what the registry wants now: makes it, admits, removes, sets its state, then tells of what happened.
 * Reads everything, acts on the difference only: safe to repeat and to interrupt anywhere. What fails for one person
 * does not hold up the others; it is kept with its cause and tried again.
 */
export async function reconcileRoom(world: World, key: RoomKey, priority = NORMAL): Promise<void> {
  const alone = await withSubjectAlone(world.db, `room:${key.kind}:${key.ref}`, () => reconcileAlone(world, key, priority))
  // Another process is at it, perhaps with what it read before this change: come back when it is done, as urgently.
  if (!alone) await queueRoom(world.db, key, priority, new Date(world.now().getTime() + 200))
}

async function reconcileAlone(world: World, key: RoomKey, priority: number): Promise<void> {
  const { db, matrix, now } = world
  const row = await findRoom(db, key)
  if (row === undefined) return
  if (row.purged_at !== null) return setInStep(db, key, row.change, now())
  try {
    if (row.kind === 'mail') {
      await reconcileMail(world, row)
      return await setInStep(db, key, row.change, now())
    }
    // Side by side: somebody waits to read what is written there.
    const [wanted, seen] = await Promise.all([
      readWantedRoom({ ...world, bridge: matrix.bridge }, key),
      row.room_id === null ? undefined : matrix.readRoom(row.room_id),
    ])
    const failures: Failures = new Map()
    const room = row.room_id ?? (await makeRoom(world, row, wanted, failures))
    if (room !== undefined) {
      const { members, isDone } = await bringInStep(world, room, wanted, seen ?? (await matrix.readRoom(room)), failures)
      await mirrorForNewcomers(world, key, seen?.members, members)
      await setRoomMembers(db, key, members)
      // Its arrivals are not over: they come after what one person waits for.
      if (!isDone) return await queueRoom(db, key, BULK)
      if (ROOM_KINDS[key.kind].announces) await announce(world, row, room)
      if (key.kind === 'notifications' && wanted.people.size > 0) await sayNotifications(world, row.ref, room)
    }
    const [first] = failures.values()
    if (first !== undefined) throw first
    await setInStep(db, key, row.change, now())
  } catch (error) {
    await retryLater(world, key, priority, error)
  }
}

/** Acts on the difference, arrivals for one turn; gives who is there afterwards, with the cause of what failed, and whether nothing remains. */
async function bringInStep(world: World, room: RoomId, wanted: WantedRoom, actual: ActualRoom, failures: Failures) {
  const { matrix } = world
  const difference = differenceFrom(wanted, actual)
  const members = new Map<string, Membership>(actual.members)
  members.delete(matrix.bridge)

  for (const user of difference.remove as UserId[])
    if (await attempt(failures, user, () => matrix.remove(room, user, 'Le registre ne compte plus cette personne ici.')))
      members.set(user, 'leave')
  for (const user of difference.unban) await attempt(failures, user, () => matrix.unban(room, user))
  for (const { type, stateKey, content } of difference.set)
    await attempt(failures, null, () => matrix.setState(room, type, stateKey, content))
  const turnEnds = Date.now() + TURN_MS
  for (const user of [...difference.join, ...difference.admit]) {
    // What fails is tried again by a work of its own; it must not take each turn from the others.
    if (failures.size === 0 && Date.now() > turnEnds) return { members: withCauses(members, failures), isDone: false }
    const [ready] = await withAccounts(world, wanted.people, [user], failures)
    if (ready === undefined) continue
    const enter = () =>
      (actual.members.get(user) === 'invite' ? Promise.resolve() : matrix.invite(room, user)).then(() => matrix.joinAs(room, user))
    if (await attempt(failures, user, enter)) members.set(user, 'join')
  }
  return { members: withCauses(members, failures), isDone: true }
}

const withCauses = (members: ReadonlyMap<string, Membership>, failures: Failures) =>
  new Map([...members].map(([user, membership]) => [user, { membership, error: failures.get(user as UserId)?.message ?? null }]))

async function retryLater({ db, now, log }: World, key: RoomKey, priority: number, error: unknown): Promise<void> {
  const message = error instanceof MatrixFailure ? error.message : 'erreur interne'
  const failures = await setRoomError(db, key, message, now())
  const runAt = new Date(now().getTime() + secondsBeforeRetry(failures) * 1_000)
  log.warn({ ...key, cause: error instanceof MatrixFailure ? error.errcode : error, failures }, 'room not in step')
  await setNextTry(db, key, runAt)
  // What closes an access stays as urgent as it was, however often it fails.
  await queueRoom(db, key, priority < NORMAL ? priority : failures > 1 ? BACKGROUND : NORMAL, runAt)
}
