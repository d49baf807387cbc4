import { type Caller, type Drift, type DriftCause, mayDo } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { CircleId, StructureId } from '../core/ids.ts'
import { type DriftRow, countDrift, listDrift, listToRepair, queueRepairs } from '../db/drift.ts'
import { recordEvents } from '../db/events.ts'
import type { Asked, World } from './world.ts'

interface Listed {
  items: Drift[]
  next: string | null
  total: number
  causes: DriftCause[]
}

/** What is out of step, with why. Patients are named to those who may read circles. */
export async function readDrift(
  { db }: World,
  query: { cause?: string | undefined; cursor?: string | undefined; limit: number },
  caller: Caller,
): Promise<Listed> {
  const [page, causes] = await Promise.all([listDrift(db, query), countDrift(db)])
  return {
    items: page.items.map((row) => toDrift(row, caller)),
    next: page.next,
    total: causes.reduce((sum, { count }) => sum + count, 0),
    causes: causes.map(({ cause, count, oldest }) => ({ cause, count, oldest: oldest.toISOString() })),
  }
}

/** One's own, or between people. */
const PRIVATE: readonly string[] = ['mail', 'notifications', 'journals-space']

function toDrift(row: DriftRow, caller: Caller): Drift {
  const isJournal = row.kind === 'journal'
  const named = !PRIVATE.includes(row.kind) && mayDo(caller, isJournal ? 'circles:read' : 'structures:read')
  return {
    kind: row.kind as Drift['kind'],
    ref: row.ref,
    circleId: isJournal ? (row.ref as CircleId) : null,
    structureId: row.structure as StructureId | null,
    name: named ? row.name : null,
    roomId: row.roomId,
    since: row.since.toISOString(),
    attempts: row.attempts,
    nextTry: row.nextTry?.toISOString() ?? null,
    cause: row.cause,
  }
}

/** These rooms, or all of one cause, now: safe to repeat, and nothing is lost by it. Throws REPAIR_WHAT. */
export async function repairDrift(
  { db, now }: World,
  { rooms, cause }: { rooms?: readonly { kind: string; ref: string }[] | undefined; cause?: string | undefined },
  asked: Asked,
): Promise<{ queued: number }> {
  if ((rooms === undefined) === (cause === undefined)) throw new Fault('REPAIR_WHAT', 'rooms')
  return db.transaction().execute(async (trx) => {
    const found = await listToRepair(trx, { rooms, cause })
    if (found.length === 0) return { queued: 0 }
    // The lock of the feed before those of rooms, as everybody takes them.
    await recordEvents(trx, asked, now(), [{ type: 'drift.repair-asked', after: { rooms: found.length } }])
    await queueRepairs(trx, found, now())
    return { queued: found.length }
  })
}
