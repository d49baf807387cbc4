import { type Transaction, sql } from 'kysely'
import type { Pool } from 'pg'
import type { Db } from './connect.ts'
import type { PeriodScope, Schema } from './schema.ts'

/** Names of deferred work, and what each needs to know. */
export interface Jobs {
  'reconcile-room': { kind: string; ref: string }
  'reconcile-person': { person: string }
  'reconcile-service': { service: string }
  settle: { scope: PeriodScope; ref: string }
  'end-departed': { departure: string; scope: PeriodScope; ref: string }
  'end-substitution': { substitution: string }
  'process-inbox': Record<string, never>
  'confirm-attachments': { event: string }
  'follow-deletion': { room: string; target: string; sender: string; since: string }
  'note-removals': Record<string, never>
  'delete-file': { media: string }
  'settle-picture': { localpart: string; settled?: string | undefined }
  canary: { run: string }
  'verify-events': { check: string }
  'tell-refusal': {
    person: string
    code: string
    question: string
    action: string | null
    roomId: string | null
    at: string
  }
  'heal-timeline': { kind: string; ref: string }
  'read-receipts': { person: string }
  'repair-receipts': { after?: string | undefined }
  'send-mail': { mail: string }
  'tell-mails': Record<string, never>
  'push-rules': { person: string }
  'compare-push-rules': Record<string, never>
  'tell-circle-changes': { person: string }
  'make-export': { export: string }
  'send-access-links': { request: string; identifier: string }
  'run-import': { import: string }
  'make-archive': { retention: string }
  'purge-journal': { retention: string }
  'compare-everything': { after?: { kind: string; ref: string } }
}

/** Smaller goes first. Removing access comes before giving it; what is asked in bulk comes after what one person waits for. */
export const URGENT = -10
export const NORMAL = 0
export const BULK = 10
export const BACKGROUND = 20

/** Queues work; the same key again replaces what has not begun (repeats collapse). In a transaction it is queued by the commit. */
export async function addJob<Name extends keyof Jobs>(
  db: Db | Transaction<Schema>,
  name: Name,
  payload: Jobs[Name],
  { key, priority = NORMAL, runAt }: { key: string; priority?: number; runAt?: Date | undefined },
): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json,
    run_at := ${runAt ?? new Date()}, max_attempts := 1000, job_key := ${key}, priority := ${priority})`.execute(db)
}

/** Two jobs of one subject never run at once, though a change may queue the second while the first runs. Gives false when it is busy. */
export async function withSubjectAlone(db: Db, subject: string, work: () => Promise<void>): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_lock(hashtextextended(${subject}, 1)) as got`.execute(connection)
    if (rows[0]?.got !== true) return false
    try {
      await work()
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${subject}, 1))`.execute(connection)
    }
    return true
  })
}

/** A living process shows it by a lock that PostgreSQL drops with the connection: no clock is involved. Resolves when the connection is lost. */
export async function holdWorkerLock(pool: Pool, worker: string): Promise<{ lost: Promise<void>; release(): void }> {
  const client = await pool.connect()
  await client.query('select pg_advisory_lock(hashtextextended($1, 2))', [worker])
  const lost = new Promise<void>((resolve) => client.once('error', () => resolve()))
  return { lost, release: () => client.release(true) }
}

/** Frees the jobs of processes that ended without a word; graphile-worker itself would wait four hours. */
export async function unlockJobsOfTheDead(db: Db): Promise<number> {
  const { rows } = await sql<{ worker: string; dead: boolean }>`
    select worker, pg_try_advisory_xact_lock(hashtextextended(worker, 2)) as dead
    from (select distinct locked_by as worker from graphile_worker._private_jobs where locked_by is not null) as workers`.execute(db)
  const dead = rows.filter((row) => row.dead).map((row) => row.worker)
  if (dead.length > 0) await sql`select graphile_worker.force_unlock_workers(${dead}::text[])`.execute(db)
  return dead.length
}

export interface QueueState {
  waiting: number
  oldestSeconds: number
}
export async function readQueueState(db: Db): Promise<QueueState> {
  const { rows } = await sql<{ waiting: string; oldest: number | null }>`
    select count(*) as waiting, extract(epoch from now() - min(run_at))::float8 as oldest
    from (select run_at from graphile_worker.jobs where run_at <= now() limit 100000) as due`.execute(db)
  return { waiting: Number(rows[0]?.waiting ?? 0), oldestSeconds: Math.max(0, rows[0]?.oldest ?? 0) }
}
