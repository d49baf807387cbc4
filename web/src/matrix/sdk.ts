/**
 * What the pages use of matrix-js-sdk. Its one entry point brings calls, widgets, sliding sync and more along: half a megabyte that a
 * phone would fetch for nothing. Taken from its own files, the bundle holds what is here.
 */
export { ClientEvent, MatrixClient, PendingEventOrdering } from 'matrix-js-sdk/lib/client.js'
export { MatrixError } from 'matrix-js-sdk/lib/http-api/errors.js'
export { HttpApiEvent } from 'matrix-js-sdk/lib/http-api/interface.js'
export type { Logger } from 'matrix-js-sdk/lib/logger.js'
export { EventStatus } from 'matrix-js-sdk/lib/models/event-status.js'
export { Direction, EventTimeline } from 'matrix-js-sdk/lib/models/event-timeline.js'
export type { MatrixEvent } from 'matrix-js-sdk/lib/models/event.js'
export { RoomMemberEvent } from 'matrix-js-sdk/lib/models/room-member.js'
export { NotificationCountType, type Room, RoomEvent } from 'matrix-js-sdk/lib/models/room.js'
export { MatrixScheduler } from 'matrix-js-sdk/lib/scheduler.js'
export { IndexedDBStore } from 'matrix-js-sdk/lib/store/indexeddb.js'
export { MemoryStore } from 'matrix-js-sdk/lib/store/memory.js'
export { SyncState } from 'matrix-js-sdk/lib/sync.js'
export { TimelineWindow } from 'matrix-js-sdk/lib/timeline-window.js'
export { EventType, MsgType, RelationType } from 'matrix-js-sdk/lib/@types/event.js'
