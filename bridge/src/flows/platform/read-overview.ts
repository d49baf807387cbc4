import { type Caller, type Incident, MEASURES, type Overview, mayDo } from '../../contract.ts'
import { findLastFinished } from '../../db/audit/checks.ts'
import { readCanaryState } from '../../db/canary.ts'
import { readFailedDeliveries, readFailedExports, readHeldState } from '../../db/incidents.ts'
import { listMeasures } from '../../db/platform.ts'
import type { World } from '../world.ts'
import { daysUntil } from './days.ts'

export const SHOWN_DAYS = 30

/** Trends from what is measured every hour, and what is not settled: each only to those who may look at it. */
export async function readOverview(world: World, caller: Caller): Promise<Overview> {
  const { db, now, zone } = world
  const days = daysUntil(now(), zone, SHOWN_DAYS)
  const [measured, incidents] = await Promise.all([listMeasures(db, days[0] ?? ''), listIncidents(world, caller)])
  return {
    trends: MEASURES.map((measure) => {
      const mine = measured.filter((one) => one.measure === measure)
      return {
        measure,
        days: days.map((day) => ({ day, value: mine.find((one) => one.day === day)?.value ?? null })),
        measuredAt: mine.at(-1)?.measuredAt.toISOString() ?? null,
      }
    }),
    incidents,
  }
}

async function listIncidents({ db }: World, caller: Caller): Promise<Incident[]> {
  const looks: readonly (readonly [Parameters<typeof mayDo>[1], () => Promise<Incident | undefined>])[] = [
    ['*', async () => told('held', await readHeldState(db))],
    ['*', () => readLeak(db)],
    ['audit:read', () => readChainFaults(db)],
    ['webhooks:read', async () => told('webhooks', await readFailedDeliveries(db))],
    ['state:read', async () => told('export', await readFailedExports(db))],
  ]
  const found = await Promise.all(looks.filter(([needs]) => mayDo(caller, needs)).map(([, look]) => look()))
  return found.filter((one) => one !== undefined).toSorted((a, b) => b.at.localeCompare(a.at))
}

const told = (kind: Incident['kind'], { count, last }: { count: number; last: Date | null }): Incident | undefined =>
  last === null || count === 0 ? undefined : { kind, count, at: last.toISOString(), id: null }

/** Until a later run finds none. */
async function readLeak(db: World['db']): Promise<Incident | undefined> {
  const { decided } = await readCanaryState(db)
  if (decided?.outcome !== 'leak') return undefined
  return { kind: 'leak', count: decided.leaked, at: (decided.finished_at ?? decided.started_at).toISOString(), id: decided.id }
}
async function readChainFaults(db: World['db']): Promise<Incident | undefined> {
  const last = await findLastFinished(db)
  if (last === undefined || last.fault_count === 0) return undefined
  return { kind: 'chain', count: last.fault_count, at: (last.finished_at ?? last.asked_at).toISOString(), id: null }
}
