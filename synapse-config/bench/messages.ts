import { type Figure, type Pair, compared } from './figure.ts'
import { loginAs, say } from './matrix.ts'
import { inTurn, pairsOf, timed } from './pairs.ts'
import { processSeconds } from './process-time.ts'
import { MEMBERS, openRegistry, personIds, putCirclesOfNine } from './registry.ts'
import type { Benched, Stacks } from './stacks.ts'

const BATCH = 40

/**
 * What the module costs an ordinary message: the same journal, bridge and messages, with it and without. Message by message in
 * turn; the processor of each Synapse is read over a batch, so that what it does after answering counts too.
 */
export async function benchMessages(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  const [ours, reference] = [await conversation(await stacks.whole()), await conversation(await stacks.withoutModule())]
  const latencies: Pair[] = []
  const cpu: Pair[] = []
  for (let batch = 0; batch < (quick ? 5 : 15); batch++) {
    const before = [ours.cpu(), reference.cpu()] as const
    const taken = pairsOf(await inTurn(BATCH, ours.say, reference.say))
    // The first batch warms both up.
    if (batch === 0) continue
    latencies.push(...taken)
    cpu.push({ ours: ((ours.cpu() - before[0]) / BATCH) * 1000, reference: ((reference.cpu() - before[1]) / BATCH) * 1000 })
  }
  const goal = { is: 'at most', value: 1.03 } as const
  return [
    { name: 'Message ordinaire, avec / sans module : latence médiane', unit: 'ms', ...compared(latencies), goal },
    { name: 'Message ordinaire, avec / sans module : processeur de Synapse', unit: 'ms', ...compared(cpu), goal },
  ]
}

/** Nine people write in turn, each with a session of their own. */
async function conversation(stack: Benched): Promise<{ say(message: number): Promise<number>; cpu(): number }> {
  const registry = await openRegistry(stack)
  const [room = ''] = await putCirclesOfNine(registry, ['messages'])
  const people = await Promise.all(personIds.slice(0, MEMBERS).map((id) => loginAs(stack.homeserver, registry.userOf(id))))
  await registry.close()
  return {
    async say(message) {
      const person = people[message % people.length]
      if (person === undefined) throw new Error('personne pour écrire')
      return timed(() => say(person, room, 'Passage ce matin : pansement refait, prochaine visite jeudi à 9 h.'))
    },
    cpu: () => processSeconds(stack.processes['synapse']?.pid()),
  }
}
