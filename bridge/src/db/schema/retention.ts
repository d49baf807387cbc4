import type { Generated } from 'kysely'
import type { RetentionGround, RetentionState } from '../../contract.ts'

export interface RetentionTables {
  retention: RetentionTable
}
/** A journal that is sealed, archived, then purged; what stays of it is this row and what was recorded. */
export interface RetentionTable {
  id: Generated<string>
  circle: string
  ground: RetentionGround
  reason: string
  state: RetentionState
  version: Generated<number>
  asked_by: string
  asked_person: string | null
  asked_at: Date
  /** Of the archive: events read, of how many. */
  done: Generated<number>
  total: Generated<number>
  /** How often what is under way was begun. */
  attempts: Generated<number>
  /** Code of the reason why the archive could not be made, or is made again. */
  failure: string | null
  /** Name of the archive in its folder. */
  archive: string | null
  archive_size: string | null
  archive_sha256: Buffer | null
  archived_at: Date | null
  messages: number | null
  files: number | null
  decided_by: string | null
  decided_at: Date | null
  decision_reason: string | null
  /** The archive was found whole, and from then on something may be gone. */
  purge_begun_at: Date | null
  purged_at: Date | null
}
