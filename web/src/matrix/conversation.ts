import type { Direction } from './sdk.ts'
import { EventTimeline, type MatrixEvent, NotificationCountType, type Room, RoomEvent, RoomMemberEvent, TimelineWindow } from './sdk.ts'
import { theClient } from './client.ts'
import { type Entry, entriesOf } from './entries.ts'
import { makeSignal } from './signal.ts'

const PAGE = 40
const AT_MOST = 25_000

export interface Conversation {
  /** `lost`: the homeserver has taken the person out of the room, or does not let them in. */
  readonly status: 'loading' | 'ready' | 'lost' | 'failed'
  readonly entries: readonly Entry[]
  readonly hasEarlier: boolean
  readonly hasLater: boolean
  readonly loading: 'earlier' | 'later' | null
  /** The line where what was unread begins, as it was when the conversation was opened. */
  readonly newFrom: string | null
  /** Who has read, by the event up to which they have. */
  readonly readers: ReadonlyMap<string, readonly string[]>
  readonly typing: readonly string[]
  readonly error: Error | null
}
export interface OpenConversation {
  subscribe(listener: () => void): () => void
  read(): Conversation
  earlier(): Promise<void>
  later(): Promise<void>
  /** Shows what was said around an event. */
  goTo(eventId: string | null): Promise<void>
  close(): void
}

/** Before anything is known. */
export const NOTHING: Conversation = {
  status: 'loading',
  entries: [],
  hasEarlier: false,
  hasLater: false,
  loading: null,
  newFrom: null,
  readers: new Map(),
  typing: [],
  error: null,
}

/** A room's conversation, followed until it is closed: around `eventId`, or its end. */
export function openConversation(roomId: string, eventId: string | null): OpenConversation {
  const client = theClient()
  const me = client.getUserId() ?? ''
  const changes = makeSignal()
  let shown = NOTHING
  let view: TimelineWindow | undefined
  let stale = true
  let closed = false

  const set = (change: Partial<Conversation>) => {
    shown = { ...shown, ...change }
    changes.tell()
  }
  const room = () => client.getRoom(roomId)
  const isMember = () => room()?.getMyMembership() === 'join'

  /** Looked at again when the page asks, not at each of the events of a batch. */
  function changed() {
    stale = true
    changes.tell()
  }
  function refresh() {
    stale = false
    const here = room()
    if (view === undefined || here === null) return
    const hasLater = view.canPaginate(EventTimeline.FORWARDS)
    const pending = hasLater ? [] : here.getPendingEvents()
    const events = [...view.getEvents(), ...pending]
    shown = {
      ...shown,
      entries: keepSame(shown.entries, entriesOf(events)),
      hasEarlier: view.canPaginate(EventTimeline.BACKWARDS),
      hasLater,
      readers: readersOf(here, events, me),
    }
  }

  async function goTo(target: string | null) {
    set({ status: 'loading', error: null })
    try {
      const here = room() ?? (await appears(roomId))
      if (here.getMyMembership() !== 'join') return set({ ...NOTHING, status: 'lost' })
      const opening = new TimelineWindow(client, here.getUnfilteredTimelineSet(), { windowLimit: AT_MOST })
      await opening.load(target ?? undefined, PAGE)
      if (closed) return
      view = opening
      // Receipts are shown of those whom this device knows to be there.
      void here.loadMembersIfNeeded().then(changed, () => undefined)
      stale = true
      set({ status: 'ready', newFrom: shown.newFrom ?? newFromOf(here, opening.getEvents(), me) })
    } catch (error) {
      if (!closed) set(isRefusal(error) ? { ...NOTHING, status: 'lost' } : { status: 'failed', error: error as Error })
    }
  }
  async function more(direction: Direction, loading: 'earlier' | 'later') {
    if (view === undefined || shown.loading !== null || shown.status !== 'ready') return
    set({ loading, error: null })
    try {
      await view.paginate(direction, PAGE)
      stale = true
      set({ loading: null })
    } catch (error) {
      set(isRefusal(error) ? { ...NOTHING, status: 'lost' } : { loading: null, error: error as Error })
    }
  }

  const onTimeline = (
    _event: MatrixEvent,
    where: Room | undefined,
    toStart: boolean | undefined,
    _removed: boolean,
    data: { liveEvent?: boolean },
  ) => {
    if (where?.roomId !== roomId) return
    // The window follows the end of the room when it shows it.
    if (data.liveEvent === true && toStart !== true && view !== undefined)
      void view.paginate(EventTimeline.FORWARDS, 1, false).then(changed)
    else changed()
  }
  const inRoom = (_event: unknown, where: Room | undefined) => where?.roomId === roomId && changed()
  const onEcho = (_event: MatrixEvent, where: Room) => where.roomId === roomId && changed()
  const onMembership = (where: Room) => {
    if (where.roomId !== roomId) return
    if (!isMember()) {
      view = undefined
      return set({ ...NOTHING, status: 'lost' })
    }
    if (shown.status === 'lost') void goTo(null)
  }
  const onTyping = (_event: unknown, member: { roomId: string }) => {
    if (member.roomId !== roomId) return
    const typing = (room()?.getJoinedMembers() ?? [])
      .filter(({ typing: types, userId }) => types && userId !== me)
      .map(({ userId }) => userId)
    set({ typing })
  }
  const onReset = (where: Room | undefined) => where?.roomId === roomId && void goTo(null)

  client.on(RoomEvent.Timeline, onTimeline)
  client.on(RoomEvent.Redaction, inRoom)
  client.on(RoomEvent.Receipt, inRoom)
  client.on(RoomEvent.LocalEchoUpdated, onEcho)
  client.on(RoomEvent.MyMembership, onMembership)
  client.on(RoomMemberEvent.Typing, onTyping)
  client.on(RoomEvent.TimelineReset, onReset)
  void goTo(eventId)

  return {
    subscribe: changes.subscribe,
    read() {
      if (stale) refresh()
      return shown
    },
    earlier: () => more(EventTimeline.BACKWARDS, 'earlier'),
    later: () => more(EventTimeline.FORWARDS, 'later'),
    goTo,
    close() {
      closed = true
      client.off(RoomEvent.Timeline, onTimeline)
      client.off(RoomEvent.Redaction, inRoom)
      client.off(RoomEvent.Receipt, inRoom)
      client.off(RoomEvent.LocalEchoUpdated, onEcho)
      client.off(RoomEvent.MyMembership, onMembership)
      client.off(RoomMemberEvent.Typing, onTyping)
      client.off(RoomEvent.TimelineReset, onReset)
    },
  }
}

const isRefusal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'httpStatus' in error && (error.httpStatus === 403 || error.httpStatus === 404)

/** A journal that was just made comes with the next news of the homeserver. */
function appears(roomId: string): Promise<Room> {
  const client = theClient()
  return new Promise((resolve, reject) => {
    const look = () => {
      const room = client.getRoom(roomId)
      if (room === null) return
      clearInterval(timer)
      clearTimeout(patience)
      resolve(room)
    }
    const timer = setInterval(look, 200)
    const patience = setTimeout(() => {
      clearInterval(timer)
      reject(new Error('the homeserver tells of no such room'))
    }, 30_000)
    look()
  })
}

/** The first line of another after what the person has read: a receipt may name an event that is no line. */
function newFromOf(room: Room, events: readonly MatrixEvent[], me: string): string | null {
  if (room.getUnreadNotificationCount(NotificationCountType.Total) === 0) return null
  const read = room.getEventReadUpTo(me, true)
  // Not among them: it is further back, and all of these are new.
  const after = events.slice(events.findIndex((event) => event.getId() === read) + 1)
  return entriesOf(after).find(({ sender, deleted }) => sender !== me && deleted === null)?.key ?? null
}

/** Each person under the last event of the window that their receipt covers: what is before was read too. */
function readersOf(room: Room, events: readonly MatrixEvent[], me: string): ReadonlyMap<string, readonly string[]> {
  const position = new Map(events.map((event, index) => [event.getId(), index]))
  const readers = new Map<string, string[]>()
  for (const { userId } of room.getJoinedMembers()) {
    if (userId === me) continue
    const upTo = room.getEventReadUpTo(userId)
    if (upTo !== null && position.has(upTo)) readers.set(upTo, [...(readers.get(upTo) ?? []), userId])
  }
  return readers
}

/** Lines that did not change stay the same objects, so that they are not drawn again. */
function keepSame(before: readonly Entry[], now: Entry[]): Entry[] {
  const known = new Map(before.map((entry) => [entry.key, entry]))
  return now.map((entry) => {
    const old = known.get(entry.key)
    return old !== undefined && JSON.stringify(old) === JSON.stringify(entry) ? old : entry
  })
}
