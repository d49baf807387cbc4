import { EmploymentBody, MemberBody } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { CircleId, PersonId, StructureId } from '../../core/ids.ts'
import { instantWords } from '../../core/imports/cell-values.ts'
import type { Period } from '../../core/periods.ts'
import { listPeriodsOfSource } from '../../db/periods.ts'
import { askedPeriod } from '../brake/held-input.ts'
import { lockPlace, putPeriodIn } from '../place-period.ts'
import { asBody, doneBetween } from './field-changes.ts'
import type { PlanRow } from './plan-row.ts'

const shown = ({ role, start, end }: Pick<Period, 'role' | 'start' | 'end'>, zone: string) => ({
  role,
  start: instantWords(start, 'start', zone),
  end: end === null ? null : instantWords(end, 'end', zone),
})

/** A membership of a circle, or an employment: a period of the import's own source, beside what other sources say. */
export const planPeriod =
  (scope: 'circle' | 'staff'): PlanRow =>
  (world, { circleId, structureId, personId, ...values }, source) => {
    const where =
      scope === 'circle'
        ? ({ scope, ref: CircleId.parse(circleId) } as const)
        : ({ scope: 'staff', ref: StructureId.parse(structureId) } as const)
    const person = PersonId.parse(personId)
    const given = asBody(scope === 'circle' ? MemberBody : EmploymentBody, values)
    return Promise.resolve({
      input: { kind: 'period.put', where, person, period: given },
      async act(trx, asked) {
        await lockPlace(trx, where, asked)
        const before = await listPeriodsOfSource(trx, where, source, person)
        const placed = await putPeriodIn(trx, world, { where, person, period: askedPeriod(given) }, asked)
        const after = await listPeriodsOfSource(trx, where, source, person)
        const written = after.find(({ start }) => start.getTime() === placed.start.getTime())
        if (written === undefined) throw new Fault('MEMBER_UNKNOWN')
        const was = before.find(({ id }) => id === written.id)
        return doneBetween(was && shown(was, world.zone), shown(written, world.zone))
      },
    })
  }
