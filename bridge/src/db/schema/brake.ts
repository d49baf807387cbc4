import type { ColumnType, Generated } from 'kysely'

export interface BrakeTables {
  recent_ending: RecentEndingTable
  held_change: HeldChangeTable
  held_input: HeldInputTable
}

export interface RecentEndingTable {
  author: string
  minute: Date
  structure: string
  endings: number
  /** Of them, those whose presence is gone: the others are still counted as present. */
  gone: number
}
export interface HeldChangeTable {
  id: Generated<string>
  at: Date
  /** When it was sent the last time. */
  last_at: Date
  kind: string
  source: string
  by: string
  /** Whose endings count together: a system by its source, a person by themself. */
  author: string
  person: string | null
  reason: string | null
  level: 'circle' | 'team' | 'structure' | 'platform'
  /** Of the circle or of the structure. */
  ref: string | null
  /** Small changes that were too much together. */
  series: boolean
  endings: number
  of_memberships: number
  state: Generated<'waiting' | 'approved' | 'rejected'>
  decided_by: string | null
  decided_at: Date | null
  decision_reason: string | null
  version: Generated<number>
}
export interface HeldInputTable {
  held: string
  position: number
  digest: Buffer
  source: string
  by: string
  priority: number
  input: ColumnType<unknown, string, never>
  kind: ColumnType<string, never, never>
}
