import type { RoomId, UserId } from '../core/ids.ts'
import type { MailVerbs } from './mails.ts'
import type { PusherVerbs } from './pushers.ts'
import type { FoundRule, PushRule, RuleAddress } from '../core/push-rules.ts'
import type { ActualRoom, Membership } from '../core/room-difference.ts'

/** Our verbs towards the homeserver. Everything that is Matrix lies behind this port. All throw MatrixFailure. */
export interface MatrixPort extends MailVerbs, PusherVerbs {
  readonly bridge: UserId
  /** Makes the bridge's own users, the administrator included. Safe to repeat. */
  prepare(): Promise<void>
  isUp(): Promise<boolean>
  /** Of the homeserver, as it says. */
  version(): Promise<string>

  /** Makes the account if it is not there (invitations do not ring in it), names it, locks or unlocks it; a locked one loses its sessions. Safe to repeat. */
  setAccount(user: UserId, account: { displayName: string; locked: boolean }): Promise<void>
  /** Sets the password and ends every session. */
  setPassword(user: UserId, password: string): Promise<void>

  /** Sessions of an account; none when it is not there. */
  listSessions(user: UserId): Promise<FoundSession[]>
  /** Ends these, and what they are woken by. Safe to repeat. */
  endSessions(user: UserId, sessions: readonly string[]): Promise<void>
  /** Changes a password for who knows the present one; ends every session but the one whose token it is. */
  changePassword(change: { user: UserId; token: string; present: string; password: string }): Promise<PasswordChange>

  createRoom(request: object): Promise<RoomId>
  readRoom(room: RoomId): Promise<ActualRoom>
  setState(room: RoomId, type: string, stateKey: string, content: object): Promise<void>
  invite(room: RoomId, user: UserId): Promise<void>
  /** Joins as the person, whom the room has invited. */
  joinAs(room: RoomId, user: UserId): Promise<void>
  unban(room: RoomId, user: UserId): Promise<void>
  /** Takes the person out and forgets the room on their behalf, so that its history closes at once. */
  remove(room: RoomId, user: UserId, reason: string): Promise<void>
  /** Says a notice once: the same key is not said twice by the homeserver while it remembers it. */
  say(room: RoomId, key: string, content: object): Promise<void>
  /** Says an event that clients show nothing of; the same key as for `say`. */
  note(room: RoomId, key: string, type: string, content: object): Promise<void>
  /** Whether a notice was said: looked up in the room itself, newest first. */
  hasSaid(room: RoomId, event: string): Promise<boolean>
  /** Rooms where the bridge is joined. */
  listOwnRooms(): Promise<RoomId[]>
  /** Kind and registry id that the creation event of a room carries; undefined when it carries none. */
  readMarker(room: RoomId): Promise<{ kind: string; id: string } | undefined>
  /** The bridge leaves and forgets the room. Safe to repeat. */
  leave(room: RoomId): Promise<void>
  /** What a room holds, be the bridge there or not. */
  readAnyRoom(room: RoomId): Promise<ActualRoom>
  /** Tells a person's clients that this room is their conversation with these others; what they know already stays. Safe to repeat. */
  setDirectChat(user: UserId, room: RoomId, others: readonly UserId[]): Promise<void>
  /** The user whose access token it is and their session, or undefined when it is good for nobody. */
  whoseAccessToken(token: string): Promise<{ user: string; device: string | null } | undefined>
  /** The bytes of a file; undefined when the homeserver has none under this identifier. */
  readMedia(id: string): Promise<AsyncIterable<Uint8Array> | undefined>
  /**
   * Everybody leaves, then everything of the room goes from the homeserver's database, and nobody may enter it again. Asks for it, or looks how far it
   * is: true once it is done. Safe to repeat.
   */
  purgeRoom(room: RoomId): Promise<boolean>
  /** Takes a file and its thumbnails away. Safe to repeat. */
  deleteMedia(id: string): Promise<void>
  /** Files that a person stored between these instants. */
  listMedia(user: UserId, within: { from: Date; to: Date }): Promise<string[]>
  /** Whether an event came to be, in whatever room. */
  hasEvent(id: string): Promise<boolean>
  /** Why a message was deleted, when it is there and was. */
  findDeletion(room: string, event: string): Promise<{ readonly reason: string | null } | null>
  /** The address of the picture in a person's profile. */
  readPicture(user: UserId): Promise<string | null>
  /** The person whom an OpenID token names, or undefined when it is not good. */
  whoseOpenIdToken(token: string): Promise<string | undefined>
  /** A page of what happened in a room, as the administrator sees it; `next` is null after the last one. */
  readTimeline(room: RoomId, page: { from?: string | undefined; direction: 'f' | 'b'; limit: number }): Promise<TimelinePage>
  /** The receipts of these rooms as this person sees them: their own, the private ones too, and the public ones of others. */
  readReceipts(user: UserId, rooms: readonly RoomId[]): Promise<{ room: RoomId; edu: unknown }[]>
  /** The rules by which a person's clients count and ring: their own, not the server's. */
  readPushRules(user: UserId): Promise<FoundRule[]>
  /** Sets a rule as the person, before their others. Safe to repeat. */
  setPushRule(user: UserId, rule: PushRule): Promise<void>
  /** Safe to repeat. The server's own rules can be disabled, and nothing else. */
  disablePushRule(user: UserId, rule: RuleAddress): Promise<void>
  /** Safe to repeat. */
  deletePushRule(user: UserId, rule: RuleAddress): Promise<void>
  /** A public receipt in the person's name: they have read the room up to this event. Safe to repeat. */
  readUpTo(user: UserId, room: RoomId, event: string): Promise<void>
}
export interface FoundSession {
  readonly id: string
  /** As the client called it. */
  readonly name: string | null
  readonly lastSeenAt: Date | null
}
export type PasswordChange =
  | { readonly is: 'changed' | 'wrong-password' | 'no-session' }
  | { readonly is: 'too-many-tries'; readonly retryAfterSeconds: number }
export interface TimelinePage {
  readonly events: readonly unknown[]
  readonly next: string | null
}
export type { Membership }

/** What the homeserver refused or failed to answer. `transient`: worth trying again as it is. */
export class MatrixFailure extends Error {
  readonly errcode: string
  readonly status: number | null
  readonly transient: boolean
  /** What the homeserver says of it: of a refusal of ours, our words. */
  readonly words: string
  constructor(doing: string, errcode: string, text: string, status: number | null) {
    super(`${doing}: ${errcode}${text === '' ? '' : ` (${text})`}`)
    this.errcode = errcode
    this.words = text
    this.status = status
    this.transient = status === null || status === 429 || status >= 500
  }
}
