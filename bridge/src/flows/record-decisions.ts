import { PERMISSIONS_THAT_MATTER, type RecordedQuestion, isAct } from 'policies'
import { isSynthetic, localpartOf } from '../core/ids.ts'
import type { Db } from '../db/connect.ts'
import { type DecisionEntry, writeDecisions } from '../db/decisions.ts'
import type { World } from './world.ts'

/** What a door tells of an answer that it gave. Never a word of a message. */
export interface DecisionMade {
  readonly question: RecordedQuestion
  /** One of the acts that policies has words for, or an address of the gateway's table. */
  readonly action?: string | null
  readonly decision: { readonly allowed: true } | { readonly allowed: false; readonly rule: string; readonly code: string }
  readonly userId: string
  /** Whom the act is about, when it is somebody else whom the registry knows. */
  readonly subject?: string | null
  readonly roomId: string | null
  readonly room: { readonly kind: string; readonly ref: string } | null
  readonly via: 'module' | 'gateway'
}
export interface DecisionLog {
  /** Remembers the answer if it is one to keep. Never waits, never throws. */
  record(made: DecisionMade): void
  /** Writes what is still in memory. */
  stop(): Promise<void>
}

export interface DecisionLogSettings {
  readonly instance: string
  readonly serverName: string
  /** Told of how many were lost: more causes at once than memory is given, or a database away for too long. */
  readonly lost: (count: number) => void
  readonly atMost?: number
  readonly everyMs?: number
  readonly perWrite?: number
}

const SLOWEST_RETRY_MS = 30_000
const STOPPING_MS = 3_000

/**
 * Decisions, off the path of the answers: kept in memory by cause and minute, written together. While the database does not
 * answer they collapse into what is there already, and beyond the bound the oldest are lost and counted.
 */
export function decisionLog(
  { db, now, log }: { db: Db } & Pick<World, 'now' | 'log'>,
  { instance, serverName, lost, atMost = 5_000, everyMs = 500, perWrite = 500 }: DecisionLogSettings,
): DecisionLog {
  const waiting = new Map<string, DecisionEntry>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined
  let delay = everyMs

  const add = (key: string, entry: DecisionEntry): void => {
    const known = waiting.get(key)
    if (known !== undefined) {
      known.count += entry.count
      if (entry.lastAt > known.lastAt) known.lastAt = entry.lastAt
      return
    }
    waiting.set(key, entry)
    for (const oldest of waiting.keys()) {
      if (waiting.size <= atMost) break
      lost(waiting.get(oldest)?.count ?? 0)
      waiting.delete(oldest)
    }
  }
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      void write().then(() => (waiting.size > 0 ? schedule() : undefined))
    }, delay)
  }
  /** One write at a time: a database that hangs holds one connection, not all. */
  const write = (): Promise<void> => {
    writing ??= writeSome().finally(() => (writing = undefined))
    return writing
  }
  async function writeSome(): Promise<void> {
    const taken = [...waiting].slice(0, perWrite)
    if (taken.length === 0) return
    for (const [key] of taken) waiting.delete(key)
    try {
      await writeDecisions(
        db,
        taken.map(([, entry]) => entry),
        instance,
      )
      delay = everyMs
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      log.warn({ code, error: (error as Error).name }, 'decisions not recorded')
      // What the database refuses as it is will never pass: it must not hold up the rest.
      if (/^2[23]/.test(code)) return lost(taken.reduce((sum, [, { count }]) => sum + count, 0))
      delay = Math.min(delay * 2, SLOWEST_RETRY_MS)
      // Back in front of what came meanwhile: the oldest are the first to be given up.
      const since = [...waiting]
      waiting.clear()
      for (const [key, entry] of [...taken, ...since]) add(key, entry)
    }
  }

  return {
    record(made) {
      const { decision, question, action = null, userId, roomId, room, via } = made
      // The canary is refused a thousand times an hour: that would be all one sees.
      if (isSynthetic(userId)) return
      if (decision.allowed && !(question !== 'closed.use' && PERMISSIONS_THAT_MATTER.has(question))) return
      const subject =
        made.subject === undefined || made.subject === null || made.subject === userId ? null : localpartOf(made.subject, serverName)
      const at = now()
      const code = decision.allowed ? null : decision.code
      const key = JSON.stringify([Math.floor(at.getTime() / 60_000), userId, question, action, code, roomId, room, subject, via])
      add(key, {
        firstAt: at,
        lastAt: at,
        count: 1,
        allowed: decision.allowed,
        question,
        action,
        rule: decision.allowed ? null : decision.rule,
        code,
        userId,
        localpart: localpartOf(userId, serverName),
        subject,
        roomId,
        kind: room?.kind ?? null,
        ref: room?.ref ?? null,
        via,
        told: !decision.allowed && isAct(question, action),
      })
      schedule()
    },
    async stop() {
      clearTimeout(timer)
      const deadline = new Promise((resolve) => setTimeout(resolve, STOPPING_MS).unref())
      const all = async () => {
        await writing
        for (let left = waiting.size; left > 0; left = waiting.size) {
          await write()
          if (waiting.size >= left) return
        }
      }
      await Promise.race([all(), deadline])
    },
  }
}
