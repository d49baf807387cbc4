import type { Figure } from './figure.ts'
import { backendSeconds, processSeconds } from './process-time.ts'
import type { Benched } from './stacks.ts'

/** What is done many times in a row, alike on both sides. */
export interface Act {
  readonly name: string
  readonly times: number
  /** How much of what the name says is done each time: megabytes, for instance. */
  readonly amount?: number
  readonly ours: (round: number) => Promise<unknown>
  readonly reference: (round: number) => Promise<unknown>
}

/**
 * Milliseconds of processor per act: of the gateway, of the registry's database, and of Synapse compared with a bare one. Clocks tell little on a
 * machine that others use too, and these hardly hear of them.
 */
export async function processorFigures(acts: readonly Act[], whole: Benched, bare: Benched): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { name, times, amount = 1, ours, reference } of acts) {
    await repeat(ours, Math.ceil(times / 5))
    const [before, backendsBefore] = [usedBy(whole), backendsOf(whole)]
    await repeat(ours, times)
    const [after, backendsAfter] = [usedBy(whole), backendsOf(whole)]
    await repeat(reference, Math.ceil(times / 5))
    const bareBefore = usedBy(bare).synapse
    await repeat(reference, times)
    const each = (seconds: number) => (seconds * 1_000) / (times * amount)
    const synapse = { ours: each(after.synapse - before.synapse), reference: each(usedBy(bare).synapse - bareBefore) }
    // A connection that was closed meanwhile is not counted: it had nothing to do.
    const registry = [...backendsAfter].reduce((sum, [pid, seconds]) => sum + seconds - (backendsBefore.get(pid) ?? 0), 0)
    figures.push(
      { name: `Temps de cœur, ${name} : passerelle`, unit: 'ms', ours: each(after.gateway - before.gateway) },
      { name: `Temps de cœur, ${name} : base du registre`, unit: 'ms', ours: each(registry) },
      { name: `Temps de cœur, ${name} : Synapse / nu`, unit: 'ms', ...synapse, ratio: synapse.ours / synapse.reference },
    )
  }
  return figures
}

async function repeat(act: (round: number) => Promise<unknown>, times: number): Promise<void> {
  for (let round = 0; round < times; round++) await act(round)
}

// The gateway of the bare side is stopped.
const usedBy = ({ processes }: Benched) => ({
  gateway: processes['gateway']?.pid() === undefined ? 0 : processSeconds(processes['gateway'].pid()),
  synapse: processSeconds(processes['synapse']?.pid()),
})
const backendsOf = ({ postgres, databaseUrl }: Benched) =>
  backendSeconds(postgres.process?.pid(), decodeURIComponent(new URL(databaseUrl).pathname.slice(1)))
