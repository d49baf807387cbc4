import { z } from 'zod'
import { isObject } from './json.ts'

/** An event of a room, as the homeserver gives it: of what is said in it, only what the index is asked for. */
export interface TimelineEvent {
  readonly eventId: string
  readonly roomId: string
  readonly type: string
  readonly sender: string
  readonly at: Date
  /** A message that counts, should who said it count. Notices do not: clients do not count them either (Matrix specification, push rules). */
  readonly message: boolean
  readonly notice: boolean
  /** The root of its thread. */
  readonly thread: string | null
  /** What it is about otherwise; it is in the thread of that. */
  readonly about: string | null
  /** The event that it deletes. */
  readonly deletes: string | null
  /** It was deleted before it reached us. */
  readonly deleted: boolean
  /** What is said of the deletion that it is, or by which it was deleted. */
  readonly removal: Removal | null
  readonly content: Readonly<Record<string, unknown>>
}
/** That an event was deleted. */
export interface Removal {
  readonly eventId: string
  readonly roomId: string
  readonly sender: string
  readonly at: Date
  readonly reason: string | null
}
/** Up to where somebody has read, as they said. */
export interface SaidReceipt {
  readonly roomId: string
  readonly eventId: string
  readonly user: string
  /** '' the whole room, 'main' what is in no thread, else the root of a thread, or UNSAID. */
  readonly thread: string
  readonly private: boolean
  readonly at: Date
}

const id = z.string().max(255).refine(isStorable)
const Event = z.object({
  event_id: id,
  room_id: id,
  type: id,
  sender: id,
  // The furthest instant that a date can name.
  origin_server_ts: z.int().min(0).max(8_000_000_000_000),
  state_key: z.string().optional(),
  content: z.record(z.string(), z.unknown()),
  redacts: id.optional().catch(undefined),
  unsigned: z.object({ redacted_because: z.unknown() }).optional().catch(undefined),
})
const Deletion = Event.pick({ sender: true, origin_server_ts: true, content: true })
/**
 * Synapse does not tell an application service which thread a receipt is about (get_linearized_receipts_for_all_rooms leaves it out, 1.163):
 * what it surely means is drawn from the index, the rest is asked of the homeserver.
 */
export const UNSAID = '?'
const RECEIPTS_AT_MOST = 5_000

/** What cannot be read as an event is passed over: one of them must not hold back those that follow. */
export function timelineEvent(given: unknown): TimelineEvent | undefined {
  const parsed = Event.safeParse(given)
  if (!parsed.success) return undefined
  const {
    event_id: eventId,
    room_id: roomId,
    type,
    sender,
    origin_server_ts: at,
    state_key: stateKey,
    content,
    redacts,
    unsigned,
  } = parsed.data
  const isMessage = type === 'm.room.message' && stateKey === undefined
  const relation = isObject(content['m.relates_to']) ? content['m.relates_to'] : {}
  const parent = idOr(relation['event_id'], null)
  const inThread = relation['rel_type'] === 'm.thread'
  const deletes = type === 'm.room.redaction' ? idOr(content['redacts'], redacts ?? null) : null
  return {
    eventId,
    roomId,
    type,
    sender,
    at: new Date(at),
    message: isMessage,
    notice: isMessage && content['msgtype'] === 'm.notice',
    thread: inThread ? parent : null,
    about: inThread || typeof relation['rel_type'] !== 'string' ? null : parent,
    deletes,
    deleted: unsigned?.redacted_because !== undefined,
    removal: removalIn(parsed.data, deletes),
    content,
  }
}

const REASON_AT_MOST = 500
function removalIn(event: z.infer<typeof Event>, deletes: string | null): Removal | null {
  const because = event.unsigned?.redacted_because
  if (deletes === null && because === undefined) return null
  // One that cannot be read still says that the event is deleted.
  const {
    sender,
    origin_server_ts: at,
    content,
  } = deletes === null ? (Deletion.safeParse(because).data ?? { sender: '', origin_server_ts: event.origin_server_ts, content: {} }) : event
  const reason = typeof content['reason'] === 'string' ? storable(content['reason'].trim().slice(0, REASON_AT_MOST)) : ''
  return {
    eventId: deletes ?? event.event_id,
    roomId: event.room_id,
    sender,
    at: new Date(at),
    reason: reason === '' ? null : String(reason),
  }
}

/**
 * Receipts of an `m.receipt` (Matrix specification, Receipts): event → kind → user. `otherwise`: what a receipt without thread means where
 * this comes from.
 */
export function receiptsIn(edu: unknown, otherwise: '' | typeof UNSAID, room?: string): SaidReceipt[] {
  if (!isObject(edu) || edu['type'] !== 'm.receipt') return []
  const roomId = idOr(room ?? edu['room_id'], null)
  if (roomId === null) return []
  const found: SaidReceipt[] = []
  for (const [eventId, kinds] of entriesOf(edu['content']))
    for (const [kind, users] of entriesOf(kinds)) {
      if (kind !== 'm.read' && kind !== 'm.read.private') continue
      for (const [user, said] of entriesOf(users)) {
        const { thread_id: thread, ts } = isObject(said) ? said : {}
        const at = new Date(typeof ts === 'number' && ts >= 0 && ts < 8_000_000_000_000 ? ts : 0)
        const receipt = { roomId, eventId, user, thread: idOr(thread, otherwise), private: kind === 'm.read.private', at }
        if (idOr(eventId, null) !== null && idOr(user, null) !== null && found.length < RECEIPTS_AT_MOST) found.push(receipt)
      }
    }
  return found
}
const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : [])
const idOr = <Other>(value: unknown, other: Other): string | Other =>
  typeof value === 'string' && value !== '' && value.length <= 255 && isStorable(value) ? value : other

/** PostgreSQL keeps neither the character nought nor half a pair of surrogates. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
/** The same, without what cannot be stored. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map(storable)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [storable(key), storable(inside)]))
}
