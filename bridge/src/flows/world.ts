import type { Logger } from 'pino'
import type { UserId } from '../core/ids.ts'
import type { Db } from '../db/connect.ts'
import type { MatrixPort } from '../matrix/port.ts'
import type { DecisionLog } from './record-decisions.ts'

/** What every flow is given: the database, the homeserver, the clock and the log. */
export interface World {
  readonly db: Db
  readonly matrix: MatrixPort
  readonly serverName: string
  /** By which digests, quiet hours and what is told of an hour are reckoned. */
  readonly zone: string
  readonly log: Logger
  readonly decisions: DecisionLog
  now(): Date
}

/** The session of a professional who calls by their access token. */
export interface MatrixSession {
  readonly user: UserId
  readonly token: string
  readonly device: string | null
}

/** Who calls, and how urgent it is: who asks one thing by hand does not wait for who sends ten thousand. */
export interface Asked {
  readonly source: string
  readonly by: string
  readonly priority: number
  /** The version that the caller read (If-Match); '*' is any, so long as there is one. */
  readonly version?: number | '*' | undefined
}
