import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { ConsoleRole } from '../contract.ts'
import type { AccessAllowanceTable, AccessLinkTable } from './schema/access.ts'
import type { BrakeTables } from './schema/brake.ts'
import type { EmailAddressTable, EmailDueTable, EmailNewsTable, EmailOutTable, EmailToldTable } from './schema/emails.ts'
import type { EventChainTable, EventCheckTable, EventSealTable, EventTable } from './schema/events.ts'
import type { ExportFileTable, ExportPartTable, ExportTable } from './schema/exports.ts'
import type { AttachmentTable, DocumentTable, MediaTable } from './schema/files.ts'
import type { ImportTables } from './schema/imports.ts'
import type { AbsenceTable, MailCopyTable, MailFileTable, MailSendingTable, MailTable } from './schema/mails.ts'
import type { DocumentLinkTable, FolderTable, JournalSpaceTable } from './schema/folders.ts'
import type { PlatformTables } from './schema/platform.ts'
import type { PushSubscriptionTable } from './schema/push.ts'
import type { RetentionTables } from './schema/retention.ts'
import type { MailRoomTable, PeriodScope, RoomFollowedTable, RoomTable, Scope } from './schema/rooms.ts'
import type { SubstitutionSchema } from './schema/substitutions.ts'
import type { NoticeAllowanceTable, NoticeTable, ServicePlaceTable, ServiceTable } from './schema/systems.ts'
import type { ReceiptTable, ReceiptWaitingTable, RoomEventTable, TimelineCheckTable } from './schema/timeline.ts'
import type { CanaryRunTable, DecisionTable } from './schema/watch.ts'
import type { WebhookDeliveryTable, WebhookTable } from './schema/webhooks.ts'
import type { ChoiceTable, PushMirrorTable, RoomChoiceTable, SettingsTable } from './schema/preferences.ts'

/** The tables as TypeScript sees them. Constraints live in the database (migrations/). */
export interface Schema extends SubstitutionSchema, BrakeTables, ImportTables, PlatformTables, RetentionTables {
  structure: StructureTable
  person: PersonTable
  patient: PatientTable
  circle: CircleTable
  circle_membership: PeriodTable & { circle: string }
  employment: PeriodTable & { structure: string }
  belonging: Readonly<Omit<PeriodTable, 'id' | 'requested_by' | 'reason' | 'substitution'>> & { scope: Scope; ref: string; writes: boolean }
  presence: { scope: PeriodScope; ref: string; person: string; role: string; since: Date }
  mail_room: MailRoomTable
  mail_participant: { mail: string; person: string; start_at: Date; left_at: Date | null }
  notification: NotificationTable
  event: EventTable
  event_chain: EventChainTable
  event_seal: EventSealTable
  event_check: EventCheckTable
  notice: NoticeTable
  notice_allowance: NoticeAllowanceTable
  service: ServiceTable
  service_place: ServicePlaceTable
  room: RoomTable
  room_followed: RoomFollowedTable
  room_member: { kind: string; ref: string; user_id: string; membership: string; error: string | null }
  api_key: ApiKeyTable
  console_session: { hash: Buffer; person: string; created_at: Date; expires_at: Date; confirmed_at: Date | null }
  inbox_transaction: { id: string; received_at: Date }
  inbox_event: InboxTable
  room_event: RoomEventTable
  receipt: ReceiptTable
  receipt_waiting: ReceiptWaitingTable
  timeline_check: TimelineCheckTable
  mail: MailTable
  mail_copy: MailCopyTable
  mail_file: MailFileTable
  mail_sending: MailSendingTable
  absence: AbsenceTable
  preference_choice: ChoiceTable
  preference_settings: SettingsTable
  room_choice: RoomChoiceTable
  push_mirror: PushMirrorTable
  push_subscription: PushSubscriptionTable
  push_check: { person: string; checked_at: Date }
  told_change: { person: string; up_to: string }
  access_link: AccessLinkTable
  access_allowance: AccessAllowanceTable
  email_due: EmailDueTable
  email_out: EmailOutTable
  email_told: EmailToldTable
  email_news: EmailNewsTable
  email_address: EmailAddressTable
  media: MediaTable
  attachment: AttachmentTable
  document: DocumentTable
  document_link: DocumentLinkTable
  folder: FolderTable
  journal_space: JournalSpaceTable
  upload_under_way: { id: Generated<string>; uploader: string; started_at: Date }
  deleted_message: { event_id: string; room_id: string; deleted_at: Date }
  canary_run: CanaryRunTable
  decision: DecisionTable
  export: ExportTable
  export_file: ExportFileTable
  export_part: ExportPartTable
  webhook: WebhookTable
  webhook_delivery: WebhookDeliveryTable
  module_heartbeat: { instance: string; boot: string; version: string; seen_at: Date }
}

export type { PeriodScope, RoomTable, Scope } from './schema/rooms.ts'

type Json = ColumnType<unknown, string | null, string | null>

export interface StructureTable {
  id: string
  name: string
  finess: string | null
  kind: string
  dac: boolean
  version: Generated<number>
  next_change_at: Date | null
}
export interface PersonTable {
  id: string
  given_name: string
  family_name: string
  profession: string
  /** By which people are ordered, and in which they are looked for. */
  folded_name: GeneratedAlways<string>
  folded_words: GeneratedAlways<string>
  rpps: string | null
  email: string | null
  telephone: string | null
  status: 'active' | 'suspended' | 'departed'
  administrator: boolean
  console_role: ConsoleRole | null
  localpart: string
  version: Generated<number>
  account_state: Generated<'pending' | 'ready' | 'failed'>
  account_error: string | null
  account_attempts: Generated<number>
}
export interface PatientTable {
  id: string
  display_name: string
  folded_name: GeneratedAlways<string>
  identifiers: ColumnType<{ system: string; value: string }[], string, string>
  version: Generated<number>
}
export interface CircleTable {
  id: string
  patient: string
  structure: string
  status: 'active' | 'closed'
  closed_at: Date | null
  /** Nobody reads its journal any more, and nobody enters it (flows/retention). */
  sealed_at: Date | null
  version: Generated<number>
  next_change_at: Date | null
}
export interface PeriodTable {
  id: Generated<string>
  person: string
  source: string
  role: string
  start_at: Date
  end_at: Date | null
  requested_by: string
  reason: string | null
  substitution: string | null
}
export interface NotificationTable {
  id: Generated<string>
  person: string
  key: string
  at: Date
  /** What is to be said; forgotten once it was. */
  content: Json
  /** Being said: after a crash the room itself is asked whether it was. */
  saying: Generated<boolean>
  said_at: Date | null
  /** What kind of news it is, and what it is about: identifiers alone. */
  type: string | null
  about: Json
  /** What the bell shows. */
  body: string | null
  event_id: string | null
}
export interface ApiKeyTable {
  id: string
  name: string
  scopes: string[]
  source: string
  hash: Buffer
  created_at: Date
  expires_at: Date | null
  last_used_at: Date | null
  revoked_at: Date | null
  /** Of the secret before, which opens until then. */
  previous_hash: Buffer | null
  previous_until: Date | null
}
export interface InboxTable {
  position: Generated<string>
  event_id: string
  room_id: string
  type: string
  sender: string
  state_key: string | null
  content: Json
  received_at: Date
  done_at: Date | null
}
