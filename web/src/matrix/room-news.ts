import { ClientEvent, NotificationCountType, type Room, RoomEvent } from './sdk.ts'
import { useSyncExternalStore } from 'react'
import { theClient } from './client.ts'
import { makeSignal } from './signal.ts'

/** What this device knows of a room: for badges, and for the order of lists. */
export interface RoomNews {
  /** As the homeserver counts: what is silenced does not count. */
  readonly unread: number
  /** Milliseconds since 1970, of the last thing that happened there. */
  readonly lastAt: number
  readonly joined: boolean
}

const changes = makeSignal()
let known: ReadonlyMap<string, RoomNews> = new Map()
let listening = false

function look(): void {
  const next = new Map<string, RoomNews>()
  let same = true
  for (const room of theClient().getRooms()) {
    const news = newsOf(room)
    const before = known.get(room.roomId)
    const kept = before !== undefined && before.unread === news.unread && before.lastAt === news.lastAt && before.joined === news.joined
    next.set(room.roomId, kept ? before : news)
    same &&= kept
  }
  if (same && next.size === known.size) return
  known = next
  changes.tell()
}

const newsOf = (room: Room): RoomNews => ({
  unread: room.getUnreadNotificationCount(NotificationCountType.Total),
  lastAt: Math.max(0, room.getLastActiveTimestamp()),
  joined: room.getMyMembership() === 'join',
})

/** Hundreds of rooms may change at once, as when one arrives: they are looked at once, at the end. */
function soon(): void {
  if (waiting) return
  waiting = true
  setTimeout(() => {
    waiting = false
    look()
  }, 60)
}
let waiting = false

function listen(): void {
  if (listening) return
  listening = true
  const client = theClient()
  for (const event of [RoomEvent.Timeline, RoomEvent.Receipt, RoomEvent.MyMembership] as const) client.on(event, soon)
  client.on(ClientEvent.Room, soon)
  client.on(ClientEvent.Sync, soon)
  look()
}

function subscribe(listener: () => void): () => void {
  listen()
  return changes.subscribe(listener)
}

/** By the identifier of the room; unknown rooms are absent. */
export const useRoomNews = (): ReadonlyMap<string, RoomNews> => useSyncExternalStore(subscribe, () => known)
