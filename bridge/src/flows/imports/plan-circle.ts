import { type Circle, CircleBody } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { CircleId } from '../../core/ids.ts'
import { findCircle, lockCircle } from '../../db/circles.ts'
import { putCircleIn } from '../put-circle.ts'
import { asBody, doneBetween } from './field-changes.ts'
import type { PlanRow } from './plan-row.ts'

const shown = ({ patient, structure, status }: Pick<Circle, 'patient' | 'structure' | 'status'>) => ({
  patientId: patient.id,
  structureId: structure.id,
  status,
})

/** A circle: what the row does not say stays; its members do in any case. */
export const planCircle: PlanRow = async (world, { id: given, patientId, structureId, status, reason }) => {
  const id = CircleId.parse(given)
  const read = await findCircle(world.db, id, world.now())
  const body = asBody(CircleBody, {
    patientId: patientId ?? read?.patient.id,
    structureId: structureId ?? read?.structure.id,
    status: status ?? read?.status,
    reason,
  })
  return {
    input: null,
    async act(trx, asked) {
      const before = await lockCircle(trx, id)
      if (before?.version !== read?.version) throw new Fault('CHANGED_MEANWHILE')
      const after = await putCircleIn(trx, world, { id, body }, asked)
      return doneBetween(read && shown(read), shown(after))
    },
  }
}
