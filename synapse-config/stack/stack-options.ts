import type { Narrator } from './narrate.ts'
import type { Postgres } from './postgres.ts'
import type { RunningProcess } from './processes.ts'
import type { WorkerNames } from './workers.ts'
import type { Secrets } from './secrets.ts'

export interface StackOptions {
  /** Everything it writes lies under it. */
  dir: string
  /** 0 or absent: a free one. */
  publicPort?: number
  publicHost?: string
  /** How people and their clients reach the public port; http://localhost:<port> unless given. */
  publicUrl?: string | undefined
  serverName?: string
  /** false, for the bench: nothing is enforced. */
  withModule?: boolean
  withApplicationService?: boolean
  withBridge?: boolean
  /** The homeserver in several processes, by name. */
  workers?: WorkerNames
  /** Processes of the bridge, each with its roles. */
  roles?: string[]
  /** An existing PostgreSQL instead of ours. */
  databaseUrl?: string | undefined
  /** Tests only: a database that a power cut may lose, and passwords that cost nothing. */
  fast?: boolean
  say?: (line: string) => void
  narrator?: Narrator
  /** Gives the start up: what was started is stopped, and the start rejects. */
  signal?: AbortSignal
  /** Added to the environment of the bridge. */
  env?: Record<string, string>
}

export interface Addresses {
  /** The public door. */
  baseUrl: string
  apiUrl: string
  synapseUrl: string
  policyUrl: string
  /** For the homeserver's pushers alone: a loopback address on which nothing else listens. */
  pushUrl: string
}

export interface Stack extends Addresses {
  /** The bridge's database. */
  databaseUrl: string
  synapseDatabaseUrl: string
  secrets: Secrets
  serverName: string
  /** Where each worker of the homeserver answers, by name. */
  workerUrls: Readonly<Record<string, string>>
  postgres: Postgres
  /** By part: `postgres` (when it is ours), `synapse`, its workers and `redis` when it has any, and each role of the bridge; roles of one process share an entry. */
  processes: Record<string, RunningProcess>
  /** One more copy of the gateway, under this name among the processes and perhaps in another environment: gives its address. */
  addGateway(name: string, env?: Record<string, string>): Promise<string>
  createKey(name: string, scopes: string[]): Promise<string>
  /** Makes the index of what is said and read anew, of one room or of all. */
  rebuildIndex(room?: string): Promise<string>
  stop(): Promise<void>
}
