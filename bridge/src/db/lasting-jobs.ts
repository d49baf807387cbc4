import { sql } from 'kysely'
import type { Db } from './connect.ts'
import { isReal } from './synthetic.ts'

const AT_MOST = 100

export interface ExportJobRow {
  readonly id: string
  readonly state: 'waiting' | 'running' | 'failed'
  readonly circle: string
  readonly patient: string
  readonly person: string
  readonly givenName: string
  readonly familyName: string
  readonly since: Date
  readonly done: number
  readonly total: number
  readonly attempts: number
  readonly failure: string | null
  readonly nextTry: Date | null
}
/** Copies of journals that are being made, and those that could not be within a day; the newest first. */
export async function listExportJobs(db: Db): Promise<ExportJobRow[]> {
  const { rows } = await sql<ExportJobRow>`
    select e.id, e.state, e.circle, u.display_name as patient, e.person, p.given_name as "givenName", p.family_name as "familyName",
      e.asked_at as since, e.done, e.total, e.attempts, e.failure,
      (select j.run_at from graphile_worker.jobs j where j.key = 'export:' || e.id and j.run_at > now()) as "nextTry"
    from (
      select * from (select * from export where state in ('waiting', 'running') order by asked_at desc limit ${AT_MOST}) as going
      union all
      select * from (
        select * from export where state = 'failed' and asked_at > now() - interval '1 day' order by asked_at desc limit ${AT_MOST}
      ) as failed
    ) as e
    join circle c on c.id = e.circle join patient u on u.id = c.patient join person p on p.id = e.person
    order by e.asked_at desc`.execute(db)
  return rows
}

export interface QueuedWork {
  readonly running: number
  readonly waiting: number
  readonly since: Date
  /** Of the try under way or the last: how often it failed in a row. */
  readonly attempts: number
  readonly nextTry: Date | null
}
/** What lies in the queue of one task, up to a bound. */
export async function findQueuedWork(db: Db, task: string): Promise<QueuedWork | undefined> {
  const { rows } = await sql<QueuedWork>`
    select count(*) filter (where locked_at is not null)::int as running, count(*) filter (where locked_at is null)::int as waiting,
      min(created_at) as since, coalesce(max(attempts) filter (where last_error is not null), 0)::int as attempts,
      min(run_at) filter (where locked_at is null and run_at > now()) as "nextTry"
    from (
      select created_at, attempts, last_error, run_at, locked_at from graphile_worker.jobs where task_identifier = ${task} limit 10000
    ) as mine`.execute(db)
  const [row] = rows
  return row === undefined || row.running + row.waiting === 0 ? undefined : row
}

export interface WaitingRooms {
  readonly count: number
  readonly since: Date
  readonly attempts: number
  readonly nextTry: Date | null
  readonly cause: string | null
}
/** Rooms that are to be made as the registry says, over the index of those out of step; the cause is that of the one that waits longest. */
export async function findWaitingRooms(db: Db): Promise<WaitingRooms | undefined> {
  const { rows } = await sql<Omit<WaitingRooms, 'since'> & { since: Date | null }>`
    select count(*)::int as count, min(coalesce(dirty_since, last_error_at)) as since, coalesce(max(attempts), 0)::int as attempts,
      min(next_try_at) as "nextTry",
      (array_agg(last_error order by coalesce(dirty_since, last_error_at)) filter (where last_error is not null))[1] as cause
    from (
      select dirty_since, last_error_at, attempts, next_try_at, last_error from room where not in_step and ${isReal('ref')} limit 100000
    ) as waiting`.execute(db)
  const [row] = rows
  return row === undefined || row.count === 0 || row.since === null ? undefined : { ...row, since: row.since }
}

/** Rooms whose index is to be read anew (rebuild-index), up to a bound. */
export async function findRebuilding(db: Db): Promise<{ left: number; since: Date | null } | undefined> {
  const { rows } = await sql<{ left: number; since: Date | null }>`
    select count(*)::int as left, max(checked_at) as since
    from (select checked_at from timeline_check where rebuilding limit 100000) as rebuilding`.execute(db)
  const [row] = rows
  return row === undefined || row.left === 0 ? undefined : row
}
