import { REMOVED_VERSION, removedVersion } from '../../core/document.ts'
import type { RoomId } from '../../core/ids.ts'
import { listRemovalsToNote, setRemovalNoted } from '../../db/document-removals.ts'
import { BACKGROUND, addJob } from '../../db/jobs.ts'
import { MatrixFailure } from '../../matrix/port.ts'
import type { World } from '../world.ts'

const AT_ONCE = 100
const RETRY_SECONDS = 30

/**
 * The room of a removed version says what it replied to, which the homeserver forgets with its content: so that an index made anew from the
 * homeserver alone numbers versions as before. What was said already and is said again after a crash says the same. Safe to repeat.
 */
export async function noteRemovals({ db, matrix, serverName, log, now }: World): Promise<void> {
  const waiting = await listRemovalsToNote(db, AT_ONCE)
  let later = waiting.length === AT_ONCE ? 0 : undefined
  for (const { eventId, repliedTo, roomId } of waiting)
    try {
      await matrix.note(roomId as RoomId, `care-${serverName}-removed-${eventId}`, REMOVED_VERSION, removedVersion(eventId, repliedTo))
      await setRemovalNoted(db, eventId)
    } catch (error) {
      if (!(error instanceof MatrixFailure)) throw error
      log.warn({ errcode: error.errcode, transient: error.transient }, 'a removed version was not noted')
      if (error.transient) later = RETRY_SECONDS
      // The room is not ours any more: others are not held up.
      else await setRemovalNoted(db, eventId)
    }
  if (later === undefined) return
  const runAt = new Date(now().getTime() + later * 1_000)
  await addJob(db, 'note-removals', {}, { key: 'note-removals', priority: BACKGROUND, runAt })
}
