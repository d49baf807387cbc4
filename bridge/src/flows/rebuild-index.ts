import { isRoomKind } from '../core/rooms/index.ts'
import { findRoomById, listWanted } from '../db/rooms.ts'
import { askRebuild, listRebuilding } from '../db/timeline-repair.ts'
import { findEndOfPage, listPeopleWithUnread } from '../db/unread.ts'
import { healTimeline } from './heal-timeline.ts'
import { readReceipts } from './repair-receipts.ts'
import type { World } from './world.ts'

const PEOPLE = 50

/**
 * Makes the index of what is said and read anew from the homeserver alone: every room from its beginning, then up to where people have read.
 * While everything runs; interrupted, it goes on where it was. Of one room when it is given.
 */
export async function rebuildIndex(world: World, roomId: string | undefined, say: (progress: string) => void): Promise<void> {
  if (roomId !== undefined) return rebuildRoom(world, roomId, say)
  const total = await askRebuild(world.db, undefined)
  for (let done = 0; ; done++) {
    const [next] = await listRebuilding(world.db, 1)
    if (next === undefined) break
    if (done % 100 === 0) say(`Salons : ${done} sur ${total}`)
    if (isRoomKind(next.kind)) await healTimeline(world, { kind: next.kind, ref: next.ref })
  }
  say(`Salons : ${total} sur ${total}`)
  let people = 0
  for (let after: string | undefined = ''; after !== undefined; after = await findEndOfPage(world.db, after, PEOPLE)) {
    for (const person of await listPeopleWithUnread(world.db, after, PEOPLE, world.now())) await readReceipts(world, person)
    people += PEOPLE
    if (people % 500 === 0) say(`Lectures : ${people} personnes`)
  }
  say('Index reconstruit.')
}

async function rebuildRoom(world: World, roomId: string, say: (progress: string) => void): Promise<void> {
  const room = await findRoomById(world.db, roomId)
  if (room === undefined) throw new Error(`Le registre ne connaît pas le salon ${roomId}`)
  await askRebuild(world.db, roomId)
  await healTimeline(world, room)
  for (const { person } of await listWanted(world.db, room, world.now())) await readReceipts(world, person)
  say('Salon reconstruit.')
}
