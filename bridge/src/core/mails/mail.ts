import type { AttachedFile } from '../document.ts'

/** What a mail is made of, whoever looks at it. */
export type Importance = 'normal' | 'high'

export const SUBJECT_AT_MOST = 200
export const TEXT_AT_MOST = 20_000
/** As many as one event may cite (files-are-cited-by-their-readers). */
export const FILES_AT_MOST = 20
/** Where the structured part of a mail lies in an event. */
export const MAIL_FIELD = 'fr.sphere.mail'

/** A mail that a person sends. */
export interface NewMail {
  readonly id: string
  readonly subject: string
  readonly text: string
  readonly importance: Importance
  readonly notifyOnRead: boolean
  /** The mail that it answers, and the event to show above it when that is in the same room. */
  readonly replyTo: string | null
  readonly replyToEvent: string | null
  readonly files: readonly MailFile[]
}
export type MailFile = AttachedFile
