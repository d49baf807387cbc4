import { type Caller, type Job, mayDo } from '../../contract.ts'
import { failureWords } from '../../core/exports/export-faults.ts'
import type { CircleId } from '../../core/ids.ts'
import { fullName } from '../../core/names.ts'
import { archiveFailureWords } from '../../core/retention-faults.ts'
import { findLastCheck } from '../../db/audit/checks.ts'
import { listCanaryRuns } from '../../db/canary.ts'
import { countRows, listUnderWay } from '../../db/imports/imports.ts'
import { type ExportJobRow, findQueuedWork, findRebuilding, findWaitingRooms, listExportJobs } from '../../db/lasting-jobs.ts'
import { listUnderWayRetentions } from '../../db/retention/retentions.ts'
import { stepOf } from '../imports/read-imports.ts'
import type { World } from '../world.ts'

/** Work of one sort that is under way, waits, or failed lately. Whose it is, is told by the right to read it. */
type Source = (world: World, caller: Caller) => Promise<readonly Job[]>

const plain = {
  id: null,
  count: 1,
  circleId: null,
  about: null,
  askedBy: null,
  done: null,
  total: null,
  attempts: 0,
  nextTry: null,
  cause: null,
  cancellable: false,
} as const satisfies Partial<Job>

const exportsOfJournals: Source = async ({ db }, caller) => (await listExportJobs(db)).map((row) => toExportJob(row, caller))
const toExportJob = (row: ExportJobRow, caller: Caller): Job => ({
  ...plain,
  kind: 'export',
  id: row.id,
  state: row.state,
  circleId: row.circle as CircleId,
  about: mayDo(caller, 'circles:read') ? row.patient : null,
  askedBy: mayDo(caller, 'people:read') ? fullName({ givenName: row.givenName, familyName: row.familyName }) : null,
  since: row.since.toISOString(),
  ...(row.state === 'running' && row.total > 0 ? { done: row.done, total: row.total } : {}),
  // The first attempt has not failed yet.
  attempts: Math.max(0, row.attempts - 1),
  nextTry: row.nextTry?.toISOString() ?? null,
  cause: row.failure === null ? null : failureWords(row.failure),
  cancellable: row.state !== 'failed' && mayDo(caller, '*'),
})

/** Of journals that go. One that waits for a decision is no work. */
const retentions: Source = async ({ db }, caller) =>
  (await listUnderWayRetentions(db)).map((row) => ({
    ...plain,
    kind: row.state === 'purging' ? 'purge' : 'archive',
    id: row.id,
    state: row.failure === null ? 'running' : 'failed',
    circleId: row.circle as CircleId,
    about: mayDo(caller, 'circles:read') ? row.patient_name : null,
    askedBy: mayDo(caller, 'people:read') ? (row.decided_by ?? row.asked_by) : null,
    since: (row.decided_at ?? row.asked_at).toISOString(),
    ...(row.state === 'sealed' && row.total > 0 ? { done: row.done, total: row.total } : {}),
    // Of an archive the attempt under way is counted too: it may be what ends the process.
    attempts: row.state === 'purging' ? row.attempts : Math.max(0, row.attempts - 1),
    cause: row.failure === null ? null : archiveFailureWords(row.failure),
  }))

const imports: Source = async ({ db }, caller) =>
  Promise.all(
    (await listUnderWay(db)).map(async (row): Promise<Job> => {
      const { rows, wrong, trial, applied } = await countRows(db, row.id)
      const outcomes = Object.values(stepOf(row) === 'outcome' ? applied : trial)
      return {
        ...plain,
        kind: 'import',
        id: row.id,
        state: 'running',
        askedBy: mayDo(caller, 'people:read') ? row.asked_by : null,
        since: row.asked_at.toISOString(),
        done: outcomes.reduce((sum, count) => sum + count, 0),
        total: rows - wrong,
      }
    }),
  )

const canary: Source = async ({ db }, caller) => {
  const [last] = (await listCanaryRuns(db, { limit: 1 })).items
  if (last === undefined || last.finished_at !== null) return []
  const { started_at: since, asked_by: by, outcome, tried, planned, id } = last
  return [
    {
      ...plain,
      kind: 'canary',
      id,
      state: outcome === 'waiting' ? 'waiting' : 'running',
      askedBy: mayDo(caller, 'people:read') ? by : null,
      since: since.toISOString(),
      ...(planned > 0 ? { done: tried, total: planned } : {}),
    },
  ]
}

const chainCheck: Source = async ({ db }, caller) => {
  const last = await findLastCheck(db)
  if (last === undefined || last.finished_at !== null) return []
  return [
    {
      ...plain,
      kind: 'chain-check',
      id: last.id,
      state: last.length === null ? 'waiting' : 'running',
      askedBy: mayDo(caller, 'people:read') ? last.asked_by : null,
      since: last.asked_at.toISOString(),
      ...(last.length === null ? {} : { done: Number(last.verified), total: Number(last.length) }),
    },
  ]
}

const rebuild: Source = async ({ db, now }) => {
  const found = await findRebuilding(db)
  if (found === undefined) return []
  return [{ ...plain, kind: 'rebuild', state: 'running', count: found.left, since: (found.since ?? now()).toISOString() }]
}

/** Why a task of the queue failed is in the log: what threw it may have named somebody. */
const FAILED = {
  fr: 'Le dernier essai a échoué ; la cause est dans le journal technique du rôle « work ».',
  en: 'The last try failed; the cause is in the technical log of the role “work”.',
} as const
const ofQueue =
  (kind: Job['kind'], task: string): Source =>
  async ({ db }) => {
    const found = await findQueuedWork(db, task)
    if (found === undefined) return []
    const { running, waiting, since, attempts, nextTry } = found
    return [
      {
        ...plain,
        kind,
        state: running > 0 ? 'running' : 'waiting',
        count: running + waiting,
        since: since.toISOString(),
        attempts,
        nextTry: nextTry?.toISOString() ?? null,
        cause: attempts > 0 ? FAILED : null,
      },
    ]
  }

const rooms: Source = async ({ db }) => {
  const found = await findWaitingRooms(db)
  if (found === undefined) return []
  const { count, since, attempts, nextTry, cause } = found
  return [
    {
      ...plain,
      kind: 'rooms',
      state: 'waiting',
      count,
      since: since.toISOString(),
      attempts,
      nextTry: nextTry?.toISOString() ?? null,
      cause: cause === null ? null : { fr: cause, en: cause },
    },
  ]
}

const SOURCES: readonly Source[] = [
  exportsOfJournals,
  retentions,
  imports,
  canary,
  chainCheck,
  rebuild,
  ofQueue('healing', 'heal-timeline'),
  rooms,
  ofQueue('comparison', 'compare-everything'),
  ofQueue('receipts', 'repair-receipts'),
]

/** Everything that lasts, sort after sort. Each sort is bounded: there is no page more. */
export async function readJobs(world: World, caller: Caller): Promise<{ items: Job[]; next: null }> {
  return { items: (await Promise.all(SOURCES.map((source) => source(world, caller)))).flat(), next: null }
}
