import { Direction } from './sdk.ts'
import { theClient } from './client.ts'

/** The first event of that day, or after it; null when there is none. */
export async function findByDate(roomId: string, day: Date): Promise<string | null> {
  try {
    return (await theClient().timestampToEvent(roomId, day.getTime(), Direction.Forward)).event_id
  } catch {
    return null
  }
}
