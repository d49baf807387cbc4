import { setTimeout as pause } from 'node:timers/promises'
import { type Figure, compared } from './figure.ts'
import { fillRegistry } from './filler.ts'
import { inTurn, timed } from './pairs.ts'
import { MEMBERS, openRegistry, personIds, putCirclesOfNine } from './registry.ts'
import type { Benched, Stacks } from './stacks.ts'

const FEW = 100
export const MANY = 50_000

/** One change in a registry of 50,000 circles against one in a registry of 100: until it is answered, and until the room follows. */
export async function benchSize(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  const [ours, reference] = [await changing(await stacks.large(), MANY), await changing(await stacks.whole(), FEW)]
  await inTurn(8, ours.change, reference.change)
  const taken = await inTurn(quick ? 10 : 60, ours.change, reference.change)
  await ours.close()
  await reference.close()
  const pairs = (of: 'answered' | 'applied') => taken.map(([own, other]) => ({ ours: own[of], reference: other[of] }))
  const goal = { is: 'at most', value: 1.1 } as const
  return [
    { name: 'Un changement parmi 50 000 / 100 cercles : répondu', unit: 'ms', ...compared(pairs('answered')), goal },
    { name: 'Un changement parmi 50 000 / 100 cercles : appliqué', unit: 'ms', ...compared(pairs('applied')), goal },
  ]
}

/** Filled once per run: the answers of the rules are measured in the same registry. */
const filled = new WeakSet<Benched>()
export async function filledRegistry(stack: Benched, circles: number) {
  const registry = await openRegistry(stack)
  if (filled.has(stack)) return registry
  await putCirclesOfNine(registry, ['taille-1', 'taille-2'])
  await fillRegistry(stack.databaseUrl, circles)
  filled.add(stack)
  return registry
}

async function changing(stack: Benched, circles: number) {
  const registry = await filledRegistry(stack, circles)
  const newcomer = personIds[MEMBERS] ?? ''
  return {
    close: () => registry.close(),
    /** Somebody arrives in one of two circles, then leaves it again, unmeasured. */
    async change(round: number): Promise<{ answered: number; applied: number }> {
      const circle = `taille-${1 + (round % 2)}`
      const path = `/circles/${circle}/members/${newcomer}`
      const from = performance.now()
      const answered = await timed(() => registry.put(path, { role: 'Intervenant' }))
      await registry.untilInStep(circle)
      const applied = performance.now() - from
      await registry.delete(path)
      await registry.untilInStep(circle)
      await pause(150)
      return { answered, applied }
    },
  }
}
