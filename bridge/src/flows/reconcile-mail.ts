import { type RoomId, type UserId, userIdOf } from '../core/ids.ts'
import type { Membership } from '../core/room-difference.ts'
import { type Participant, findMail, listParticipants, setMailMade } from '../db/mail.ts'
import type { RoomRow } from '../db/rooms.ts'
import { setRoomId, setRoomMembers } from '../db/room-states.ts'
import { MatrixFailure } from '../matrix/port.ts'
import { endMail } from './leave-mail.ts'
import { type Failures, findUnknownRoom, makeRoom, withAccounts } from './make-room.ts'
import { mirrorForNewcomers } from './mirror-push-rules.ts'
import { differenceFrom, readWantedRoom } from './read-wanted-room.ts'
import type { World } from './world.ts'

/**
 * Makes a room of mail: everybody joined, told to their clients as a conversation, the bridge gone. Once made nothing is ever set there
 * again; what is looked for then is who left without our hearing of it. Safe to repeat and to interrupt anywhere.
 */
export async function reconcileMail(world: World, row: RoomRow): Promise<void> {
  const mail = await findMail(world.db, row.ref)
  if (mail === undefined) throw new Error(`room mail ${row.ref} has lost its subject`)
  const people = await listParticipants(world.db, row.ref)
  if (mail.madeAt !== null) return row.room_id === null ? undefined : noticeDepartures(world, row.ref, row.room_id, people)
  if (mail.open && people.every(({ status, leftAt }) => status === 'active' && leftAt === null)) return make(world, row, people)
  await abandon(world, row, people)
}

async function make(world: World, row: RoomRow, people: readonly Participant[]): Promise<void> {
  const { db, matrix, serverName, now } = world
  const failures: Failures = new Map()
  const wanted = await readWantedRoom({ ...world, bridge: matrix.bridge }, row)
  const room = row.room_id ?? (await makeRoom(world, row, wanted, failures))
  if (room === undefined) return
  const actual = await matrix.readAnyRoom(room)
  const users = people.map(({ localpart }) => userIdOf(localpart, serverName))
  // It leaves last: where it is no more, everything was done.
  if (actual.members.get(matrix.bridge) === 'join') {
    // A homeserver that died in the middle of the creation left it without its powers.
    for (const { type, stateKey, content } of differenceFrom(wanted, actual).set) await matrix.setState(room, type, stateKey, content)
    for (const user of users) await admit(world, room, user, actual.members, wanted.people)
    await Promise.all(users.map((user) => tellClients(world, room, user, users)))
    await matrix.leave(room)
  }
  const members = new Map(users.map((user) => [user, { membership: 'join', error: null }]))
  await mirrorForNewcomers(world, row, undefined, members)
  await setRoomMembers(db, row, members)
  await setMailMade(db, row.ref, now())
}

/** What a client knows of conversations is the person's own, of any size: when it refuses one more, the conversation is no less open. */
async function tellClients({ matrix, log }: World, room: RoomId, user: UserId, all: readonly UserId[]): Promise<void> {
  const others = all.filter((other) => other !== user)
  await matrix.setDirectChat(user, room, others).catch((error: unknown) => {
    if (!(error instanceof MatrixFailure) || error.transient) throw error
    log.warn({ cause: error.errcode }, 'a conversation could not be told to the clients of a person')
  })
}

/** Everybody or nobody: who cannot be let in fails the whole work, which is tried again. */
async function admit(
  world: World,
  room: RoomId,
  user: UserId,
  members: ReadonlyMap<string, Membership>,
  people: Parameters<typeof withAccounts>[1],
): Promise<void> {
  const { matrix } = world
  const membership = members.get(user)
  if (membership === 'join') return
  if (membership !== 'invite') {
    const failures: Failures = new Map()
    await withAccounts(world, people, [user], failures)
    const [failure] = failures.values()
    if (failure !== undefined) throw failure
    await matrix.invite(room, user)
  }
  await matrix.joinAs(room, user)
}

/** One of them can no longer be reached, before anybody could write: whoever started it is told so by the question asked anew. */
async function abandon(world: World, row: RoomRow, people: readonly Participant[]): Promise<void> {
  const { db, matrix } = world
  await endMail(
    world,
    row.ref,
    people.map(({ person }) => person),
  )
  const room = row.room_id ?? (row.creating ? await findUnknownRoom(world, { kind: row.kind, id: row.ref }) : undefined)
  if (room === undefined) return
  await setRoomId(db, row, room)
  const { members } = await matrix.readAnyRoom(room)
  if (members.get(matrix.bridge) !== 'join') return
  for (const [user, membership] of members)
    if (user !== matrix.bridge && (membership === 'join' || membership === 'invite'))
      await matrix.remove(room, user as UserId, 'Cette conversation n’a pas pu s’ouvrir.')
  await matrix.leave(room)
  await setRoomMembers(db, row, new Map())
}

/** Departures that were lost on their way to us: the bridge is not there to see them, the administrator's eyes are used. */
export async function noticeDepartures(world: World, mail: string, room: RoomId, people?: readonly Participant[]): Promise<void> {
  const { db, matrix, serverName } = world
  const there = (people ?? (await listParticipants(db, mail))).filter(({ leftAt }) => leftAt === null)
  if (there.length === 0) return
  const { members } = await matrix.readAnyRoom(room)
  const gone = there.filter(({ localpart }) => members.get(userIdOf(localpart, serverName)) !== 'join')
  await endMail(
    world,
    mail,
    gone.map(({ person }) => person),
  )
}
