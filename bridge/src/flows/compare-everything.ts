import type { RoomId } from '../core/ids.ts'
import { roomDifference } from '../core/room-difference.ts'
import { ROOM_KINDS, isRoomKind } from '../core/rooms/index.ts'
import { stateOf } from '../core/rooms/kind.ts'
import { recordEvents } from '../db/events.ts'
import { BACKGROUND, NORMAL, addJob } from '../db/jobs.ts'
import { type RoomRow, findRoom, getRoomSubject, listRoomsAfter, listRoomsOutOfStep, listUnknownRooms, listWanted, queueRoom, queueRooms } from '../db/rooms.ts'
import { listPeopleOutOfStep } from '../db/people.ts'
import { listDue } from '../db/periods.ts'
import { settleOnTime } from './settle-membership.ts'
import type { World } from './world.ts'

const PAGE = 50

/** What only time or a crash can have left undone: hours that passed while nobody watched, work whose queue entry was lost. */
export async function catchUp(world: World): Promise<void> {
  const { db, now } = world
  for (const where of await listDue(db, now(), 200)) await settleOnTime(world, where)
  for (const room of await listRoomsOutOfStep(db, 500)) await queueRoom(db, room, NORMAL)
  for (const person of await listPeopleOutOfStep(db, 500)) await addJob(db, 'reconcile-person', { person }, { key: `person:${person}` })
}

/**
 * Compares every room with the registry, a page at a time so that it can be interrupted, and repairs what was changed behind our
 * back: recorded, with what was found. Rooms with work of their own under way are left to it.
 */
export async function compareEverything(world: World, after?: { kind: string; ref: string }): Promise<void> {
  const { db } = world
  if (after === undefined) await removeStrays(world)
  const rooms = await listRoomsAfter(db, after, PAGE)
  for (const row of rooms) if (row.room_id !== null && row.in_step) await compare(world, row, row.room_id)
  const last = rooms.at(-1)
  if (rooms.length === PAGE && last !== undefined)
    await addJob(db, 'compare-everything', { after: { kind: last.kind, ref: last.ref } }, { key: 'compare', priority: BACKGROUND })
}

async function compare({ db, matrix, serverName, now }: World, row: RoomRow, room: RoomId): Promise<void> {
  const [subject, wanted, actual] = await Promise.all([
    getRoomSubject(db, row, { bridge: matrix.bridge, serverName }),
    listWanted(db, row, now()),
    matrix.readRoom(room),
  ])
  const members = new Set(wanted.filter(({ status }) => status === 'active').map(({ localpart }) => `@${localpart}:${serverName}` as typeof matrix.bridge))
  const found = roomDifference({ state: stateOf(ROOM_KINDS[row.kind], subject), members, bridge: matrix.bridge }, actual)
  const drift = { missing: [...found.admit, ...found.join], surplus: found.remove, settings: found.set.map(({ type }) => type) }
  if (drift.missing.length + drift.surplus.length + drift.settings.length === 0) return

  await db.transaction().execute(async (trx) => {
    await recordEvents(trx, { source: 'contrôle', by: 'contrôle' }, now(), [
      { type: 'drift.found', ...(row.scope === 'circle' ? { circle: row.ref } : { structure: row.ref }), after: { room: row.kind, ...drift } },
    ])
    await queueRooms(trx, { scope: row.scope, ref: row.ref }, NORMAL, now())
  })
}

/** Rooms that a crash left behind: made, never stored, made again. The bridge leaves them; nobody can enter. */
async function removeStrays({ db, matrix, now }: World): Promise<void> {
  for (const room of await listUnknownRooms(db, await matrix.listOwnRooms())) {
    const marker = await matrix.readMarker(room)
    const waiting = marker !== undefined && isRoomKind(marker.kind) ? await findRoom(db, { kind: marker.kind, ref: marker.id }) : undefined
    if (waiting?.creating === true || waiting?.room_id === room) continue
    const { members } = await matrix.readRoom(room)
    for (const [user, membership] of members)
      if (user !== matrix.bridge && (membership === 'join' || membership === 'invite')) await matrix.remove(room, user as typeof matrix.bridge, 'Salon sans objet.')
    await matrix.leave(room)
    await db.transaction().execute((trx) => recordEvents(trx, { source: 'contrôle', by: 'contrôle' }, now(), [{ type: 'drift.stray-room', after: { room } }]))
  }
}
