import type { RoomId } from '../core/ids.ts'
import { type Named, fullName } from '../core/names.ts'
import { NOTICES, noticeFor } from '../core/notices/index.ts'
import type { Told } from '../core/notices/notice.ts'
import { untilWords } from '../core/substitutions/substitution-words.ts'
import { type ToAnnounce, listToAnnounce } from '../db/events.ts'
import { findNoticeContent, setNoticeSaid } from '../db/notices.ts'
import { type RoomRow } from '../db/rooms.ts'
import { setAnnounced, setAnnouncing } from '../db/room-states.ts'
import type { World } from './world.ts'

/** Another system has something to say (post-notice.ts). */
export const POSTED = 'notice.posted'

/**
 * Tells the room of the recorded events that it has not heard yet, in their order, each once. What one act did to
 * several people is told in one notice. Before a notice is sent, that is written down: whoever comes after a crash
 * looks in the room itself whether it was said.
 */
export async function announce({ db, matrix, serverName, zone, now }: World, row: RoomRow, room: RoomId): Promise<void> {
  if (row.scope !== 'circle' && row.scope !== 'staff') return
  const types = [...NOTICES.map(({ type }) => type), POSTED]
  for (const group of groups(await listToAnnounce(db, row.scope, row.ref, types, row.announced))) {
    const [first] = group
    const last = group.at(-1)
    if (first === undefined || last === undefined) continue
    const content = await wordsOf({ db, zone }, group, first)

    const interrupted = row.announcing === first.id
    if (content !== undefined && (!interrupted || !(await matrix.hasSaid(room, first.id)))) {
      await setAnnouncing(db, row, first.id)
      await matrix.say(room, `care-${serverName}-${row.kind}-${first.id}`, {
        msgtype: 'm.notice',
        ...content,
        'fr.sphere.notice': { type: first.type, ...(content['fr.sphere.notice'] as object | undefined), event: first.id },
      })
    }
    // The words of another system are forgotten before its turn is over: a crash between the two says nothing twice.
    if (first.type === POSTED) await setNoticeSaid(db, first.id, now())
    await setAnnounced(db, row, last.id)
  }
}

/** What is said of these events; nothing of a notice that was said before. */
async function wordsOf(
  { db, zone }: Pick<World, 'db' | 'zone'>,
  group: readonly ToAnnounce[],
  first: ToAnnounce,
): Promise<Record<string, unknown> | undefined> {
  if (first.type === POSTED) return findNoticeContent(db, first.id)
  const notice = noticeFor(first.type)
  return notice && { body: notice.fr(group.map((event) => told(event, zone))) }
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
function told({ by, reason, before, after }: ToAnnounce, zone: string): Told {
  const words = (after ?? {}) as Partial<Omit<Told, 'replaces'>> & { replaces?: Named & { until: string } }
  const replaces = words.replaces ?? null
  return {
    givenName: words.givenName ?? '',
    familyName: words.familyName ?? '',
    profession: words.profession ?? '',
    structures: words.structures ?? [],
    role: words.role ?? '',
    formerRole: (before as { role?: string } | null)?.role ?? null,
    by,
    reason,
    replaces: replaces && { name: fullName(replaces), until: untilWords(new Date(replaces.until), zone) },
  }
}
