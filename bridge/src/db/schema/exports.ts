import type { Generated } from 'kysely'

/** A copy of a journal that a member asked for. What it says lies in its parts alone, and those are sealed. */
export interface ExportTable {
  id: string
  person: string
  circle: string
  key: string
  digest: Buffer
  reason: string
  /** YYYY-MM-DD. */
  from_day: string | null
  to_day: string | null
  language: 'fr' | 'en'
  asked_at: Date
  state: 'waiting' | 'running' | 'ready' | 'downloaded' | 'expired' | 'failed' | 'cancelled'
  /** How often its making began. */
  attempts: Generated<number>
  done: Generated<number>
  total: Generated<number>
  /** Until when its files can be fetched. */
  until: Date | null
  failure: string | null
}
export interface ExportFileTable {
  export: string
  format: 'html' | 'pdf'
  size: number
  parts: number
  /** How often somebody began to fetch it: a connection may break. */
  fetches: Generated<number>
  /** Being fetched since then; null again when that broke off. */
  fetching_since: Date | null
  downloaded_at: Date | null
}
/** A piece of a file, sealed (flows/exports/seal.ts). */
export interface ExportPartTable {
  export: string
  format: 'html' | 'pdf'
  part: number
  sealed: Buffer
}
