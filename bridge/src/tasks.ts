import { EventEmitter } from 'node:events'
import { Logger, type Runner, type WorkerEvents, run } from 'graphile-worker'
import type { Pool } from 'pg'
import { deleteOldDecisions } from './db/decisions.ts'
import { queueForgottenExports } from './db/exports.ts'
import { queueForgottenSendings } from './db/mails/sending.ts'
import { setLastSuccess } from './db/platform.ts'
import { BACKGROUND, addJob, holdWorkerLock, unlockJobsOfTheDead } from './db/jobs.ts'
import { checkChainIfDue } from './flows/audit/check-chain.ts'
import { type SealKey, sealChain } from './flows/audit/seal-chain.ts'
import { sweepEndings } from './flows/brake/sweep-endings.ts'
import { catchUp } from './flows/compare-everything.ts'
import { startEmails } from './flows/emails/email-rounds.ts'
import type { EmailSettings } from './flows/emails/settings.ts'
import type { Post } from './flows/emails/smtp.ts'
import { every } from './flows/every.ts'
import type { ExportSettings } from './flows/exports/settings.ts'
import { sweepExports } from './flows/exports/sweep-exports.ts'
import type { ArchiveSettings } from './flows/retention/settings.ts'
import { measureDays } from './flows/platform/measure-days.ts'
import { sweepImports } from './flows/imports/sweep-imports.ts'
import { forgetOld } from './flows/forget-old.ts'
import { type MailDelays, followMails } from './flows/mails/tell-about-mails.ts'
import { queueComparison } from './flows/mirror-push-rules.ts'
import { type CanaryWorld, askCanaryIfDue } from './flows/run-canary.ts'
import { type FileSettings, sweepFiles } from './flows/sweep-files.ts'
import type { World } from './flows/world.ts'
import { taskList } from './task-list.ts'

export interface WorkSettings {
  readonly compareEveryMinutes: number
  readonly decisionsKeptDays: number
  readonly decisionsKeptAtMost: number
  /** 0: never. */
  readonly canaryEveryMinutes: number
  /** Where the canary knocks, like anybody. */
  readonly publicUrl: string
  readonly files: FileSettings
  readonly mails: MailDelays
  readonly exports: ExportSettings
  /** Without it no archive is made, and no journal purged. */
  readonly archive: ArchiveSettings | undefined
  /** Of a forgotten password. */
  readonly accessLinkMinutes: number
  /** How long the rows of an import are kept. */
  readonly importDays: number
  /** Signs the chain of events; without it the chain is not signed. */
  readonly sealKey: SealKey | undefined
  /** Without a post no e-mail is sent. */
  readonly email: EmailSettings & { readonly post: Post | undefined }
}

const EVERY_SECONDS = 5
const CANARY_ROUNDS = 36

/**
 * Works the queue until `stop`. Whoever died with jobs in hand is noticed within seconds; hours that passed while nobody
 * watched are caught up with at once; the full comparison runs at start and then every so often.
 */
export async function startWork(
  given: World,
  pool: Pool,
  {
    compareEveryMinutes,
    decisionsKeptDays,
    decisionsKeptAtMost,
    canaryEveryMinutes,
    publicUrl,
    files,
    mails,
    email,
    exports,
    archive,
    accessLinkMinutes,
    importDays,
    sealKey,
  }: WorkSettings,
): Promise<{ ended: Promise<void>; stop(): Promise<void> }> {
  const stopping = new AbortController()
  const world: CanaryWorld = { ...given, publicUrl, stopping: stopping.signal }
  await world.matrix.prepare()
  await unlockJobsOfTheDead(world.db)
  const events: WorkerEvents = new EventEmitter()
  let name = ''
  events.once('pool:create', ({ workerPool }) => (name = workerPool.id))
  const runner: Runner = await run({
    pgPool: pool,
    taskList: taskList(world, { files, exports, archive, accessLinkMinutes, sealKey }),
    concurrency: 5,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: new Logger(
      () => (level, message) => (level === 'error' ? world.log.error({ queue: message.slice(0, 300) }, 'queue') : undefined),
    ),
    events,
  })
  const lock = await holdWorkerLock(pool, name)
  await addJob(world.db, 'compare-everything', {}, { key: 'compare', priority: BACKGROUND })
  await addJob(world.db, 'repair-receipts', {}, { key: 'receipts', priority: BACKGROUND })
  await catchUp(world)

  const emails = startEmails(world, email.post, email)
  let homeserverWasUp = true
  let rounds = 0
  const round = async () => {
    rounds++
    await unlockJobsOfTheDead(world.db)
    const up = await world.matrix.isUp()
    // Back after an absence: what failed meanwhile does not wait for the end of its delay, and what was lost is looked for.
    if ((up && !homeserverWasUp) || rounds % 12 === 0) await catchUp(world)
    if (up && !homeserverWasUp) await addJob(world.db, 'repair-receipts', {}, { key: 'receipts', priority: BACKGROUND })
    if ((up && !homeserverWasUp) || rounds % Math.ceil((compareEveryMinutes * 60) / EVERY_SECONDS) === 0)
      await addJob(world.db, 'compare-everything', {}, { key: 'compare', priority: BACKGROUND })
    if (up)
      await sweepFiles(world, files)
        .then(() => setLastSuccess(world.db, 'files', world.now()))
        .catch((error: unknown) => world.log.warn({ error: (error as Error).name }, 'files are not swept'))
    await followMails(world, mails).catch((error: unknown) => world.log.warn({ error: (error as Error).name }, 'mails are not followed'))
    await sweepExports(world).catch((error: unknown) => world.log.warn({ error: (error as Error).name }, 'exports are not swept'))
    if (rounds % 12 === 0) await Promise.all([queueForgottenSendings(world.db), queueForgottenExports(world.db)])
    if (sealKey !== undefined && rounds % 12 === 1) await sealChain(world, sealKey)
    if (rounds % 12 === 6) await Promise.all([checkChainIfDue(world), sweepImports(world, importDays)])
    if (rounds % 720 === 0) await Promise.all([forgetOld(world.db), sweepEndings(world)])
    // At the first rounds already; then as often as an administrator may look.
    if (rounds % 60 === 2) await measureDays(world)
    // At the first rounds already: what a crash left undone is not to wait for an hour.
    if (rounds % 720 === 12) await queueComparison(world)
    // Not in the first minutes: whoever starts everything has better to do.
    if (canaryEveryMinutes > 0 && rounds % CANARY_ROUNDS === 0) await askCanaryIfDue(world, canaryEveryMinutes)
    if (rounds % 120 === 1)
      await deleteOldDecisions(world.db, {
        since: new Date(world.now().getTime() - decisionsKeptDays * 86_400_000),
        atMost: decisionsKeptAtMost,
      })
    homeserverWasUp = up
  }
  const work = every(world, 'work', EVERY_SECONDS * 1_000, round)

  return {
    ended: Promise.race([runner.promise, lock.lost]).catch(() => undefined),
    async stop() {
      stopping.abort()
      // What a round of the work was at is found by the next process: nobody waits for its end.
      void work.stop()
      await emails.stop()
      await runner.stop()
      lock.release()
    },
  }
}
