import type { Transaction } from 'kysely'
import { afterSteps, gaining, losing, shortenedBy } from '../../core/brake.ts'
import type { PersonId } from '../../core/ids.ts'
import { endPeriods, placePeriod } from '../../core/periods.ts'
import { type Step, snapshotSteps } from '../../core/snapshot-steps.ts'
import { listPlacesPresent } from '../../db/brake/recent-endings.ts'
import { type Where, listBelongings, listPeriodsOfSource, listPresent, listSources } from '../../db/periods.ts'
import type { Schema } from '../../db/schema.ts'
import { type HeldInput, askedPeriod } from './held-input.ts'
import { soonAfter } from './tally-endings.ts'

export interface Changing {
  readonly change: 'lost' | 'gained'
  readonly where: Where
  readonly person: string
}

/** Who would lose and gain what, were this input applied now. Reads and reckons; nothing is written, and nobody has to wait. */
export async function differenceOf(trx: Transaction<Schema>, input: HeldInput, source: string, now: Date): Promise<Changing[]> {
  switch (input.kind) {
    case 'members.replace': {
      const where = { scope: 'circle', ref: input.circle } as const
      const { endings, placements } = snapshotSteps(await listPeriodsOfSource(trx, where, source), input.body.members, now)
      return differenceAfter(trx, where, new Map([[source, [...endings, ...placements]]]), now)
    }
    case 'period.put': {
      const done = placePeriod(await listPeriodsOfSource(trx, input.where, source, input.person), askedPeriod(input.period), now)
      return done.change === 'none' ? [] : differenceAfter(trx, input.where, new Map([[source, [{ person: input.person, done }]]]), now)
    }
    case 'period.end': {
      const periods = await listPeriodsOfSource(trx, input.where, source, input.person)
      return differenceAfter(trx, input.where, new Map([[source, endingsOf(periods, now)]]), now)
    }
    case 'circle.end': {
      const where = { scope: 'circle', ref: input.circle } as const
      const steps = new Map<string, Step[]>()
      for (const one of await listSources(trx, where)) steps.set(one, endingsOf(await listPeriodsOfSource(trx, where, one), now))
      return differenceAfter(trx, where, steps, now)
    }
    case 'structure.put': {
      const where = { scope: 'staff', ref: input.structure } as const
      return input.body.dac ? [] : (await listPresent(trx, where)).map(({ person }) => ({ change: 'lost', where, person }))
    }
    case 'person.put':
      return input.body.status === 'active' ? [] : placesOf(trx, input.person)
    case 'person.depart':
    case 'departure':
      return placesOf(trx, input.person)
  }
}

const endingsOf = (periods: readonly (Parameters<typeof endPeriods>[0][number] & { person: PersonId })[], now: Date): Step[] =>
  periods.flatMap((period) => endPeriods([period], now).map((done) => ({ person: period.person, done })))

const placesOf = async (trx: Transaction<Schema>, person: string): Promise<Changing[]> =>
  (await listPlacesPresent(trx, person)).map((where) => ({ change: 'lost', where, person }))

async function differenceAfter(
  trx: Transaction<Schema>,
  where: Where,
  steps: ReadonlyMap<string, readonly Step[]>,
  now: Date,
): Promise<Changing[]> {
  const before = await listBelongings(trx, where)
  let after: Parameters<typeof afterSteps>[0] = before
  for (const [source, its] of steps) after = afterSteps(after, source, its)
  const shortened = shortenedBy([...steps.values()].flat())
  const lost = losing(await listPresent(trx, where), after, shortened, { now, horizon: soonAfter(now) })
  return [
    ...lost.map((person) => ({ change: 'lost' as const, where, person })),
    ...gaining(before, after, now).map((person) => ({ change: 'gained' as const, where, person })),
  ]
}
