import { setTimeout as pause } from 'node:timers/promises'
import { type Figure, compared } from './figure.ts'
import { createRoomWith } from './matrix.ts'
import { inTurn, pairsOf, timed } from './pairs.ts'
import { MEMBERS, openRegistry, personIds, putPatient } from './registry.ts'
import type { Stacks } from './stacks.ts'

const TOGETHER = 5

/** Journals of nine people: ours from the registry's API to nine people in the room, against createRoom + nine invitations + nine joins. */
export async function benchProvisioning(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  const [whole, withoutModule] = [await stacks.whole(), await stacks.withoutModule()]
  const registry = await openRegistry(whole)
  const other = await openRegistry(withoutModule)
  const users = personIds.slice(0, MEMBERS).map((id) => other.userOf(id))
  await other.close()
  const bare = (await stacks.bare()).homeserver
  let made = 0

  const ours = async (together: number) => {
    const circles = Array.from({ length: together }, () => `journal-${++made}`)
    for (const circle of circles) await putPatient(registry, circle)
    const took = await timed(() => Promise.all(circles.map(async (id) => registry.putCircleOfNine(id).then(() => registry.untilAllJoined(id)))))
    // What remains (the notice of arrivals) must not weigh on the other side.
    for (const circle of circles) await registry.untilInStep(circle)
    await pause(200)
    return took / together
  }
  const reference = async (together: number) => {
    const took = await timed(() => Promise.all(Array.from({ length: together }, () => createRoomWith(bare, `Journal ${++made}`, users))))
    await pause(200)
    return took / together
  }
  const measure = async (rounds: number, together: number) => {
    const { ratio: _, ...found } = compared(pairsOf(await inTurn(rounds, () => ours(together), () => reference(together))))
    return { ...found, ratio: found.reference / found.ours }
  }

  await measure(2, 1)
  const goal = { is: 'at least', value: 1.5 } as const
  const alone = await measure(quick ? 4 : 12, 1)
  const several = await measure(quick ? 1 : 4, TOGETHER)
  await registry.close()
  return [
    { name: 'Journal de 9 personnes, un à la fois / API nue', unit: 'ms', ...alone, goal },
    { name: `Journal de 9 personnes, ${TOGETHER} de front / API nue (par journal)`, unit: 'ms', ...several, goal },
  ]
}
