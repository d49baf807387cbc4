import type { Transaction } from 'kysely'
import type { SaidReceipt, TimelineEvent } from '../core/timeline.ts'
import { type InboxEvent, insertTransaction } from '../db/inbox.ts'
import { BACKGROUND, addJob } from '../db/jobs.ts'
import { linkNotifications } from '../db/bell.ts'
import { listNotificationRooms } from '../db/rooms.ts'
import type { Schema } from '../db/schema.ts'
import { type NewRead, insertReceipts } from '../db/receipts.ts'
import { type NewRoomEvent, insertRoomEvents, lockTimeline } from '../db/timeline.ts'
import { indexDocuments } from './index-documents.ts'
import { indexMails, noteReads } from './mails/index-mails.ts'
import { noteNews } from './emails/note-news.ts'
import type { World } from './world.ts'

type Trx = Transaction<Schema>
/**
 * `delivered`: by the homeserver, just now. `repaired`: lost by it or by us, and found later: news all the same. `rebuilt`: of an index
 * that is made anew; nobody is to be told of it again.
 */
export type How = 'delivered' | 'repaired' | 'rebuilt'
type About<Row> = (trx: Trx, rows: readonly Row[], how: How) => Promise<void>

/**
 * What else is written, in the same transaction, about events and receipts that were really new: one set-based function each, never called
 * with nothing. No Matrix call, no query per row.
 */
const ABOUT_EVENTS: readonly About<NewRoomEvent>[] = [indexMails, indexDocuments, linkNotifications, noteNews]
const ABOUT_READS: readonly About<NewRead>[] = [noteReads]

/** Longer than the homeserver takes from one delivery to the next while it catches up. */
const CAUGHT_UP_MS = 2_000

export interface Delivery {
  readonly inbox: readonly InboxEvent[]
  readonly events: readonly TimelineEvent[]
  readonly receipts: readonly SaidReceipt[]
}

/**
 * Stores what the homeserver delivers, at once or not at all. What came before changes nothing. `mayHaveMissed`: receipts may have been lost
 * since the last delivery; they are looked for once the homeserver has caught up.
 */
export async function takeDelivery(world: World, id: string, { inbox, events, receipts }: Delivery, mayHaveMissed: boolean): Promise<void> {
  const { db, now, matrix, serverName } = world
  await db.transaction().execute(async (trx) => {
    await lockTimeline(trx)
    if (mayHaveMissed)
      await addJob(trx, 'repair-receipts', {}, { key: 'receipts', priority: BACKGROUND, runAt: new Date(now().getTime() + CAUGHT_UP_MS) })
    if (!(await insertTransaction(trx, id, await forTheInbox(trx, inbox), now()))) return
    await tellOfEvents(trx, await insertRoomEvents(trx, events, { bridge: matrix.bridge, serverName }), 'delivered')
    await tellOfReads(trx, await insertReceipts(trx, receipts, serverName), 'delivered')
  })
}
export async function tellOfEvents(trx: Trx, rows: readonly NewRoomEvent[], how: How): Promise<void> {
  if (rows.length > 0) for (const about of ABOUT_EVENTS) await about(trx, rows, how)
}
export async function tellOfReads(trx: Trx, rows: readonly NewRead[], how: How): Promise<void> {
  if (rows.length > 0) for (const about of ABOUT_READS) await about(trx, rows, how)
}

/** Commands are for the rooms where the service speaks to one person; elsewhere such a word is nobody's business. */
async function forTheInbox(trx: Trx, events: readonly InboxEvent[]): Promise<InboxEvent[]> {
  const isMessage = ({ stateKey }: InboxEvent) => stateKey === null
  const toUs = await listNotificationRooms(
    trx,
    events.filter(isMessage).map(({ roomId }) => roomId),
  )
  return events.filter((event) => !isMessage(event) || toUs.has(event.roomId))
}
