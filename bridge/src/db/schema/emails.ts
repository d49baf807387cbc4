import type { ColumnType, Generated } from 'kysely'
import type { News } from '../../core/wishes.ts'

/** Who is to be looked at. */
export interface EmailDueTable {
  person: string
  /** The oldest news that nobody has looked at. */
  noted_at: Date | null
  /** What was looked at and has to wait until then. */
  due_at: Date | null
}
export interface EmailOutTable {
  id: Generated<string>
  person: string
  sort: 'immediate' | 'digest' | 'access'
  /** Of access: to which link it leads. */
  access_link: string | null
  /** Of digests: one a day. */
  local_day: string | null
  message_id: string
  language: 'fr' | 'en'
  counts: ColumnType<unknown, string, string>
  state: Generated<'prepared' | 'sending' | 'sent' | 'failed'>
  /** Why it failed: a word of ours. */
  cause: string | null
  attempts: Generated<number>
  prepared_at: Date
  next_try_at: Date
  sent_at: Date | null
}
/** Up to where a person was told by e-mail. */
export interface EmailToldTable {
  person: string
  kind: string
  ref: string
  /** Of which sort: a room of notifications holds several. */
  news: News
  event_id: string
  position: string
}
/** What an e-mail that waits tells of: after one event, up to another. */
export interface EmailNewsTable {
  email: string
  kind: string
  ref: string
  news: News
  after_event: string | null
  after_position: string
  event_id: string
  position: string
}
export interface EmailAddressTable {
  person: string
  address: string
  /** In a row. */
  failures: Generated<number>
  suspended_at: Date | null
}
