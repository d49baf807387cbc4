import { isRoomKind } from '../core/rooms/index.ts'
import { recordEvents } from '../db/events.ts'
import { BACKGROUND, NORMAL, addJob } from '../db/jobs.ts'
import { findRoom, queueRoom } from '../db/rooms.ts'
import { listPeopleOutOfStep, queuePerson } from '../db/people.ts'
import { listDue } from '../db/periods.ts'
import { listRoomsAfter, listRoomsOutOfStep, listUnknownRooms } from '../db/room-states.ts'
import { listEnded } from '../db/substitutions/records.ts'
import { compareRoom } from './compare-room.ts'
import { healTimeline } from './heal-timeline.ts'
import { settleOnTime } from './settle-membership.ts'
import { endSubstitution } from './substitutions/end-substitution.ts'
import type { World } from './world.ts'

const PAGE = 50

/** What only time or a crash can have left undone: hours that passed while nobody watched, work whose queue entry was lost. */
export async function catchUp(world: World): Promise<void> {
  const { db, now } = world
  for (const where of await listDue(db, now(), 200)) await settleOnTime(world, where)
  for (const substitution of await listEnded(db, now(), 200)) await endSubstitution(world, substitution)
  // A mass import leaves one room of notifications for each person, which wait for its journals.
  for (const room of await listRoomsOutOfStep(db, 500)) await queueRoom(db, room, room.kind === 'notifications' ? BACKGROUND : NORMAL)
  for (const person of await listPeopleOutOfStep(db, 500)) await queuePerson(db, person, NORMAL)
}

/**
 * Compares every room with the registry, a page at a time so that it can be interrupted, and repairs what was changed behind our
 * back: recorded, with what was found. Rooms with work of their own under way are left to it.
 */
export async function compareEverything(world: World, after?: { kind: string; ref: string }): Promise<void> {
  const { db } = world
  if (after === undefined) await removeStrays(world)
  const rooms = await listRoomsAfter(db, after, PAGE)
  for (const row of rooms) if (row.room_id !== null && row.in_step) await compareRoom(world, row, row.room_id)
  for (const row of rooms) if (row.room_id !== null) await healTimeline(world, row)
  const last = rooms.at(-1)
  if (rooms.length === PAGE && last !== undefined)
    await addJob(db, 'compare-everything', { after: { kind: last.kind, ref: last.ref } }, { key: 'compare', priority: BACKGROUND })
}

/** Rooms that a crash left behind: made, never stored, made again. The bridge leaves them; nobody can enter. */
async function removeStrays({ db, matrix, now }: World): Promise<void> {
  for (const room of await listUnknownRooms(db, await matrix.listOwnRooms())) {
    const marker = await matrix.readMarker(room)
    const waiting = marker !== undefined && isRoomKind(marker.kind) ? await findRoom(db, { kind: marker.kind, ref: marker.id }) : undefined
    if (waiting?.creating === true || waiting?.room_id === room) continue
    const { members } = await matrix.readRoom(room)
    for (const [user, membership] of members)
      if (user !== matrix.bridge && (membership === 'join' || membership === 'invite'))
        await matrix.remove(room, user as typeof matrix.bridge, 'Salon sans objet.')
    await matrix.leave(room)
    await db
      .transaction()
      .execute((trx) => recordEvents(trx, { source: 'contrôle', by: 'contrôle' }, now(), [{ type: 'drift.stray-room', after: { room } }]))
  }
}
