import type { ColumnType, Generated } from 'kysely'

export interface CanaryRunTable {
  id: Generated<string>
  asked_by: string
  started_at: Date
  finished_at: Date | null
  outcome: 'waiting' | 'running' | 'clean' | 'leak' | 'incomplete'
  cause: string | null
  planned: Generated<number>
  tried: Generated<number>
  refused: Generated<number>
  allowed: Generated<number>
  leaked: Generated<number>
  failed: Generated<number>
  kinds: ColumnType<unknown, string | undefined, string>
  findings: ColumnType<unknown, string | undefined, string>
}
export interface DecisionTable {
  id: Generated<string>
  minute: Date
  first_at: Date
  last_at: Date
  count: number
  allowed: boolean
  question: string
  action: string | null
  rule: string | null
  code: string | null
  person: string | null
  user_id: string
  subject: string | null
  room_id: string | null
  kind: string | null
  ref: string | null
  via: 'module' | 'gateway'
  instance: string
}
