import type { Logger } from 'pino'
import type { BrakeSettings, Tally } from '../core/brake.ts'
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
  /** How much may end at once. */
  readonly brake: BrakeSettings
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
  /** Who came by a door, for the brake: what one author ends counts together. Absent: our own clock, or the canary. */
  readonly author?: Asker
  /** Where the flow under way counts what it ends (brake/with-brake.ts); absent: nobody counts. */
  readonly tally?: Tally
}

export interface Asker {
  /** A system by its source, a person by themself, be it at the console or by their own session. */
  readonly key: string
  readonly person: string | null
}

/** Of what is recorded, what nobody asked for at that moment. */
export const BY_THE_SERVICE = { source: 'messagerie', by: 'messagerie' } as const
