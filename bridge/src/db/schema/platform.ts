import type { Measure } from '../../contract.ts'

/** What the console tells of the platform itself. */
export interface PlatformTables {
  process_heartbeat: ProcessHeartbeatTable
  last_success: { part: string; at: Date }
  daily_measure: DailyMeasureTable
}
export interface ProcessHeartbeatTable {
  role: 'gateway' | 'policy' | 'api' | 'work'
  /** Where it runs: it stays the same when the process starts again. */
  instance: string
  boot: string
  version: string
  started_at: Date
  seen_at: Date
}
export interface DailyMeasureTable {
  measure: Measure
  /** YYYY-MM-DD, by the time zone of the platform. */
  day: string
  value: number
  measured_at: Date
}
