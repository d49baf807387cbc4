import type { Transaction } from 'kysely'
import type { ImportKind } from '../../contract.ts'
import type { Schema } from '../../db/schema.ts'
import type { FieldChange } from '../../db/schema/imports.ts'
import type { HeldInput } from '../brake/held-input.ts'
import type { Asked, World } from '../world.ts'
import type { Values } from './check-cells.ts'
import { planCircle } from './plan-circle.ts'
import { planPatient } from './plan-patient.ts'
import { planPeriod } from './plan-period.ts'
import { planPerson } from './plan-person.ts'

export interface RowDone {
  readonly outcome: 'created' | 'changed' | 'unchanged'
  readonly difference: readonly FieldChange[]
}
/** What a row asks of the registry, as the API would be asked. */
export interface RowPlan {
  /** By which the brake keeps it, when it may end accesses. */
  readonly input: HeldInput | null
  /** With whatever else the transaction writes. Throws CHANGED_MEANWHILE when it is to be planned anew. */
  readonly act: (trx: Transaction<Schema>, asked: Asked) => Promise<RowDone>
}
export type PlanRow = (world: World, values: Values, source: string) => Promise<RowPlan>

/** By the kind of file, the flow that each row goes through. */
export const PLANS: Readonly<Record<ImportKind, PlanRow>> = {
  people: planPerson,
  employments: planPeriod('staff'),
  patients: planPatient,
  circles: planCircle,
  memberships: planPeriod('circle'),
}
