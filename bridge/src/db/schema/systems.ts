import type { ColumnType, Generated } from 'kysely'

/** Other systems: what they say, and the accounts that they are given. */
export interface NoticeTable {
  /** The event that records it. */
  event: string
  api_key: string
  key: string
  scope: 'circle' | 'staff'
  ref: string
  /** What is to be said; forgotten once it was. */
  content: ColumnType<unknown, string | null, string | null>
  at: Date
  said_at: Date | null
}
export interface NoticeAllowanceTable {
  api_key: string
  scope: string
  ref: string
  tokens: number
  at: Date
}
export interface ServiceTable {
  id: string
  name: string
  contact: string | null
  status: 'active' | 'ended'
  localpart: string
  version: Generated<number>
  account_ready: Generated<boolean>
}
export interface ServicePlaceTable {
  service: string
  scope: 'circle' | 'staff'
  ref: string
  source: string
  start_at: Date
}
