import type { Generated, GeneratedAlways } from 'kysely'
import type { DocumentCategory } from '../../core/document.ts'

/** A file of the homeserver. People are named by the local part of their account. */
export interface MediaTable {
  media_id: string
  uploader: string
  type: string
  size: string
  uploaded_at: Date
  verdict: 'clean' | 'unscanned'
  picture_of: string | null
  picture_since: Date | null
  /** Since when nothing holds it: null while a living event does, or while it is a picture of somebody. */
  loose_since: Date | null
  /** Unreadable since then; the file is about to go. */
  deleting_since: Date | null
}
/** An event that holds a file. It lives until `ended_at`, before the homeserver has confirmed the event too. */
export interface AttachmentTable {
  media_id: string
  event_id: string
  room_id: string
  decided_at: Date
  confirmed: Generated<boolean>
  ended_at: Date | null
}
/** A file of a room that is kept, as its message names it. Gone with the message. */
export interface DocumentTable {
  event_id: string
  kind: string
  ref: string
  at: Date
  person: string
  address: string
  name: string
  folded_name: GeneratedAlways<string>
  type: string
  category: DocumentCategory
  size: string
  /** Of folders alone: whose they are, how it is called, of which document it is a version. */
  structure: string | null
  title: string | null
  series: string | null
  version: Generated<number>
  newest: Generated<boolean>
  folded_text: GeneratedAlways<string>
}
