/**
 * Everything a rule may look at, and the questions that can be asked.
 * The door that gathers the facts decides nothing; the rules know nothing of Matrix beyond these words.
 */

/** What somebody wants to do, in words that hold for every client and every route of the homeserver. */
export const QUESTIONS = [
  'room.read',
  'message.send',
  'message.redact',
  'event.send',
  'room.create',
  'mail.open',
  'room.publish',
  'member.invite',
  'member.join',
  'member.leave',
  'member.kick',
  'member.ban',
  'member.knock',
  'member.update',
  'state.set',
] as const
export type Question = (typeof QUESTIONS)[number]

export type RoomKindName = 'journal' | 'space' | 'liaison' | 'documents' | 'mail' | 'notifications'

/** Somebody as the registry knows them, seen from the room in question. */
export interface Someone {
  /** `bridge`: the user that makes and keeps the rooms. `stranger`: an account that the registry does not know. */
  readonly status: 'bridge' | 'active' | 'suspended' | 'departed' | 'stranger'
  /** The registry puts them in this room now. */
  readonly belongs: boolean
  /** They may write where only some of the members may. */
  readonly writes: boolean
}

/** How those stand to whom a room of mail is written, the writer apart: the first of these that is true of one of them. */
export type Correspondents = 'left' | 'departed' | 'suspended' | 'reachable'

/** A person asks a client to start a conversation: what that request holds beyond the people. */
export interface MailAsked {
  /** Other people, each counted once. */
  readonly people: number
  /** The first of these that is true of one of them; `service`: an account of the platform itself. */
  readonly worst: 'stranger' | 'service' | 'departed' | 'suspended' | 'reachable'
  /** A room that is no conversation between people, or somebody who has no account. */
  readonly asks: 'conversation' | 'public-room' | 'space' | 'e-mail-address'
}

/** What a deletion aims at, and whether nothing that a person said follows it in the deletion's own past. */
export interface Deletion {
  readonly target: 'own-message' | 'message-of-another' | 'not-a-message'
  /** The target is the newest message of a person, deleted ones included, among all that the deletion's event leads back to. */
  readonly newest: boolean
}

export interface Facts {
  /** null: a room that the registry did not ask for. */
  readonly room: {
    readonly kind: RoomKindName
    readonly closed: boolean
    /** Rooms of mail alone. */
    readonly correspondents?: Correspondents | undefined
  } | null
  readonly actor: Someone
  /** Whom an invitation, a removal or a join is about; the actor when they act on themselves. */
  readonly subject: Someone
  /** The act says exactly what this kind of room holds (creation, state events, members' events). */
  readonly asTheKindSays: boolean
  /** Type and message type are on the list of what people may say. */
  readonly sayable: boolean
  /** A member's event carries the name that the registry gives that person, or none. */
  readonly namedAsInRegistry: boolean
  /** null: the act deletes nothing. */
  readonly deletion: Deletion | null
  /** Requests for a conversation alone. */
  readonly mail?: MailAsked | undefined
  /** The message is one of the commands that the service understands. Asked of rooms of notifications alone. */
  readonly command?: boolean | undefined
}

/** An active member writes in an open journal: the example from which the rules' examples differ. */
export const someone = (given: Partial<Someone> = {}): Someone => ({ status: 'active', belongs: true, writes: true, ...given })
export const bridge: Someone = someone({ status: 'bridge' })
export const stranger: Someone = someone({ status: 'stranger', belongs: false, writes: false })
export const facts = (given: Partial<Facts> = {}): Facts => ({
  room: { kind: 'journal', closed: false },
  actor: someone(),
  subject: given.actor ?? someone(),
  asTheKindSays: false,
  sayable: true,
  namedAsInRegistry: true,
  deletion: null,
  ...given,
})
