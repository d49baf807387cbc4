import { Kysely, PostgresDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { Pool, type PoolClient } from 'pg'
import { runMigrations } from 'graphile-worker'
import * as attachments from './migrations/2026-11-25-attachments.ts'
import * as mail from './migrations/2026-11-25-mail.ts'
import * as spine from './migrations/2026-11-24-spine.ts'
import * as canary from './migrations/2026-11-25-canary.ts'
import * as decisions from './migrations/2026-11-25-decisions.ts'
import * as timeline from './migrations/2026-11-26-a-timeline.ts'
import * as timelineChecks from './migrations/2026-11-26-b-timeline.ts'
import * as webhooks from './migrations/2026-11-26-f-webhooks.ts'
import * as mails from './migrations/2026-11-26-c-mails.ts'
import * as preferences from './migrations/2026-11-26-d-preferences.ts'
import * as services from './migrations/2026-11-26-g-services.ts'
import * as exports from './migrations/2026-12-01-b-exports.ts'
import * as post from './migrations/2026-11-26-e-post.ts'
import * as push from './migrations/2026-12-01-e-push.ts'
import * as access from './migrations/2026-12-01-a-access.ts'
import * as emails from './migrations/2026-12-01-c-emails.ts'
import * as documents from './migrations/2026-12-01-d-documents.ts'
import * as folders from './migrations/2026-12-02-a-folders.ts'
import * as substitutions from './migrations/2026-12-02-b-substitutions.ts'
import * as brake from './migrations/2026-12-02-c-brake.ts'
import * as heldDepartures from './migrations/2026-12-03-a-held-departures.ts'
import * as eventChain from './migrations/2026-12-03-d-event-chain.ts'
import * as consoleRoles from './migrations/2026-12-03-e-console-roles.ts'
import * as imports from './migrations/2026-12-04-a-imports.ts'
import * as movements from './migrations/2026-12-04-b-movements.ts'
import * as platformState from './migrations/2026-12-04-c-platform-state.ts'
import * as versions from './migrations/2026-12-03-b-versions.ts'
import * as confirmations from './migrations/2026-12-04-d-confirmations.ts'
import * as peopleByStatus from './migrations/2026-12-04-e-people-by-status.ts'
import * as retention from './migrations/2026-12-05-a-retention.ts'
import * as largeRegistry from './migrations/2026-12-05-b-large-registry.ts'
import type { Schema } from './schema.ts'

export type Db = Kysely<Schema>

/** One pool for the process. `pool` is for graphile-worker, `db` for everything else. */
export function connect(databaseUrl: string, size: number): { db: Db; pool: Pool } {
  const pool = new Pool({ connectionString: databaseUrl, max: size, connectionTimeoutMillis: 5_000 })
  // An idle connection cut by PostgreSQL is not a reason to end the process: the next query opens another.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    preparing(client)
  })
  return { db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), pool }
}

const PREPARED = /^\/\* prepared: ([a-z-]+) \*\//

/** A query that begins with this comment is planned once per connection: for those that take longer to plan than to run. */
function preparing(client: PoolClient): void {
  const query: (...given: unknown[]) => unknown = client.query.bind(client)
  const byName = (text: unknown, ...rest: unknown[]): unknown => {
    const name = typeof text === 'string' ? PREPARED.exec(text)?.[1] : undefined
    return name === undefined ? query(text, ...rest) : query({ name, text, values: rest[0] })
  }
  client.query = byName as typeof client.query
}

/** Kysely runs them in the order of their names: a new one must sort after all others. */
const MIGRATIONS: Record<string, Migration> = {
  '2026-11-24-spine': spine,
  '2026-11-25-attachments': attachments,
  '2026-11-25-canary': canary,
  '2026-11-25-decisions': decisions,
  '2026-11-25-mail': mail,
  '2026-11-26-a-timeline': timeline,
  '2026-11-26-b-timeline': timelineChecks,
  '2026-11-26-c-mails': mails,
  '2026-11-26-d-preferences': preferences,
  '2026-11-26-e-post': post,
  '2026-11-26-f-webhooks': webhooks,
  '2026-11-26-g-services': services,
  '2026-12-01-e-push': push,
  '2026-12-01-b-exports': exports,
  '2026-12-01-a-access': access,
  '2026-12-01-c-emails': emails,
  '2026-12-01-d-documents': documents,
  '2026-12-02-a-folders': folders,
  '2026-12-02-b-substitutions': substitutions,
  '2026-12-02-c-brake': brake,
  '2026-12-03-a-held-departures': heldDepartures,
  '2026-12-03-d-event-chain': eventChain,
  '2026-12-03-e-console-roles': consoleRoles,
  '2026-12-03-b-versions': versions,
  '2026-12-04-a-imports': imports,
  '2026-12-04-b-movements': movements,
  '2026-12-04-c-platform-state': platformState,
  '2026-12-04-d-confirmations': confirmations,
  '2026-12-04-e-people-by-status': peopleByStatus,
  '2026-12-05-a-retention': retention,
  '2026-12-05-b-large-registry': largeRegistry,
}

/** Brings the database to the newest form, the queue's own tables included. Two processes at once wait for each other. */
export async function migrate(db: Db, pool: Pool): Promise<void> {
  await runMigrations({ pgPool: pool })
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
