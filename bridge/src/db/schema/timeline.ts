import type { Generated } from 'kysely'

/** An event of a room that we keep, without its text. */
export interface RoomEventTable {
  event_id: string
  kind: string
  ref: string
  /** Orders the events of one room. */
  position: Generated<string>
  /** As the homeserver dated it. */
  at: Date
  /** The user's identifier. */
  sender: string
  person: string | null
  /** Something that a person said, or that the service told one person: what counts as unread. Reactions and state are not. */
  said: boolean
  /** The root of its thread. */
  thread: string | null
  deleted_at: Date | null
}
/** Up to where a person has read: '' the whole room, 'main' what is in no thread, else one thread by its root. */
export interface ReceiptTable {
  kind: string
  ref: string
  person: string
  thread: Generated<string>
  private: boolean
  event_id: string
  /** null never happens: what has no position yet lies in receipt_waiting. */
  position: string | null
  at: Date
}
/** A receipt whose event is not known yet: it has no position until it is. */
export type ReceiptWaitingTable = Omit<ReceiptTable, 'position' | 'thread'> & { thread: string }
export interface TimelineCheckTable {
  kind: string
  ref: string
  /** The last event up to which nothing is missing. */
  whole_to: string | null
  /** Asked to be read anew, from its beginning. */
  rebuilding: Generated<boolean>
  checked_at: Date | null
}
