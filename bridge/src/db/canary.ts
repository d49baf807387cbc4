import { type Selectable, type Transaction, sql } from 'kysely'
import { SYNTHETIC } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { type Page, fromCursor, pageOf } from './cursor.ts'
import { addJob, NORMAL } from './jobs.ts'
import type { CanaryRunTable } from './schema/watch.ts'
import type { Schema } from './schema.ts'

export type CanaryRunRow = Omit<Selectable<CanaryRunTable>, 'kinds' | 'findings'> & {
  readonly kinds: readonly KindCount[]
  readonly findings: readonly StoredFinding[]
}
export interface KindCount {
  readonly kind: string
  readonly tried: number
  readonly refused: number
  readonly allowed: number
  readonly leaked: number
  readonly failed: number
}
/** Never what was said: who tried what, and how it was answered. */
export interface StoredFinding {
  readonly kind: string
  readonly attempt: string
  readonly finding: string
  readonly status: number | null
}
const toRow = (row: Selectable<CanaryRunTable>): CanaryRunRow => ({
  ...row,
  kinds: row.kinds as KindCount[],
  findings: row.findings as StoredFinding[],
})

/** Longer than any run lasts: one that is still "under way" then was lost with its process and its job. */
const LOST_AFTER_MS = 20 * 60_000
const KEPT_DAYS = 400

/**
 * Asks for a run and queues it; gives the one under way when there is one. `unlessSince`: gives nothing when one was asked for after
 * that instant, so that the clocks of several processes ask once.
 */
export async function askCanaryRun(db: Db, askedBy: string, now: Date, unlessSince?: Date): Promise<string | undefined> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('ask-canary', 5))`.execute(trx)
    const [last] = await trx.selectFrom('canary_run').selectAll().orderBy('id', 'desc').limit(1).execute()
    if (last !== undefined && unlessSince !== undefined && last.started_at > unlessSince) return undefined
    if (last !== undefined && last.finished_at === null) {
      if (now.getTime() - last.started_at.getTime() < LOST_AFTER_MS) return last.id
      await finish(trx, last.id, { outcome: 'incomplete', cause: 'it-was-lost', now })
    }
    const { id } = await trx
      .insertInto('canary_run')
      .values({ asked_by: askedBy, started_at: now, finished_at: null, outcome: 'waiting', cause: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    await addJob(trx, 'canary', { run: id }, { key: 'canary', priority: NORMAL })
    return id
  })
}

/** Begins, or begins anew after a crash: what an interrupted try counted is forgotten. False when the run is over already. */
export async function setCanaryRunning(db: Db, id: string, planned: number, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('canary_run')
    .set({
      outcome: 'running',
      started_at: now,
      planned,
      tried: 0,
      refused: 0,
      allowed: 0,
      leaked: 0,
      failed: 0,
      kinds: '[]',
      findings: '[]',
    })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** One kind of person has tried everything: what is known so far can be read while the rest goes on. */
export async function addCanaryKind(db: Db, id: string, count: KindCount, findings: readonly StoredFinding[]): Promise<void> {
  await db
    .updateTable('canary_run')
    .set((eb) => ({
      tried: eb('tried', '+', count.tried),
      refused: eb('refused', '+', count.refused),
      allowed: eb('allowed', '+', count.allowed),
      leaked: eb('leaked', '+', count.leaked),
      failed: eb('failed', '+', count.failed),
      kinds: sql<string>`kinds || ${JSON.stringify([count])}::jsonb`,
      findings: sql<string>`findings || ${JSON.stringify(findings)}::jsonb`,
    }))
    .where('id', '=', id)
    .execute()
}

interface End {
  readonly outcome: 'clean' | 'leak' | 'incomplete'
  readonly cause: string | null
  readonly now: Date
}
const finish = (db: Db | Transaction<Schema>, id: string, { outcome, cause, now }: End) =>
  db.updateTable('canary_run').set({ outcome, cause, finished_at: now }).where('id', '=', id).where('finished_at', 'is', null).execute()
export const setCanaryFinished = async (db: Db, id: string, end: End): Promise<void> => void (await finish(db, id, end))

export async function findCanaryRun(db: Db, id: string): Promise<CanaryRunRow | undefined> {
  const row = await db.selectFrom('canary_run').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toRow(row)
}

/** The newest first. */
export async function listCanaryRuns(
  db: Db,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<CanaryRunRow>> {
  const after = /^\d{1,18}$/.exec(fromCursor(cursor)?.[0] ?? '')?.[0]
  let query = db
    .selectFrom('canary_run')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (after !== undefined) query = query.where('id', '<', after)
  return pageOf(await query.execute(), limit, toRow, (row) => [row.id, ''])
}

/** The last run that could say something, the last one of all, and when one was last clean. */
export interface CanaryState {
  readonly decided: CanaryRunRow | undefined
  readonly last: CanaryRunRow | undefined
  readonly lastClean: Date | null
}
export async function readCanaryState(db: Db): Promise<CanaryState> {
  const newest = () => db.selectFrom('canary_run').selectAll().orderBy('id', 'desc').limit(1)
  const [decided, last, clean] = await Promise.all([
    newest().where('outcome', 'in', ['clean', 'leak']).executeTakeFirst(),
    newest().where('finished_at', 'is not', null).executeTakeFirst(),
    newest().where('outcome', '=', 'clean').executeTakeFirst(),
  ])
  return { decided: decided && toRow(decided), last: last && toRow(last), lastClean: clean?.finished_at ?? null }
}

/** Reports are kept for 400 days; periods that earlier runs ended are of no use to the next one. */
export async function deleteOldCanary(db: Db, now: Date): Promise<void> {
  const old = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
  await db.deleteFrom('canary_run').where('started_at', '<', old).where('finished_at', 'is not', null).execute()
  for (const table of ['circle_membership', 'employment'] as const)
    await db
      .deleteFrom(table)
      .where(sql<boolean>`starts_with(person, ${SYNTHETIC})`)
      .where('end_at', '<', now)
      .execute()
  await db
    .deleteFrom('substitution')
    .where(sql<boolean>`starts_with(replacement, ${SYNTHETIC})`)
    .where('until_at', '<', now)
    .execute()
}
