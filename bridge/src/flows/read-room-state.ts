import { type Caller, type RoomState, mayDo } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { type CircleId, type FolderId, type PersonId, type StructureId, localpartOf, userIdOf } from '../core/ids.ts'
import { displayName } from '../core/names.ts'
import { ROOM_KINDS } from '../core/rooms/index.ts'
import { findCircle } from '../db/circles.ts'
import { listPeopleByLocalparts } from '../db/people.ts'
import { getRoomSubject } from '../db/room-subjects.ts'
import { type RoomRow, listRoomsOf, listWanted } from '../db/rooms.ts'
import { listWantedServices } from '../db/services.ts'
import { findStructure } from '../db/structures.ts'
import { listRoomMembers } from '../db/room-states.ts'
import type { World } from './world.ts'

/** The journal of a circle: wanted and actual side by side. Its name is its patient's: for those alone who may read circles. */
export async function readCircleState(world: World, id: CircleId, caller: Caller): Promise<RoomState> {
  if ((await findCircle(world.db, id, world.now())) === undefined) throw new Fault('CIRCLE_UNKNOWN')
  const [room] = await listRoomsOf(world.db, { scope: 'circle', ref: id })
  if (room === undefined) throw new Error(`circle ${id} has no room row`)
  const state = await readState(world, room)
  return mayDo(caller, 'circles:read') ? state : { ...state, name: '' }
}

/** The rooms of a DAC; none for another structure. */
export async function readStructureState(world: World, id: StructureId): Promise<{ rooms: RoomState[] }> {
  if ((await findStructure(world.db, id)) === undefined) throw new Fault('STRUCTURE_UNKNOWN')
  const rooms = await listRoomsOf(world.db, { scope: 'staff', ref: id })
  return { rooms: await Promise.all(rooms.map((room) => readState(world, room))) }
}

async function readState({ db, matrix, serverName, now }: World, room: RoomRow): Promise<RoomState> {
  const [subject, wanted, services, actual] = await Promise.all([
    getRoomSubject(db, room, { bridge: matrix.bridge, serverName, now: now(), child: '' }),
    listWanted(db, room, now()),
    listWantedServices(db, room),
    listRoomMembers(db, room),
  ])
  const seen = new Map(actual.map((member) => [member.userId, member]))
  const expected = [...wanted, ...services].map((person) => {
    const userId: string = userIdOf(person.localpart, serverName)
    const there = seen.get(userId)
    const should = person.status === 'active'
    const membership = membershipOf(there?.membership)
    return {
      personId: person.called === undefined ? (person.person as PersonId) : null,
      userId,
      name: displayName(person),
      wanted: should,
      role: person.role,
      sources: person.sources,
      actual: membership,
      inStep: should ? membership === 'join' : !PRESENT.has(membership),
      error: there?.error ?? null,
    }
  })
  const others = actual.filter(({ userId, membership }) => !expected.some((one) => one.userId === userId) && PRESENT.has(membership))
  const names = await listPeopleByLocalparts(
    db,
    others.flatMap(({ userId }) => localpartOf(userId, serverName) ?? []),
    serverName,
  )
  const surplus = others.map(({ userId, membership, error }) => {
    const person = names.find((one) => one.userId === userId)
    return {
      personId: person?.id ?? null,
      userId,
      name: person === undefined ? userId : displayName(person),
      wanted: false,
      role: null,
      sources: [],
      actual: membershipOf(membership),
      inStep: false,
      error,
    }
  })
  const iso = (instant: Date | null) => instant?.toISOString() ?? null
  const since = iso(room.dirty_since) ?? now().toISOString()
  return {
    kind: kindShown(room),
    ...(room.kind === 'documents' ? { folderId: room.ref as FolderId } : {}),
    name: ROOM_KINDS[room.kind].name(subject) ?? '',
    roomId: room.room_id,
    inStep: room.in_step,
    members: [...expected, ...surplus],
    pending: room.in_step ? null : { since, nextTry: iso(room.next_try_at) ?? since, attempts: room.attempts },
    lastError: room.last_error === null ? null : { at: iso(room.last_error_at) ?? since, message: room.last_error },
    checkedAt: iso(room.checked_at),
  }
}

/** What is one person's, or between people, is nobody's to look at here. */
function kindShown({ kind }: RoomRow): RoomState['kind'] {
  if (kind === 'mail' || kind === 'notifications' || kind === 'journals-space') throw new Error(`a room of the kind ${kind} is not shown`)
  return kind
}

/** What gives access, or asks for it. */
const PRESENT = new Set<string>(['join', 'invite', 'knock'])

const membershipOf = (text: string | undefined): RoomState['members'][number]['actual'] => {
  switch (text) {
    case 'join':
    case 'invite':
    case 'knock':
    case 'leave':
    case 'ban':
      return text
    default:
      return 'none'
  }
}
