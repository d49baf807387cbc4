import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Patient, PatientBody } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { PatientId } from '../core/ids.ts'
import { sameJson } from '../core/room-difference.ts'
import { listCirclesOfPatient } from '../db/circles.ts'
import { recordEvents } from '../db/events.ts'
import { deletePatientRow, lockPatient, setPatient } from '../db/patients.ts'
import { queueRooms } from '../db/rooms.ts'
import type { Schema } from '../db/schema.ts'
import { checkVersion } from './check-version.ts'
import type { Asked, World } from './world.ts'

type Body = z.infer<typeof PatientBody>

/** Creates or replaces a patient. Journals are named after the patient: a new name renames them. */
export const putPatient = (world: World, id: PatientId, body: Body, asked: Asked): Promise<Patient> =>
  world.db.transaction().execute((trx) => putPatientIn(trx, world, { id, body }, asked))

/** The same, with whatever else the transaction writes. */
export async function putPatientIn(
  trx: Transaction<Schema>,
  { now }: Pick<World, 'now'>,
  { id, body }: { id: PatientId; body: Body },
  asked: Asked,
): Promise<Patient> {
  const before = await lockPatient(trx, id)
  checkVersion(asked, before)
  if (before !== undefined && sameJson({ id, ...body, version: before.version }, before)) return before

  const after = await setPatient(trx, id, body, (before?.version ?? 0) + 1)
  await recordEvents(trx, asked, now(), [
    { type: before === undefined ? 'patient.created' : 'patient.changed', patient: id, before, after },
  ])
  if (before !== undefined && before.displayName !== after.displayName)
    for (const ref of await listCirclesOfPatient(trx, id)) await queueRooms(trx, { scope: 'circle', ref }, asked.priority, now())
  return after
}

/** Deletes a patient who has no circle. */
export async function deletePatient({ db, now }: World, id: PatientId, asked: Asked): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await lockPatient(trx, id)
    if (before === undefined) throw new Fault('PATIENT_UNKNOWN')
    checkVersion(asked, before)
    await deletePatientRow(trx, id)
    await recordEvents(trx, asked, now(), [{ type: 'patient.deleted', patient: id, before }])
  })
}
