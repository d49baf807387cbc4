import type { RoomId } from '../core/ids.ts'
import { roomDifference } from '../core/room-difference.ts'
import { ROOM_KINDS } from '../core/rooms/index.ts'
import { stateOf } from '../core/rooms/kind.ts'
import { recordEvents } from '../db/events.ts'
import { NORMAL } from '../db/jobs.ts'
import { type RoomRow, getRoomSubject, isUnchanged, listWanted, queueRooms } from '../db/rooms.ts'
import type { World } from './world.ts'

/** Compares one room that should be in step; a difference was made behind our back: recorded as found, and queued for repair. */
export async function compareRoom({ db, matrix, serverName, now }: World, row: RoomRow, room: RoomId): Promise<void> {
  const [subject, wanted, actual] = await Promise.all([
    getRoomSubject(db, row, { bridge: matrix.bridge, serverName }),
    listWanted(db, row, now()),
    matrix.readRoom(room),
  ])
  const members = new Set(
    wanted.filter(({ status }) => status === 'active').map(({ localpart }) => `@${localpart}:${serverName}` as typeof matrix.bridge),
  )
  const found = roomDifference({ state: stateOf(ROOM_KINDS[row.kind], subject), members, bridge: matrix.bridge }, actual)
  const drift = { missing: [...found.admit, ...found.join], surplus: found.remove, settings: found.set.map(({ type }) => type) }
  if (drift.missing.length + drift.surplus.length + drift.settings.length === 0) return

  await db.transaction().execute(async (trx) => {
    // A change of the registry that came while we read is no drift: its own work is queued.
    if (!(await isUnchanged(trx, row))) return
    await recordEvents(trx, { source: 'contrôle', by: 'contrôle' }, now(), [
      {
        type: 'drift.found',
        ...(row.scope === 'circle' ? { circle: row.ref } : { structure: row.ref }),
        after: { room: row.kind, ...drift },
      },
    ])
    await queueRooms(trx, { scope: row.scope, ref: row.ref }, NORMAL, now())
  })
}
