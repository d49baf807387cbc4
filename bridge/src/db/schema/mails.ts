import type { ColumnType, Generated } from 'kysely'

export interface MailTable {
  id: string
  /** The conversation. */
  ref: string
  sender: string
  at: Date
  /** null: not said yet. */
  event_id: string | null
  /** The name under which its files follow it: as its sender gave it. */
  claimed: string
  /** A file that came without the mail of which it says to be a part: the name of that mail. */
  part_of: string | null
  subject: Generated<string>
  important: Generated<boolean>
  notify: Generated<boolean>
  /** A message as any client writes it. */
  plain: boolean
  reply_to: string | null
  state: 'waiting' | 'sent' | 'failed'
  /** Why it failed: a code of the rules, or of the homeserver. */
  failure: string | null
}
export interface MailCopyTable {
  person: string
  mail: string
  ref: string
  sent: boolean
  at: Date
  /** Read, whoever may know. */
  read_at: Date | null
  /** By a public receipt: the sender may know. */
  confirmed_at: Date | null
  /** Marked as unread by the reader. */
  unread_since: Date | null
  tell_read: Generated<boolean>
  tell_absent: Generated<boolean>
  /** Important and not read: what comes next. */
  waits: 'reminder' | 'sender' | null
}
export interface MailFileTable {
  event_id: string
  ref: string
  sender: string
  claimed: string
  part: number
  address: string
  name: string
  type: string
  size: string
}
export interface MailSendingTable {
  mail: string
  person: string
  key: string
  digest: Buffer
  asked_at: Date
  /** What is to be said; forgotten once it was. */
  content: ColumnType<unknown, string | null, string | null>
  /** Something of it may have been said: the room itself is asked. */
  began_at: Date | null
  attempts: Generated<number>
}
export interface AbsenceTable {
  person: string
  start_at: Date
  end_at: Date
  replacement: string | null
}
