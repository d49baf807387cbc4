import { type Deletion, type Question, type Saying, isKnownAction } from 'policies'
import { commandIn } from './commands/index.ts'
import { TAKEN_AWAY, sameJson } from './room-difference.ts'
import type { RoomKind, RoomSubject } from './rooms/kind.ts'
import { creationContent, creationRequest, stateOf } from './rooms/kind.ts'
import { type UserId, isService } from './ids.ts'

/** An event that the homeserver is about to make, without the text of messages. */
export interface ProposedEvent {
  readonly id: string
  readonly type: string
  /** null: not a state event. */
  readonly stateKey: string | null
  readonly sender: string
  /** For state events only. */
  readonly content: Readonly<Record<string, unknown>> | null
  readonly msgtype: string | null
  /** In rooms of notifications alone, where people write nothing but commands; null elsewhere, and when it is too long for one. */
  readonly body?: string | null | undefined
  readonly relType: string | null
  readonly edits: boolean
  /** Asks to be destroyed after a while (MSC2228): a journal keeps what was said. */
  readonly vanishes: boolean
  /** Bytes of its content as JSON. */
  readonly size: number
  /** Addresses of files in any text of it, each once. */
  readonly media: readonly string[]
  readonly hasFile: boolean
  /** Whom it mentions who is not in the room. */
  readonly mentionsAbsent: readonly string[]
  /** For redactions: what they aim at, and whether it is the newest message of a person in the redaction's past. */
  readonly redaction: {
    readonly targetId: string | null
    readonly target: { readonly type: string; readonly sender: string; readonly isState: boolean } | null
    readonly newest: boolean
    /** It says why: a reason that is more than spaces. */
    readonly reasoned: boolean
  } | null
  /** Membership of the person concerned before this event. */
  readonly formerMembership: string | null
}

/** Which question of the rules an event asks. */
export function questionOf(event: ProposedEvent): Question {
  if (event.type === 'm.room.redaction') return 'message.redact'
  if (event.stateKey === null) return event.type === 'm.room.message' ? 'message.send' : 'event.send'
  if (event.type === 'm.room.create') return 'room.create'
  return event.type === 'm.room.member' ? membershipQuestion(event) : 'state.set'
}

/** The act in more exact words than its question has, when policies knows them; null for what a client invented. */
export function actionOf(event: Pick<ProposedEvent, 'type' | 'edits' | 'relType' | 'vanishes'>): string | null {
  if (event.edits || event.relType === 'm.replace') return 'edit'
  if (event.vanishes) return 'vanish'
  return isKnownAction(event.type) ? event.type : null
}

function membershipQuestion({ content, sender, stateKey, formerMembership }: ProposedEvent): Question {
  switch (content?.['membership']) {
    case 'invite':
      return 'member.invite'
    case 'join':
      return formerMembership === 'join' ? 'member.update' : 'member.join'
    case 'knock':
      return 'member.knock'
    case 'ban':
      return 'member.ban'
    case 'leave':
      return sender === stateKey ? 'member.leave' : 'member.kick'
    default:
      return 'state.set'
  }
}

/** A message is what a person says: notices of the bridge and of other systems, reactions and state are not (mission, decision 6). */
export function deletionOf({ redaction, sender }: ProposedEvent, bridge: UserId): Deletion | null {
  if (redaction === null) return null
  const { target, newest, reasoned } = redaction
  if (target === null || target.isState || target.type !== 'm.room.message' || target.sender === bridge || isService(target.sender))
    return { target: 'not-a-message', newest: false, reasoned }
  return { target: target.sender === sender ? 'own-message' : 'message-of-another', newest, reasoned }
}

/** A member's event names nobody, or names them as the registry does. */
export const isNamedAs = ({ content }: ProposedEvent, name: string | null): boolean =>
  content?.['displayname'] === undefined || content['displayname'] === name

/** One of the commands that the service understands, as a plain text. */
export const isCommand = ({ type, msgtype, body }: ProposedEvent): boolean =>
  type === 'm.room.message' && msgtype === 'm.text' && commandIn(body) !== undefined

/** A notice that stands by itself and names no file: what another system may say. */
export const isNotice = ({ type, msgtype, relType, edits, media }: ProposedEvent): boolean =>
  type === 'm.room.message' && msgtype === 'm.notice' && relType === null && !edits && media.length === 0

/** Bytes of a content. A reaction is a sign, not a second way to say something that nobody can delete. */
const LARGEST_MESSAGE = 32_768
const LARGEST_REACTION = 512

/** What is said, against the list of this kind of room: nothing that rewrites history, nothing encrypted, nothing of its own invention. */
export function sayingOf(event: ProposedEvent, kind: RoomKind, bridge: UserId): Saying {
  if (event.sender === bridge && kind.notes?.includes(event.type) === true) return 'on-the-list'
  if (event.edits || event.vanishes) return 'off-the-list'
  if (event.type === 'm.reaction') {
    if (!kind.says.reactions || event.relType !== 'm.annotation') return 'off-the-list'
    return event.size > LARGEST_REACTION ? 'too-long' : 'on-the-list'
  }
  const isListed = event.type === 'm.room.message' && kind.says.messages.includes(event.msgtype ?? '')
  if (kind.says.filesOnly === true && !event.hasFile) return 'off-the-list'
  if (!isListed || (event.relType !== null && event.relType !== 'm.thread')) return 'off-the-list'
  return event.size > LARGEST_MESSAGE ? 'too-long' : 'on-the-list'
}

/** Whether a state event of the bridge is the one value that this kind of room has. */
export function isAsTheKindSays(event: ProposedEvent, kind: RoomKind, subject: RoomSubject): boolean {
  if (event.type === 'm.room.create') {
    const { room_version: _version, ...content } = event.content ?? {}
    return sameJson(content, creationContent(kind, subject))
  }
  const isEmpty = Object.keys(event.content ?? {}).length === 0
  const wanted = stateOf(kind, subject).find(({ type, stateKey }) => type === event.type && stateKey === event.stateKey)
  if (wanted === undefined) return isEmpty && TAKEN_AWAY.includes(event.type)
  return sameJson(wanted.content, event.content)
}

/** People invited by a request for a room, or undefined when the request is not the one that this kind of room is made with. */
export function invitedIfAsTheKindSays(
  config: Readonly<Record<string, unknown>>,
  kind: RoomKind,
  subject: RoomSubject,
): UserId[] | undefined {
  const state = config['initial_state']
  if (!Array.isArray(state)) return undefined
  const members = (state as { type?: unknown; state_key?: unknown }[]).filter(({ type }) => type === 'm.room.member')
  const invited = members.flatMap(({ state_key: user }) => (typeof user === 'string' ? [user as UserId] : []))
  return sameJson(config, creationRequest(kind, subject, invited)) ? invited : undefined
}
