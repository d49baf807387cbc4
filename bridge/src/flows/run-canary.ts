import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { isTried } from '../core/canary/attempt.ts'
import { ATTEMPTS } from '../core/canary/attempts/index.ts'
import { CannotRun, type Cause } from '../core/canary/causes.ts'
import { isLeak } from '../core/canary/findings.ts'
import { KINDS } from '../core/canary/kinds.ts'
import { SYNTHETIC } from '../core/ids.ts'
import { addCanaryKind, askCanaryRun, deleteOldCanary, setCanaryFinished, setCanaryRunning } from '../db/canary.ts'
import { BACKGROUND, addJob, withSubjectAlone } from '../db/jobs.ts'
import { MatrixFailure } from '../matrix/port.ts'
import { type PublicDoor, publicDoor } from '../matrix/public-door.ts'
import { prepareGround } from './canary/prepare-ground.ts'
import { registrarOfFlows } from './canary/registrar-of-flows.ts'
import { type Walked, walkAttempts } from './canary/walk-attempts.ts'
import { watchRooms } from './canary/watch-rooms.ts'
import type { World } from './world.ts'

export interface CanaryWorld extends World {
  /** The address by which anybody reaches the installation: the canary too. */
  readonly publicUrl: string
  /** The process is asked to stop. */
  readonly stopping: AbortSignal
}

const PLANNED = KINDS.reduce((sum, kind) => sum + ATTEMPTS.filter((attempt) => isTried(attempt, kind, { live: true })).length, 0)

/**
 * Synthetic people try, on the running installation, everything that they must not do, and the report is kept. One at a time; a run
 * that a crash interrupted begins anew. What could not be tried is never told as "nothing leaks".
 */
export async function runCanary(world: CanaryWorld, run: string): Promise<void> {
  const { db, now, log } = world
  const alone = await withSubjectAlone(db, 'canary', async () => {
    await deleteOldCanary(db, now())
    if (!(await setCanaryRunning(db, run, PLANNED, now()))) return
    const end = await tryEverything(world, run).catch((error: unknown) => {
      const cause = causeOf(error)
      log.warn({ run, cause, doing: error instanceof MatrixFailure ? error.message : undefined }, 'the canary could not run')
      return { outcome: 'incomplete', cause } as const
    })
    await setCanaryFinished(db, run, { ...end, now: now() })
    if (end.outcome === 'leak') log.error({ run }, 'the canary found a leak')
  })
  if (!alone) await addJob(db, 'canary', { run }, { key: 'canary', priority: BACKGROUND, runAt: new Date(now().getTime() + 10_000) })
}

function causeOf(error: unknown): Cause {
  if (error instanceof CannotRun) return error.cause
  return error instanceof MatrixFailure ? 'the-homeserver-does-not-answer' : 'an-internal-error'
}

/** A run, unless one was asked for less than so many minutes ago. */
export async function askCanaryIfDue({ db, now }: World, everyMinutes: number): Promise<void> {
  // A tenth less: the clock that asks is not exact, and a period must not become two.
  await askCanaryRun(db, 'calendrier', now(), new Date(now().getTime() - everyMinutes * 54_000))
}

async function tryEverything(world: CanaryWorld, run: string): Promise<{ outcome: 'clean' | 'leak' | 'incomplete'; cause: Cause | null }> {
  const { db, serverName, publicUrl, stopping } = world
  const open = publicDoor(publicUrl)
  const door: PublicDoor = (sent) => (stopping.aborted ? Promise.reject(new CannotRun('it-was-stopped')) : open(sent))
  const once = () => randomBytes(9).toString('hex')
  const pausing = (milliseconds: number) =>
    pause(milliseconds, undefined, { signal: stopping }).catch(() => {
      throw new CannotRun('it-was-stopped')
    })
  const name = (what: string) => `${SYNTHETIC}${what}`
  const prepared = await prepareGround({ registrar: registrarOfFlows(world), name, door, serverName, once, pause: pausing })
  const { ground, witness } = prepared
  const watch = watchRooms(door, witness, ground.rooms)
  let leaked = 0
  let failed = 0
  try {
    for (const kind of KINDS) {
      const walked = await walkAttempts(kind, { ground, door, watch, token: prepared.tokenOf(kind), live: true, once, pause: pausing })
      const count = countOf(walked)
      leaked += count.leaked
      failed += count.failed
      await addCanaryKind(db, run, count, walked.found)
    }
  } catch (error) {
    // What was found before stays found.
    if (leaked === 0) throw error
  } finally {
    await prepared.end().catch(() => undefined)
  }
  if (leaked > 0) return { outcome: 'leak', cause: null }
  return failed > 0 ? { outcome: 'incomplete', cause: 'not-everything-was-answered' } : { outcome: 'clean', cause: null }
}

function countOf({ kind, tried, refused, allowed, found }: Walked) {
  const leaked = found.filter(({ finding }) => isLeak(finding)).length
  return { kind, tried, refused, allowed, leaked, failed: found.length - leaked }
}
