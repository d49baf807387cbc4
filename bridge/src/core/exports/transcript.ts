import { isObject } from '../json.ts'
import { storable } from '../timeline.ts'

/** Something that was said in a journal, as a copy of it shows it. */
export interface Entry {
  readonly eventId: string
  /** User identifier. */
  readonly author: string
  readonly at: Date
  readonly notice: boolean
  text: string
  /** `address`: where its bytes are (mxc://), when it says so. */
  file: { readonly name: string; readonly type: string; readonly size: number | null; readonly address: string | null } | null
  readonly answers: string | null
  deleted: { readonly by: string; readonly at: Date } | null
  /** Of each sign, who gave it. */
  readonly reactions: Map<string, Set<string>>
}
/** What was read of a room so far, oldest first. */
export interface Transcript {
  readonly entries: Entry[]
  readonly byId: Map<string, Entry>
  /** Characters of what was asked for, and some for each entry: what its reader watches, for memory has an end. */
  size: number
}
export const emptyTranscript = (): Transcript => ({ entries: [], byId: new Map(), size: 0 })

/** A message weighs beside its text: it is a dozen objects in a PDF that is being drawn. */
const OF_AN_ENTRY = 200
/** Of what was not asked for, as much as an answer to it may quote. */
const KEPT_TO_QUOTE = 500
const SIGN_AT_MOST = 40
const NAME_AT_MOST = 200
const ATTACHED = new Set(['m.file', 'm.image', 'm.audio', 'm.video'])

interface Event {
  readonly id: string
  readonly type: string
  readonly sender: string
  readonly at: Date
  readonly content: Readonly<Record<string, unknown>>
  readonly relation: Readonly<Record<string, unknown>>
  readonly redacts: string | null
  readonly deleted: { by: string; at: Date } | null
}

/**
 * Takes a page of the room's events, as the homeserver gives them. What a copy does not show (comings and goings, settings) is passed over;
 * what is outside of the period that was asked for is there to be quoted.
 */
export function addEvents(transcript: Transcript, page: readonly unknown[], isAsked: (at: Date) => boolean = () => true): void {
  for (const given of page) {
    const event = eventOf(given)
    if (event === undefined) continue
    if (event.type === 'm.room.redaction') deleteEntry(transcript, event)
    else if (event.type === 'm.reaction') addReaction(transcript, event)
    else if (event.type === 'm.room.message') addEntry(transcript, event, isAsked(event.at))
  }
}

function eventOf(given: unknown): Event | undefined {
  // A state event says nothing.
  if (!isObject(given) || given['state_key'] !== undefined || !isObject(given['content'])) return undefined
  const { event_id: id, type, sender, origin_server_ts: ts, unsigned } = given
  const at = dateOf(ts)
  if (typeof id !== 'string' || typeof type !== 'string' || typeof sender !== 'string' || at === undefined) return undefined
  const content = storable(given['content']) as Record<string, unknown>
  const because = isObject(unsigned) ? unsigned['redacted_because'] : undefined
  const redacts = content['redacts'] ?? given['redacts']
  return {
    id,
    type,
    sender,
    at,
    content,
    relation: isObject(content['m.relates_to']) ? content['m.relates_to'] : {},
    redacts: typeof redacts === 'string' ? redacts : null,
    deleted:
      because === undefined
        ? null
        : isObject(because) && typeof because['sender'] === 'string'
          ? { by: because['sender'], at: dateOf(because['origin_server_ts']) ?? at }
          : { by: sender, at },
  }
}
const dateOf = (ts: unknown): Date | undefined =>
  typeof ts === 'number' && Number.isInteger(ts) && ts >= 0 && ts <= 8_000_000_000_000 ? new Date(ts) : undefined

/** Deleted while we read: what was taken before is given up. */
function deleteEntry({ byId }: Transcript, { redacts, sender, at }: Event): void {
  const entry = redacts === null ? undefined : byId.get(redacts)
  if (entry === undefined) return
  entry.deleted ??= { by: sender, at }
  entry.text = ''
  entry.file = null
  entry.reactions.clear()
}

function addReaction({ byId }: Transcript, { relation, sender, deleted }: Event): void {
  const { event_id: target, key } = relation
  if (deleted !== null || typeof target !== 'string' || typeof key !== 'string') return
  const entry = byId.get(target)
  if (entry === undefined || entry.deleted !== null) return
  const sign = key.slice(0, SIGN_AT_MOST)
  entry.reactions.set(sign, (entry.reactions.get(sign) ?? new Set<string>()).add(sender))
}

function addEntry(transcript: Transcript, { id, sender, at, content, relation, deleted }: Event, asked: boolean): void {
  // Two pages may both hold the event between them.
  if (transcript.byId.has(id)) return
  const answered = isObject(relation['m.in_reply_to']) ? relation['m.in_reply_to']['event_id'] : undefined
  // A message in a thread names the one before it, for clients that know no threads: that is no answer.
  const answers = typeof answered === 'string' && relation['is_falling_back'] !== true ? answered : null
  const file = deleted === null ? fileIn(content) : null
  const text = deleted === null ? textIn(content, file?.name, answers !== null) : ''
  const entry: Entry = {
    eventId: id,
    author: sender,
    at,
    notice: content['msgtype'] === 'm.notice',
    text: asked ? text : text.slice(0, KEPT_TO_QUOTE),
    file,
    answers,
    deleted,
    reactions: new Map(),
  }
  transcript.entries.push(entry)
  transcript.byId.set(id, entry)
  if (asked) transcript.size += text.length + OF_AN_ENTRY
}

function fileIn(content: Readonly<Record<string, unknown>>): Entry['file'] {
  if (!ATTACHED.has(String(content['msgtype']))) return null
  const { filename, body, info, url } = content
  const { mimetype, size } = isObject(info) ? info : {}
  const [name = '?'] = [filename, body].flatMap((one) => (typeof one === 'string' ? one.trim() || [] : []))
  return {
    name: name.slice(0, NAME_AT_MOST),
    type: typeof mimetype === 'string' ? mimetype.slice(0, 100) : '',
    size: typeof size === 'number' && Number.isInteger(size) && size >= 0 ? size : null,
    address: typeof url === 'string' ? url : null,
  }
}

/** What it says in plain text; of a file, what is said about it. */
function textIn(content: Readonly<Record<string, unknown>>, fileName: string | undefined, isAnswer: boolean): string {
  const body = typeof content['body'] === 'string' ? content['body'] : ''
  if (fileName !== undefined) return body.trim().slice(0, NAME_AT_MOST) === fileName || content['filename'] === undefined ? '' : body
  // Older clients repeat what they answer, line by line, before what they say (Matrix specification, rich replies).
  return isAnswer ? body.replace(/^(?:> .*\n)+\n?/, '') : body
}
