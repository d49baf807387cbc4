import { receiptsIn } from '../core/timeline.ts'
import { type RoomId, type UserId, isSynthetic } from '../core/ids.ts'
import { BACKGROUND, addJob } from '../db/jobs.ts'
import { findPerson } from '../db/people.ts'
import { insertReceipts } from '../db/receipts.ts'
import { lockTimeline } from '../db/timeline.ts'
import { findEndOfPage, listPeopleWithUnread, listUnread } from '../db/unread.ts'
import { MatrixFailure } from '../matrix/port.ts'
import { tellOfReads } from './take-delivery.ts'
import type { World } from './world.ts'

const ROOMS = 50
const PEOPLE = 50

/**
 * Asks the homeserver up to where somebody has read, in the rooms where we think they have not: it tells each receipt once, and does not
 * repeat it to who was away. Costs nothing when all is read.
 */
export async function readReceipts(world: World, id: string): Promise<void> {
  const { db, matrix, serverName, now } = world
  const person = await findPerson(db, id, serverName)
  if (person === undefined || isSynthetic(id) || person.account.state !== 'ready' || person.status !== 'active') return
  const rooms = (await listUnread(db, id, now())).map(({ roomId }) => roomId)
  for (let start = 0; start < rooms.length; start += ROOMS) {
    const found = await matrix.readReceipts(person.userId as UserId, rooms.slice(start, start + ROOMS) as RoomId[]).catch(orNone)
    const receipts = found.flatMap(({ room, edu }) => receiptsIn(edu, '', room))
    await db.transaction().execute(async (trx) => {
      await lockTimeline(trx)
      await tellOfReads(trx, await insertReceipts(trx, receipts, serverName), 'repaired')
    })
  }
}
/** Locked, or gone: nothing to read. */
function orNone(error: unknown): [] {
  if (error instanceof MatrixFailure && !error.transient) return []
  throw error
}

/** The same for everybody, a page of people at a time, so that it can be interrupted. */
export async function repairReceipts(world: World, after = ''): Promise<void> {
  const { db, now } = world
  for (const person of await listPeopleWithUnread(db, after, PEOPLE, now())) await readReceipts(world, person)
  const end = await findEndOfPage(db, after, PEOPLE)
  if (end !== undefined) await addJob(db, 'repair-receipts', { after: end }, { key: 'receipts', priority: BACKGROUND })
}
