import type { CanaryReport, CanaryRun } from '../contract.ts'
import { ATTEMPTS } from '../core/canary/attempts/index.ts'
import { KINDS } from '../core/canary/kinds.ts'
import { Fault } from '../core/faults.ts'
import { type CanaryRunRow, askCanaryRun, findCanaryRun, listCanaryRuns } from '../db/canary.ts'
import type { Page } from '../db/cursor.ts'
import type { World } from './world.ts'

/** Reports, the newest first. */
export async function readCanaryRuns({ db }: World, paging: { cursor?: string | undefined; limit: number }): Promise<Page<CanaryRun>> {
  const { items, next } = await listCanaryRuns(db, paging)
  return { items: items.map(toRun), next }
}

/** One report with its counts per kind of person and what was found. Throws CANARY_RUN_UNKNOWN. */
export async function readCanaryReport({ db }: World, id: string): Promise<CanaryReport> {
  const row = await findCanaryRun(db, id)
  if (row === undefined) throw new Fault('CANARY_RUN_UNKNOWN')
  const kinds = row.kinds.map(({ kind, ...count }) => ({ kind: words(KINDS, kind), ...count }))
  const findings = row.findings.map(({ kind, attempt, finding, status }) => ({
    kind: words(KINDS, kind),
    attempt: words(ATTEMPTS, attempt),
    finding: finding as CanaryReport['findings'][number]['finding'],
    status,
  }))
  return { ...toRun(row), kinds, findings }
}

/** Asks for a run now; gives the one under way when there is one. */
export async function askCanary(world: World, by: string): Promise<CanaryRun> {
  const id = await askCanaryRun(world.db, by, world.now())
  const row = id === undefined ? undefined : await findCanaryRun(world.db, id)
  if (row === undefined) throw new Fault('CANARY_RUN_UNKNOWN')
  return toRun(row)
}

/** An earlier version may have tried what this one does not know: it is told as it was named then. */
function words(known: readonly { id: string; fr: string }[], id: string): { fr: string; en: string } {
  return { fr: known.find((one) => one.id === id)?.fr ?? id, en: id }
}

const toRun = (row: CanaryRunRow): CanaryRun => ({
  id: row.id,
  askedBy: row.asked_by,
  startedAt: row.started_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  outcome: row.outcome,
  cause: row.cause as CanaryRun['cause'],
  planned: row.planned,
  tried: row.tried,
  refused: row.refused,
  allowed: row.allowed,
  leaked: row.leaked,
  failed: row.failed,
})
