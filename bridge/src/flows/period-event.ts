import type { Ending, Period, Placement } from '../core/periods.ts'
import { type NewEvent, placeOf } from '../db/events.ts'
import type { Where } from '../db/periods.ts'

const NAMES = { circle: 'membership', staff: 'employment' } as const
const plain = (period: Omit<Period, 'id'>) => ({ role: period.role, start: period.start, end: period.end })

/** What a source wrote, as recorded; what follows from it (joined, left) is recorded by `settle`. */
export function periodEvent(
  { scope, ref }: Where,
  person: string,
  done: Exclude<Placement, { change: 'none' }> | Ending,
  reason: string | null | undefined,
): NewEvent {
  const verb = ({ insert: 'added', update: 'changed', end: 'ended', cancel: 'cancelled' } as const)[done.change]
  return {
    type: `${NAMES[scope]}.${verb}`,
    ...placeOf({ scope, ref }),
    person,
    reason,
    before: 'before' in done ? plain(done.before) : null,
    after: 'period' in done ? plain(done.period) : done.change === 'end' ? plain({ ...done.before, end: done.end }) : null,
  }
}
