import type { RoomId } from '../core/ids.ts'
import { listUnsaid, setSaid, setSaying } from '../db/notifications.ts'
import type { World } from './world.ts'

const AT_ONCE = 100

/**
 * Says what one person has not been told yet, in order, each once. Before it is said, that is written down: whoever comes after a crash
 * looks in the room itself whether it was.
 */
export async function sayNotifications({ db, matrix, serverName, now }: World, person: string, room: RoomId): Promise<void> {
  for (;;) {
    const waiting = await listUnsaid(db, person, AT_ONCE)
    for (const { id, content, saying } of waiting) {
      if (!saying || !(await matrix.hasSaid(room, id))) {
        await setSaying(db, id)
        await matrix.say(room, `care-${serverName}-notification-${id}`, {
          ...content,
          'fr.sphere.notice': { type: 'notification', event: id },
        })
      }
      await setSaid(db, id, now())
    }
    if (waiting.length < AT_ONCE) return
  }
}
