import type { RoomId } from '../core/ids.ts'
import { NOTICES, noticeFor } from '../core/notices/index.ts'
import type { Told } from '../core/notices/notice.ts'
import { type ToAnnounce, listToAnnounce } from '../db/events.ts'
import { type RoomRow } from '../db/rooms.ts'
import { setAnnounced, setAnnouncing } from '../db/room-states.ts'
import type { World } from './world.ts'

/**
 * Tells the room of the recorded events that it has not heard yet, in their order, each once. What one act did to
 * several people is told in one notice. Before a notice is sent, that is written down: whoever comes after a crash
 * looks in the room itself whether it was said.
 */
export async function announce({ db, matrix, serverName }: World, row: RoomRow, room: RoomId): Promise<void> {
  if (row.scope !== 'circle' && row.scope !== 'staff') return
  const types = NOTICES.map(({ type }) => type)
  for (const group of groups(await listToAnnounce(db, row.scope, row.ref, types, row.announced))) {
    const [first] = group
    const last = group.at(-1)
    const notice = first && noticeFor(first.type)
    if (first === undefined || last === undefined || notice === undefined) continue

    const interrupted = row.announcing === first.id
    if (!interrupted || !(await matrix.hasSaid(room, first.id))) {
      await setAnnouncing(db, row, first.id)
      await matrix.say(room, `care-${serverName}-${row.kind}-${first.id}`, {
        msgtype: 'm.notice',
        body: notice.fr(group.map(told)),
        'fr.sphere.notice': { type: first.type, event: first.id },
      })
    }
    await setAnnounced(db, row, last.id)
  }
}

/** Neighbours of one batch and one type are told together. */
function groups(events: readonly ToAnnounce[]): ToAnnounce[][] {
  const grouped: ToAnnounce[][] = []
  for (const event of events) {
    const group = grouped.at(-1)
    if (group?.[0] !== undefined && group[0].batch === event.batch && group[0].type === event.type) group.push(event)
    else grouped.push([event])
  }
  return grouped
}

/** The recorded words; an event of the circle itself has no person. */
function told({ by, reason, before, after }: ToAnnounce): Told {
  const words = (after ?? {}) as Partial<Told>
  return {
    givenName: words.givenName ?? '',
    familyName: words.familyName ?? '',
    profession: words.profession ?? '',
    structures: words.structures ?? [],
    role: words.role ?? '',
    formerRole: (before as { role?: string } | null)?.role ?? null,
    by,
    reason,
  }
}
