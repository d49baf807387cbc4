import type { Transaction } from 'kysely'
import type { Caller } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { CircleId } from '../../core/ids.ts'
import { type LockedCircle, lockCircle, setSealed } from '../../db/circles.ts'
import { recordEvents } from '../../db/events.ts'
import { type RetentionRow, findRetention, lockRetention, queueArchive, queuePurge, setRetention } from '../../db/retention/retentions.ts'
import type { Schema } from '../../db/schema.ts'
import { checkVersion } from '../check-version.ts'
import type { Asked, World } from '../world.ts'
import { needAPerson } from './seal-journal.ts'

interface Decision {
  readonly id: string
  readonly reason: string
  readonly caller: Caller
}
interface Held {
  readonly row: RetentionRow
  readonly circle: LockedCircle
}

/**
 * A second administrator has the journal purged; from then on nobody goes back. Safe to repeat. Throws RETENTION_UNKNOWN, PURGE_NEEDS_A_PERSON,
 * PURGE_BY_WHO_ASKED, ARCHIVE_NOT_READY, RETENTION_DECIDED, CHANGED_MEANWHILE.
 */
export async function approvePurge(world: World, { id, reason, caller }: Decision, asked: Asked): Promise<void> {
  const person = needAPerson(caller)
  await withRetention(world, id, async (trx, { row, circle }) => {
    if (row.asked_person === person) throw new Fault('PURGE_BY_WHO_ASKED')
    if (row.state === 'purging' || row.state === 'purged') return
    if (row.state === 'lifted') throw new Fault('RETENTION_DECIDED')
    checkVersion(asked, row)
    if (row.state === 'sealed') throw new Fault('ARCHIVE_NOT_READY')
    const now = world.now()
    await setRetention(trx, id, {
      state: 'purging',
      decided_by: asked.by,
      decided_at: now,
      decision_reason: reason,
      attempts: 0,
      failure: null,
    })
    const after = { retention: id, askedBy: row.asked_by, archive: row.archive_sha256?.toString('hex') }
    await recordEvents(trx, asked, now, [{ type: 'journal.purge-approved', ...placeOf(circle), reason, after }])
    await queuePurge(trx, id)
  })
}

/**
 * It is given up: the archive goes and the circle is an ordinary closed one, without members. Safe to repeat. Throws RETENTION_UNKNOWN,
 * PURGE_NEEDS_A_PERSON, RETENTION_DECIDED, CHANGED_MEANWHILE.
 */
export async function liftSeal(world: World, { id, reason, caller }: Decision, asked: Asked): Promise<void> {
  needAPerson(caller)
  await withRetention(world, id, async (trx, { row, circle }) => {
    if (row.state === 'lifted') return
    if (row.state !== 'sealed' && row.state !== 'archived') throw new Fault('RETENTION_DECIDED')
    checkVersion(asked, row)
    const now = world.now()
    await setRetention(trx, id, { state: 'lifted', decided_by: asked.by, decided_at: now, decision_reason: reason, failure: null })
    await setSealed(trx, circle.id, null)
    // Who makes archives takes this one away.
    await queueArchive(trx, id)
    await recordEvents(trx, asked, now, [{ type: 'journal.seal-lifted', ...placeOf(circle), reason, after: { retention: id } }])
  })
}

/** An archive that could not be made is made after all. Safe to repeat. Throws RETENTION_UNKNOWN, RETENTION_DECIDED. */
export async function retryArchive(world: World, id: string): Promise<void> {
  await withRetention(world, id, async (trx, { row }) => {
    if (row.state !== 'sealed') throw new Fault('RETENTION_DECIDED')
    await setRetention(trx, id, { failure: null, attempts: 0 })
    await queueArchive(trx, id)
  })
}

/** In one order for all: the circle, then what seals it. */
async function withRetention(world: World, id: string, act: (trx: Transaction<Schema>, held: Held) => Promise<void>): Promise<void> {
  await world.db.transaction().execute(async (trx) => {
    const found = await findRetention(trx, id)
    const circle = found && (await lockCircle(trx, found.circle as CircleId))
    const row = circle && (await lockRetention(trx, id))
    if (row === undefined || circle === undefined) throw new Fault('RETENTION_UNKNOWN')
    await act(trx, { row, circle })
  })
}
const placeOf = ({ id, patient, structure }: LockedCircle) => ({ circle: id, patient, structure })
