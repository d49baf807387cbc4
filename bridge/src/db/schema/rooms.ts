import type { Generated, GeneratedAlways } from 'kysely'

/**
 * Whose membership a room follows: a care circle's, the staff's of a DAC, the correspondents' of a mail room, one person alone; or one person
 * as long as they work in a DAC.
 */
export type Scope = PeriodScope | 'journals' | 'mail' | 'person'
/** Those whose members are put there by periods of the registry. */
export type PeriodScope = 'circle' | 'staff'

export interface RoomTable {
  kind: string
  ref: string
  scope: Scope
  /** Of folders and of people's sub-spaces: the DAC to which they belong. */
  structure: string | null
  /** Of what `scope` says, whose members are its own: `ref`, but for folders. */
  members_of: GeneratedAlways<string>
  room_id: string | null
  creating: Generated<boolean>
  in_step: Generated<boolean>
  /** Counts the changes that ask for work, so that "in step" is said only of the change that was read. */
  change: Generated<string>
  dirty_since: Date | null
  attempts: Generated<number>
  next_try_at: Date | null
  last_error: string | null
  last_error_at: Date | null
  checked_at: Date | null
  /** Events up to this one have been announced in the room; `announcing` is the one under way. */
  announced: Generated<string>
  announcing: string | null
  /** The homeserver holds nothing of it any more, and it is not made again. */
  purged_at: Date | null
}
/** A room was what the registry says, everything up to this event included. */
export interface RoomFollowedTable {
  kind: string
  ref: string
  event: string
  /** null: before this was kept. */
  at: Date | null
}
export interface MailRoomTable {
  id: Generated<string>
  /** Digest of the sorted identifiers of all who write here: among open rooms, the set has one. */
  key: Buffer
  /** Nobody left: the next mail to the same people is written here. */
  open: Generated<boolean>
  opened_at: Date
  /** Everybody joined, and the bridge left. */
  made_at: Date | null
}
