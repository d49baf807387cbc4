import type { Transaction } from 'kysely'
import { Fault } from '../../core/faults.ts'
import type { NewEvent } from '../../db/events.ts'
import { NORMAL, URGENT } from '../../db/jobs.ts'
import type { Schema } from '../../db/schema.ts'
import { queueSettling } from '../../db/substitutions/derived.ts'
import {
  type SubstitutionRow,
  lockSubstitution,
  lockSubstitutionsOf,
  queueEnding,
  setCancelled,
  setEndingRecorded,
} from '../../db/substitutions/records.ts'
import type { Asked, World } from '../world.ts'
import { closeEverywhere } from './close-everywhere.ts'
import { isOf } from './read-substitutions.ts'
import { recordAndTell } from './tell-both.ts'

type Here = Pick<World, 'db' | 'now' | 'zone'>
type Ending = { asked: Asked; reason: string | null; now: Date; zone: string }

/** It ends now, everywhere, or never begins. Safe to repeat. */
export async function cancelSubstitution(
  { db, now, zone }: Here,
  structure: string,
  id: string,
  reason: string | undefined,
  asked: Asked,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const found = isOf(structure, await lockSubstitution(trx, id))
    if (found.cancelled) return
    const at = now()
    if (found.end <= at) throw new Fault('SUBSTITUTION_OVER')
    await cancel(trx, found, { asked, reason: reason ?? null, now: at, zone })
  })
}

/** Whoever departs replaces nobody any more, and nobody replaces them: what they gave, and what was given for them, ends with this transaction. */
export async function cancelSubstitutionsOf(trx: Transaction<Schema>, person: string, ending: Ending): Promise<void> {
  for (const found of await lockSubstitutionsOf(trx, person, ending.now)) await cancel(trx, found, ending)
}

async function cancel(trx: Transaction<Schema>, before: SubstitutionRow, ending: Ending): Promise<void> {
  const { asked, now, reason } = ending
  await setCancelled(trx, before.id, now)
  const events: NewEvent[] = await closeEverywhere(trx, before, { circle: now, staff: now }, { asked, reason, now })
  await queueSettling(trx, { substitution: before.id }, asked.priority + URGENT, now)
  const after = { ...before, cancelled: true, end: now, version: before.version + 1 }
  await recordAndTell(trx, 'cancelled', { before, after }, ending, events)
}

/** Its hour has come: its periods ended by themselves, this is for the record and for the two. Safe to repeat. */
export async function endSubstitution({ db, now, zone }: Here, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const found = await lockSubstitution(trx, id)
    if (found === undefined || found.cancelled) return
    const at = now()
    if (found.end > at) return queueEnding(trx, id, found.end)
    if (!(await setEndingRecorded(trx, id))) return
    const asked = { source: 'calendrier', by: 'calendrier', priority: NORMAL }
    await recordAndTell(trx, 'ended', { after: found }, { asked, reason: null, now: at, zone })
  })
}
