import type { Generated, GeneratedAlways } from 'kysely'

/** A folder of internal documents of a structure: a room each. */
export interface FolderTable {
  id: Generated<string>
  structure: string
  name: string
  folded_name: GeneratedAlways<string>
  created_at: Date
  archived_at: Date | null
  version: Generated<number>
}
/** The sub-space where a person finds the journals that they follow of one DAC. */
export interface JournalSpaceTable {
  id: Generated<string>
  structure: string
  person: string
}
/** Which document of a folder follows which, and its number: kept when it is removed, without a word of it. */
export interface DocumentLinkTable {
  event_id: string
  ref: string
  replies_to: string | null
  /** The first document that is known of it. */
  series: string
  /** Its place in the series, those that were removed included. */
  version: Generated<number>
  removed_at: Date | null
  /** null: whoever removed it is no person that we know, or that was not read yet. */
  removed_by: string | null
  reason: string | null
  /** Its room says of what it was a version: the homeserver forgets that with the rest. */
  noted: Generated<boolean>
}
