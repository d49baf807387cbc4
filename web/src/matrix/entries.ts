import { EventStatus, EventType, type MatrixEvent, RelationType } from './sdk.ts'

/** A line of a conversation, as the pages show it. */
export interface Entry {
  /** The same before and after the homeserver has it. */
  readonly key: string
  /** null while the homeserver does not have it. */
  readonly eventId: string | null
  readonly sender: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly kind: 'text' | 'emote' | 'notice' | 'image' | 'video' | 'sound' | 'voice' | 'file' | 'deleted'
  readonly body: string
  /** As another client marked it up. Hostile until it is cleaned. */
  readonly html: string | null
  readonly file: EntryFile | null
  readonly replyTo: string | null
  readonly mentions: readonly string[]
  readonly state: 'sending' | 'sent' | 'failed'
  /** Why it failed, in the homeserver's words when it gave some. */
  readonly failure: string | null
  readonly reactions: readonly { readonly key: string; readonly senders: readonly string[] }[]
  readonly deleted: { readonly by: string; readonly at: number } | null
}
export interface EntryFile {
  /** mxc:// */
  readonly address: string
  readonly name: string
  readonly type: string
  /** Bytes. */
  readonly size: number | null
  readonly width: number | null
  readonly height: number | null
  /** Milliseconds. */
  readonly duration: number | null
}

export const VOICE = 'org.matrix.msc3245.voice'
const KINDS: Readonly<Record<string, Entry['kind']>> = {
  'm.text': 'text',
  'm.notice': 'notice',
  'm.emote': 'emote',
  'm.image': 'image',
  'm.video': 'video',
  'm.audio': 'sound',
  'm.file': 'file',
}

/** Messages, with what was said about them; state events and the rest are not lines of a conversation. */
export function entriesOf(events: readonly MatrixEvent[]): Entry[] {
  const reactions = reactionsIn(events)
  return events.filter((event) => event.getType() === EventType.RoomMessage && !event.isState()).map((event) => entryOf(event, reactions))
}

type Reactions = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
function reactionsIn(events: readonly MatrixEvent[]): Reactions {
  const all = new Map<string, Map<string, string[]>>()
  for (const event of events) {
    const relation = event.getType() === EventType.Reaction && !event.isRedacted() ? event.getRelation() : null
    if (relation?.rel_type !== RelationType.Annotation || relation.event_id === undefined || relation.key === undefined) continue
    const byKey = all.get(relation.event_id) ?? new Map<string, string[]>()
    const senders = byKey.get(relation.key) ?? []
    const sender = event.getSender() ?? ''
    if (!senders.includes(sender)) byKey.set(relation.key, [...senders, sender])
    all.set(relation.event_id, byKey)
  }
  return all
}

function entryOf(event: MatrixEvent, reactions: Reactions): Entry {
  const id = event.getId() ?? ''
  const content = event.getContent()
  const deleted = event.isRedacted()
  const because = event.getUnsigned().redacted_because
  const waits = event.status !== null && event.status !== EventStatus.SENT
  return {
    key: event.getTxnId() ?? id,
    eventId: id.startsWith('$') ? id : null,
    sender: event.getSender() ?? '',
    at: event.getTs(),
    kind: deleted ? 'deleted' : kindOf(content),
    body: deleted ? '' : bodyOf(content, event.replyEventId !== undefined),
    html: deleted || content['format'] !== 'org.matrix.custom.html' ? null : text(content['formatted_body']),
    file: deleted ? null : fileOf(content),
    replyTo: deleted ? null : (event.replyEventId ?? null),
    mentions: deleted ? [] : mentioned(content),
    state: event.status === EventStatus.NOT_SENT ? 'failed' : waits ? 'sending' : 'sent',
    failure: event.status === EventStatus.NOT_SENT ? failureOf(event) : null,
    reactions: [...(reactions.get(id) ?? [])].map(([key, senders]) => ({ key, senders })),
    deleted: deleted ? { by: because?.sender ?? event.getSender() ?? '', at: because?.origin_server_ts ?? event.getTs() } : null,
  }
}

type Content = Readonly<Record<string, unknown>>
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const count = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null)

/** What a message is, by its content. */
function kindOf(content: Content): Entry['kind'] {
  const kind = KINDS[text(content['msgtype']) ?? ''] ?? 'text'
  return kind === 'sound' && VOICE in content ? 'voice' : kind
}

/** Older clients repeat what they answer above the answer (Matrix, "Rich replies", removed in 1.13). */
function bodyOf(content: Content, reply: boolean): string {
  const body = text(content['body']) ?? ''
  return reply ? body.replace(/^(> .*\n)+\n?/, '') : body
}

/** The file that a message brings; null when it brings none. */
function fileOf(content: Content): EntryFile | null {
  const address = text(content['url'])
  if (address === null || !address.startsWith('mxc://')) return null
  const info = (typeof content['info'] === 'object' && content['info'] !== null ? content['info'] : {}) as Content
  return {
    address,
    name: text(content['filename']) ?? text(content['body']) ?? '',
    type: text(info['mimetype']) ?? '',
    size: count(info['size']),
    width: count(info['w']),
    height: count(info['h']),
    duration: count(info['duration']),
  }
}

function mentioned(content: Content): readonly string[] {
  const mentions = content['m.mentions'] as { user_ids?: unknown; room?: unknown } | undefined
  const people = Array.isArray(mentions?.user_ids) ? mentions.user_ids.filter((one): one is string => typeof one === 'string') : []
  return mentions?.room === true ? [...people, '@room'] : people
}

function failureOf({ error }: MatrixEvent): string | null {
  return error?.httpStatus === undefined || error.httpStatus >= 500
    ? null
    : (text((error.data as Content | undefined)?.['error']) ?? error.message)
}
