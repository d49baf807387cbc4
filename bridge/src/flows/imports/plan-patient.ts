import { type Patient, PatientBody } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { PatientId } from '../../core/ids.ts'
import { findPatient, lockPatient } from '../../db/patients.ts'
import { putPatientIn } from '../put-patient.ts'
import { asBody, doneBetween } from './field-changes.ts'
import type { PlanRow } from './plan-row.ts'

/** Identité nationale de santé, of the NIR (ANS, référentiel INS, annexe des OID). */
const INS = 'urn:oid:1.2.250.1.213.1.4.8'
const shown = ({ displayName, identifiers }: Patient) => ({
  displayName,
  ins: identifiers.find(({ system }) => system === INS)?.value,
})

/** A patient: what the row does not say stays, identifiers of other systems included. */
export const planPatient: PlanRow = async (world, { id: given, displayName, ins }) => {
  const id = PatientId.parse(given)
  const read = await findPatient(world.db, id)
  const others = (read?.identifiers ?? []).filter(({ system }) => ins === undefined || system !== INS)
  const known = read?.identifiers.find(({ system, value }) => system === INS && value === ins)
  const identifiers = ins === undefined || known !== undefined ? (read?.identifiers ?? []) : [...others, { system: INS, value: ins }]
  const body = asBody(PatientBody, { displayName: displayName ?? read?.displayName, identifiers })
  return {
    input: null,
    async act(trx, asked) {
      const before = await lockPatient(trx, id)
      if (before?.version !== read?.version) throw new Fault('CHANGED_MEANWHILE')
      const after = await putPatientIn(trx, world, { id, body }, asked)
      return doneBetween(before && shown(before), shown(after))
    },
  }
}
