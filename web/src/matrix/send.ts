import { EventStatus, EventType, type MatrixEvent, MsgType, RelationType, type Room } from './sdk.ts'
import { type Phase, onPhase, theClient } from './client.ts'
import type { Entry } from './entries.ts'
import { VOICE } from './entries.ts'

export interface Said {
  readonly text: string
  readonly replyTo?: string | undefined
  /** User identifiers, and `@room`. */
  readonly mentions?: readonly string[]
}

const about = ({ replyTo, mentions = [] }: Pick<Said, 'replyTo' | 'mentions'>) => {
  const people = mentions.filter((one) => one !== '@room')
  return {
    // Always there, so that no client guesses mentions from the words (Matrix 1.7, "User and room mentions").
    'm.mentions': { ...(people.length === 0 ? {} : { user_ids: people }), ...(mentions.includes('@room') ? { room: true } : {}) },
    ...(replyTo === undefined ? {} : { 'm.relates_to': { 'm.in_reply_to': { event_id: replyTo } } }),
  }
}

/** Shown at once; what becomes of it is told by the conversation. */
export function sayText(roomId: string, said: Said): void {
  send(roomId, { msgtype: MsgType.Text, body: said.text, ...about(said) })
}

export interface SentFile {
  readonly address: string
  readonly file: File
  readonly width?: number | undefined
  readonly height?: number | undefined
  /** Milliseconds. */
  readonly duration?: number | undefined
  /** 0 to 1024, of a voice note. */
  readonly waveform?: readonly number[] | undefined
}
export const sayFile = (roomId: string, sent: SentFile): void => send(roomId, fileContent(sent))

/** The message that holds a file. `replyTo`: in a folder of documents, the version that it replaces. */
export function fileContent(sent: SentFile, replyTo?: string): object {
  const { file, address, width, height, duration, waveform } = sent
  return {
    msgtype: msgtypeOf(file.type),
    body: file.name,
    filename: file.name,
    url: address,
    info: {
      mimetype: file.type,
      size: file.size,
      ...(width === undefined ? {} : { w: width, h: height }),
      ...(duration === undefined ? {} : { duration }),
    },
    ...(waveform === undefined ? {} : { [VOICE]: {}, 'org.matrix.msc1767.audio': { duration, waveform } }),
    ...about({ replyTo }),
  }
}
function msgtypeOf(type: string): MsgType {
  if (type.startsWith('image/')) return MsgType.Image
  if (type.startsWith('video/')) return MsgType.Video
  return type.startsWith('audio/') ? MsgType.Audio : MsgType.File
}

function send(roomId: string, content: object): void {
  // Its failure is a state of the line that is shown.
  theClient()
    .sendEvent(roomId, EventType.RoomMessage, content as never)
    .catch(tryLater)
}

/** Once per person and sign: a reaction is not taken back (only messages are deleted). */
export async function react(roomId: string, eventId: string, key: string): Promise<void> {
  await theClient().sendEvent(roomId, EventType.Reaction, {
    'm.relates_to': { rel_type: RelationType.Annotation, event_id: eventId, key },
  })
}

/** Throws when the homeserver refuses; its words say why. */
export async function deleteMessage(roomId: string, eventId: string): Promise<void> {
  await theClient().redactEvent(roomId, eventId)
}

export function sendAgain(roomId: string, entry: Entry): void {
  withPending(roomId, entry, resend)
}
export function discard(roomId: string, entry: Entry): void {
  withPending(roomId, entry, (_room, event) => theClient().cancelPendingEvent(event))
}
function withPending(roomId: string, { key }: Entry, act: (room: Room, event: MatrixEvent) => void): void {
  const room = theClient().getRoom(roomId)
  const event = room?.getPendingEvents().find((one) => (one.getTxnId() ?? one.getId()) === key)
  if (room && event?.status === EventStatus.NOT_SENT) act(room, event)
}

/** What could not leave while nobody answered leaves when somebody does, in its order. The same number goes with it: nothing is said twice. */
function sendWaiting(): void {
  for (const room of theClient().getRooms())
    for (const event of room.getPendingEvents()) if (event.status === EventStatus.NOT_SENT && isTransient(event)) resend(room, event)
}
const resend = (room: Room, event: MatrixEvent): void => void theClient().resendEvent(event, room).catch(tryLater)
let later: ReturnType<typeof setTimeout> | undefined
const tryLater = (): void => {
  clearTimeout(later)
  later = setTimeout(sendWaiting, 8_000)
}
const isTransient = ({ error }: MatrixEvent): boolean => error?.httpStatus === undefined || error.httpStatus >= 500
onPhase((phase: Phase) => phase === 'live' && sendWaiting())
addEventListener('online', sendWaiting)

export function showTyping(roomId: string, typing: boolean): void {
  void theClient()
    .sendTyping(roomId, typing, 20_000)
    .catch(() => undefined)
}

/** Up to the last event of any kind, for the whole room: counters agree in every client. */
export async function markRead(roomId: string): Promise<void> {
  const client = theClient()
  const last = client
    .getRoom(roomId)
    ?.getLiveTimeline()
    .getEvents()
    .findLast((event) => event.getId()?.startsWith('$'))
  const id = last?.getId()
  if (last === undefined || id === undefined || client.getRoom(roomId)?.getEventReadUpTo(client.getUserId() ?? '', true) === id) return
  await client.sendReadReceipt(last, undefined, true).catch(() => undefined)
}
