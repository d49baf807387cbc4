import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string | null, string | null>

/** What happened, append-only; each row carries the hash of the row before it and its own (db/event-chain.ts). */
export interface EventTable {
  id: string
  batch: string
  at: Date
  type: string
  circle: string | null
  person: string | null
  structure: string | null
  patient: string | null
  source: string
  by: string
  reason: string | null
  before: Json
  after: Json
  previous: Buffer
  hash: Buffer
}
/** One row: where the chain ends. */
export interface EventChainTable {
  one: Generated<boolean>
  last_id: string
  length: string
  hash: Buffer
}
/** A verification of the whole chain; one at a time. */
export interface EventCheckTable {
  id: Generated<string>
  asked_by: string
  asked_at: Date
  finished_at: Date | null
  length: string | null
  verified: Generated<string>
  fault_count: Generated<number>
  faults: ColumnType<unknown, string | undefined, string>
}
/** Signed now and then: up to there the chain cannot be made anew by whoever has the database and not the key. */
export interface EventSealTable {
  last_id: string
  length: string
  hash: Buffer
  at: Date
  signature: Buffer
}
