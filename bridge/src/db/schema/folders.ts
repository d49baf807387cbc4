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
/** Which document of a folder follows which: kept when a document is removed, without a word of it. */
export interface DocumentLinkTable {
  event_id: string
  ref: string
  replies_to: string | null
  /** The first document that is known of it. */
  series: string
}
