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
  'journal.export',
  'room.publish',
  'room.purge',
  'member.invite',
  'member.join',
  'member.leave',
  'member.kick',
  'member.ban',
  'member.knock',
  'member.update',
  'state.set',
  'media.upload',
  'media.read',
  'media.avatar',
] as const
export type Question = (typeof QUESTIONS)[number]

export type RoomKindName = 'journal' | 'space' | 'liaison' | 'documents-space' | 'documents' | 'journals-space' | 'mail' | 'notifications'
/** What holds rooms and no conversation. */
export const SPACES: readonly RoomKindName[] = ['space', 'documents-space', 'journals-space']

/** Somebody as the registry knows them, seen from the room in question. */
export interface Someone {
  /**
   * `bridge`: the user that makes and keeps the rooms. `service`: the account of another system. `stranger`: an account that the registry
   * does not know.
   */
  readonly status: 'bridge' | 'service' | 'active' | 'suspended' | 'departed' | 'stranger'
  /** The registry puts them in this room now. */
  readonly belongs: boolean
  /** They may write where only some of the members may. */
  readonly writes: boolean
  /** They manage the structure to which this room belongs. */
  readonly manages: boolean
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
  /** It says why. */
  readonly reasoned: boolean
}

/** On the list of what people may say in this kind of room, not on it, or longer than a message is. */
export type Saying = 'on-the-list' | 'off-the-list' | 'too-long'

/** A file that an act cites, asks for or shows as a picture, as it stands now. */
export interface Medium {
  /** false: of another server, never uploaded here, or deleted. */
  readonly known: boolean
  /** The actor uploaded it. */
  readonly own: boolean
  /** A living event holds it, in whatever room. */
  readonly attached: boolean
  /** A living event holds it in a room where the registry puts the actor now. */
  readonly readable: boolean
  /** Whose picture it is, seen from the subject of the act. */
  readonly pictureOf: 'nobody' | 'subject' | 'another'
  readonly image: boolean
}

/** A file that somebody sends, as far as it has been looked at. */
export interface Upload {
  readonly size: 'fits' | 'too-large'
  /** What its bytes are, whatever its name says. `active`: a page, a drawing with scripts, a program or macros. */
  readonly content: 'accepted' | 'active' | 'unknown'
  readonly infected: boolean
}

export interface Facts {
  /** null: a room that the registry did not ask for. */
  readonly room: {
    readonly kind: RoomKindName
    /** A circle that is closed, a folder that is archived. */
    readonly closed: boolean
    /** Rooms of mail alone. */
    readonly correspondents?: Correspondents | undefined
  } | null
  readonly actor: Someone
  /** Whom an invitation, a removal or a join is about; the actor when they act on themselves. */
  readonly subject: Someone
  /** The act says exactly what this kind of room holds (creation, state events, members' events). */
  readonly asTheKindSays: boolean
  /** What is said, against the list of this kind of room and its sizes. */
  readonly saying: Saying
  /** A member's event carries the name that the registry gives that person, or none. */
  readonly namedAsInRegistry: boolean
  /** null: the act deletes nothing. */
  readonly deletion: Deletion | null
  /** Requests for a conversation alone. */
  readonly mail?: MailAsked | undefined
  /** The message is a notice and nothing else: no answer to another message, no file. */
  readonly notice?: boolean | undefined
  /** The message is one of the commands that the service understands. Asked of rooms of notifications alone. */
  readonly command?: boolean | undefined
  /** Files that the act cites, asks for or shows; none unless given. */
  readonly media?: readonly Medium[] | undefined
  /** Purges alone: one administrator asked for it and another one approved. */
  readonly approved?: boolean | undefined
  /** Uploads alone. */
  readonly upload?: Upload | undefined
}

/** An active member writes in an open journal: the example from which the rules' examples differ. */
export const someone = (given: Partial<Someone> = {}): Someone => ({
  status: 'active',
  belongs: true,
  writes: true,
  manages: false,
  ...given,
})
export const bridge: Someone = someone({ status: 'bridge' })
/** The account of another system, in a room where it was put. */
export const service: Someone = someone({ status: 'service' })
export const stranger: Someone = someone({ status: 'stranger', belongs: false, writes: false })
/** A file that a member of the room sent there: the example from which the others differ. */
export const medium = (given: Partial<Medium> = {}): Medium => ({
  known: true,
  own: false,
  attached: true,
  readable: true,
  pictureOf: 'nobody',
  image: true,
  ...given,
})
export const upload = (given: Partial<Upload> = {}): Upload => ({ size: 'fits', content: 'accepted', infected: false, ...given })
export const facts = (given: Partial<Facts> = {}): Facts => ({
  room: { kind: 'journal', closed: false },
  actor: someone(),
  subject: given.actor ?? someone(),
  asTheKindSays: false,
  saying: 'on-the-list',
  namedAsInRegistry: true,
  deletion: null,
  ...given,
})
