import type { Transaction } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { endPeriodIn, putPeriodIn } from '../place-period.ts'
import { endCircleIn } from '../put-circle.ts'
import { departIn } from '../departures/depart.ts'
import { departPersonIn, replacePersonIn } from '../put-person.ts'
import { putStructureIn } from '../put-structure.ts'
import { replaceMembersIn } from '../replace-members.ts'
import type { Asked, World } from '../world.ts'
import { type HeldInput, askedPeriod } from './held-input.ts'

/** What was stopped happens, as things are now, by the flow that it came by. `asked` has no tally: nobody stops it again. */
export async function applyHeld(trx: Transaction<Schema>, world: World, input: HeldInput, asked: Asked): Promise<unknown> {
  switch (input.kind) {
    case 'members.replace':
      return replaceMembersIn(trx, world, input, asked)
    case 'period.put':
      return putPeriodIn(trx, world, { ...input, period: askedPeriod(input.period) }, asked)
    case 'period.end':
      return endPeriodIn(trx, world, { ...input, reason: input.reason }, asked)
    case 'circle.end':
      return endCircleIn(trx, world, { ...input, reason: input.reason }, asked)
    case 'structure.put':
      return putStructureIn(trx, world, { ...input, reason: input.reason }, asked)
    case 'person.put':
      return replacePersonIn(trx, world, { ...input, reason: input.reason }, asked)
    case 'person.depart':
      return departPersonIn(trx, world, input.person, asked)
    case 'departure':
      return departIn(trx, world, input, asked)
  }
}
