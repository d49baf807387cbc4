import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Structure, StructureBody, StructureGiven } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { StructureId } from '../core/ids.ts'
import { sameJson } from '../core/room-difference.ts'
import { type NewEvent, recordEvents } from '../db/events.ts'
import { deleteFolders, ensureFirstFolder } from '../db/folders.ts'
import { deleteUnmadeRooms, ensureRooms } from '../db/rooms.ts'
import type { Schema } from '../db/schema.ts'
import { deleteStructureRow, lockStructure, setStructure } from '../db/structures.ts'
import { withBrake } from './brake/with-brake.ts'
import { checkVersion } from './check-version.ts'
import { settle } from './settle-membership.ts'
import type { Asked, World } from './world.ts'

type Body = z.infer<typeof StructureBody>

/** Creates or replaces a structure. A DAC gets its rooms; one that stops being a DAC loses its people from them. */
export const putStructure = (
  world: World,
  structure: StructureId,
  { reason, ...body }: z.infer<typeof StructureGiven>,
  asked: Asked,
): Promise<Structure> =>
  withBrake(world, { kind: 'structure.put', structure, body, reason }, asked, (trx, by) =>
    putStructureIn(trx, world, { structure, body, reason }, by),
  )

/** The same, with whatever else the transaction writes. */
export async function putStructureIn(
  trx: Transaction<Schema>,
  { now }: World,
  { structure: id, body, reason }: { structure: StructureId; body: Body; reason: string | undefined },
  asked: Asked,
): Promise<Structure> {
  const before = await lockStructure(trx, id)
  checkVersion(asked, before)
  if (before !== undefined && sameJson({ id, ...body, version: before.version }, before)) return before

  const after = await setStructure(trx, id, body, (before?.version ?? 0) + 1)
  if (after.dac) {
    await ensureRooms(trx, { scope: 'staff', ref: id })
    await ensureFirstFolder(trx, id, now())
  }
  const event: NewEvent = { type: before === undefined ? 'structure.created' : 'structure.changed', structure: id, reason, before, after }
  await settle(trx, { scope: 'staff', ref: id }, asked, now(), [event], before !== undefined)
  return after
}

/**
 * Deletes a structure to which nothing refers any more. Nobody works there then, so it ends no access. Safe to repeat only until then:
 * the second time it is unknown.
 */
export async function deleteStructure({ db, now }: World, id: StructureId, asked: Asked): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await lockStructure(trx, id)
    if (before === undefined) throw new Fault('STRUCTURE_UNKNOWN')
    checkVersion(asked, before)
    if (!(await deleteUnmadeRooms(trx, { scope: 'staff', ref: id }))) throw new Fault('STILL_IN_USE')
    await deleteFolders(trx, id)
    await deleteStructureRow(trx, id)
    await recordEvents(trx, asked, now(), [{ type: 'structure.deleted', structure: id, before }])
  })
}
