import type { RoomId } from '../core/ids.ts'
import { placeOfRoom, recordEvents } from '../db/events.ts'
import { NORMAL } from '../db/jobs.ts'
import { type RoomRow, isUnchanged, queueAgain } from '../db/rooms.ts'
import { differenceFrom, readWantedRoom } from './read-wanted-room.ts'
import { noticeDepartures } from './reconcile-mail.ts'
import type { World } from './world.ts'

/** Compares one room that should be in step; a difference was made behind our back: recorded as found, and queued for repair. */
export async function compareRoom({ matrix, ...world }: World, row: RoomRow, room: RoomId): Promise<void> {
  const { db, now } = world
  if (row.kind === 'mail') return noticeDepartures({ matrix, ...world }, row.ref, room)
  const [wanted, actual] = await Promise.all([readWantedRoom({ ...world, bridge: matrix.bridge }, row), matrix.readRoom(room)])
  const found = differenceFrom(wanted, actual)
  const drift = { missing: [...found.admit, ...found.join], surplus: found.remove, settings: found.set.map(({ type }) => type) }
  if (drift.missing.length + drift.surplus.length + drift.settings.length === 0) return

  await db.transaction().execute(async (trx) => {
    // A change of the registry that came while we read is no drift: its own work is queued.
    if (!(await isUnchanged(trx, row))) return
    await recordEvents(trx, { source: 'contrôle', by: 'contrôle' }, now(), [
      {
        type: 'drift.found',
        ...placeOfRoom(row),
        after: { room: row.kind, ...drift },
      },
    ])
    await queueAgain(trx, row, NORMAL, now())
  })
}
