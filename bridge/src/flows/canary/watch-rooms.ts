import { CannotRun } from '../../core/canary/causes.ts'
import type { Ground } from '../../core/canary/fill.ts'
import { PLACES, type Place } from '../../core/canary/kinds.ts'
import type { PublicDoor } from '../../matrix/public-door.ts'

export interface Act {
  readonly id: string
  readonly type: string
  readonly place: Place
}
/** What happens in the prepared rooms, whatever was answered to whom. */
export interface Watch {
  /** Where the rooms stand now. */
  look(): Promise<string>
  /** What one person did there since then. */
  actsOf(user: string, since: string): Promise<Act[]>
}

/** Looks through the eyes of the witness, who is in all the rooms, by the public door like everybody. Throws CannotRun. */
export function watchRooms(door: PublicDoor, token: string, rooms: Ground['rooms']): Watch {
  const read = async <Body>(path: string): Promise<Body> => {
    const { status, text } = await door({
      method: 'GET',
      path: `/_matrix/client/v3/${path}`,
      headers: { authorization: `Bearer ${token}` },
    })
    if (status !== 200) throw new CannotRun('the-witness-cannot-read')
    return JSON.parse(text) as Body
  }
  const nothing = encodeURIComponent(JSON.stringify({ room: { rooms: [], timeline: { limit: 1 } } }))
  return {
    look: async () => (await read<{ next_batch: string }>(`sync?timeout=0&filter=${nothing}`)).next_batch,
    async actsOf(user, since) {
      const acts: Act[] = []
      for (const place of PLACES)
        for (let from: string | undefined = since; from !== undefined;) {
          const page: Page = await read(
            `rooms/${encodeURIComponent(rooms[place])}/messages?dir=f&limit=200&from=${encodeURIComponent(from)}`,
          )
          for (const { event_id: id, type, sender } of page.chunk) if (sender === user) acts.push({ id, type, place })
          from = page.chunk.length === 0 ? undefined : page.end
        }
      return acts
    },
  }
}
interface Page {
  chunk: { event_id: string; type: string; sender: string }[]
  end?: string
}
