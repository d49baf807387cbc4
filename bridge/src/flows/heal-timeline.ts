import type { TimelineEvent } from '../core/timeline.ts'
import { timelineEvent } from '../core/timeline.ts'
import { deleteWaitingFor, listWaitingFor, queueReceipts, settleReceipts } from '../db/receipts.ts'
import { type RoomKey, findRoom, listWanted } from '../db/rooms.ts'
import { lockTimeline } from '../db/timeline.ts'
import { correctRoomEvents, findWholeTo, placeRoomEvents, setWholeTo } from '../db/timeline-repair.ts'
import type { RoomId } from '../core/ids.ts'
import { isSynthetic } from '../core/ids.ts'
import { MatrixFailure } from '../matrix/port.ts'
import { indexDocuments } from './index-documents.ts'
import { type How, tellOfEvents, tellOfReads } from './take-delivery.ts'
import type { World } from './world.ts'

/** What was found is news when it is younger; older, it is history that was never indexed. */
const NEWS_HOURS = 24
const FIRST_PAGE = 20
const PAGE = 500
/** So much that is new is read from the beginning instead, a page at a time. */
const BACK_AT_MOST = 5_000

/**
 * Compares the index of one room with the homeserver and repairs it: what the homeserver lost on its way to us (it never repeats a delivery
 * that died with it) is put in its place, deletions are noticed, receipts that named an unknown event count. Costs one request when nothing
 * is missing. Safe to interrupt and to repeat.
 */
export async function healTimeline(world: World, key: RoomKey): Promise<void> {
  const { db, now } = world
  const row = await findRoom(db, key)
  if (row === undefined || row.room_id === null || isSynthetic(row.ref)) return
  const waiting = await listWaitingFor(db, key)
  const whole = await findWholeTo(db, key)
  const found = await compare(world, key, row.room_id, whole).catch(orNothing)
  await db.transaction().execute(async (trx) => {
    await lockTimeline(trx)
    await tellOfReads(trx, await settleReceipts(trx), 'repaired')
    await deleteWaitingFor(trx, key, waiting)
    await setWholeTo(trx, key, found.newest, now())
  })
  // Whatever lost the events has lost receipts on them too.
  if (found.missing > 0) for (const { person } of await listWanted(db, key, now())) await queueReceipts(db, person)
}

interface Found {
  readonly missing: number
  readonly newest: string | null
}
async function compare(world: World, key: RoomKey, room: RoomId, whole: string | null): Promise<Found> {
  const recent = whole === null ? undefined : await readBack(world, room, whole)
  return recent === undefined ? readOnwards(world, key, room) : place(world, key, recent, 'repaired')
}
/** The homeserver does not know the room (any more): there is nothing to compare with, and the others are not held up. */
function orNothing(error: unknown): Found {
  if (error instanceof MatrixFailure && !error.transient) return { missing: 0, newest: null }
  throw error
}

/** What came since the event up to which all is known, that one first; undefined when that is too much. */
async function readBack({ matrix }: World, room: RoomId, whole: string): Promise<TimelineEvent[] | undefined> {
  const events: TimelineEvent[] = []
  for (let from: string | undefined; ;) {
    const page = await matrix.readTimeline(room, { from, direction: 'b', limit: from === undefined ? FIRST_PAGE : PAGE })
    for (const event of eventsOf(room, page.events)) {
      events.push(event)
      if (event.eventId === whole) return events.toReversed()
    }
    if (page.next === null) return events.toReversed()
    if (events.length > BACK_AT_MOST) return undefined
    from = page.next
  }
}

/** The whole room from its beginning, a page at a time, each page stored before the next is read. */
async function readOnwards(world: World, key: RoomKey, room: RoomId): Promise<Found> {
  let last: TimelineEvent | undefined
  let missing = 0
  for (let from: string | undefined; ;) {
    const page = await world.matrix.readTimeline(room, { from, direction: 'f', limit: PAGE })
    const events = eventsOf(room, page.events)
    // The last of the page before shows where this one belongs.
    const found = await place(world, key, last === undefined ? events : [last, ...events], 'rebuilt')
    missing += found.missing
    last = events.at(-1) ?? last
    if (page.next === null) return { missing, newest: last?.eventId ?? null }
    from = page.next
  }
}
const eventsOf = (room: string, given: readonly unknown[]): TimelineEvent[] =>
  given.flatMap((one) => timelineEvent(typeof one === 'object' ? { ...one, room_id: room } : one) ?? [])

async function place({ db, matrix, serverName, now }: World, key: RoomKey, events: readonly TimelineEvent[], how: How): Promise<Found> {
  const names = { bridge: matrix.bridge, serverName }
  const since = now().getTime() - NEWS_HOURS * 3_600_000
  const missing = await db.transaction().execute(async (trx) => {
    await lockTimeline(trx)
    const rows = await placeRoomEvents(trx, key, events, names)
    if (how === 'rebuilt') {
      await correctRoomEvents(trx, events, names)
      // Known events too: their files may be older than the index of documents.
      await indexDocuments(trx, events)
    }
    const isNews = ({ at }: { at: Date }) => at.getTime() >= since
    await tellOfEvents(trx, rows.filter(isNews), 'repaired')
    await tellOfEvents(
      trx,
      rows.filter((row) => !isNews(row)),
      'rebuilt',
    )
    return rows.length
  })
  return { missing, newest: events.at(-1)?.eventId ?? null }
}
