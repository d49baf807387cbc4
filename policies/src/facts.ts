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
  'room.publish',
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

export type RoomKindName = 'journal' | 'space' | 'liaison' | 'documents'

/** Somebody as the registry knows them, seen from the room in question. */
export interface Someone {
  /** `bridge`: the user that makes and keeps the rooms. `stranger`: an account that the registry does not know. */
  readonly status: 'bridge' | 'active' | 'suspended' | 'departed' | 'stranger'
  /** The registry puts them in this room now. */
  readonly belongs: boolean
  /** They may write where only some of the members may. */
  readonly writes: boolean
}

/** What a deletion aims at, and whether nothing that a person said follows it in the deletion's own past. */
export interface Deletion {
  readonly target: 'own-message' | 'message-of-another' | 'not-a-message'
  /** The target is the newest message of a person, deleted ones included, among all that the deletion's event leads back to. */
  readonly newest: boolean
}

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
  readonly room: { readonly kind: RoomKindName; readonly closed: boolean } | null
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
  /** Files that the act cites, asks for or shows; none unless given. */
  readonly media?: readonly Medium[] | undefined
  /** Uploads alone. */
  readonly upload?: Upload | undefined
}

/** An active member writes in an open journal: the example from which the rules' examples differ. */
export const someone = (given: Partial<Someone> = {}): Someone => ({ status: 'active', belongs: true, writes: true, ...given })
export const bridge: Someone = someone({ status: 'bridge' })
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
  sayable: true,
  namedAsInRegistry: true,
  deletion: null,
  ...given,
})
