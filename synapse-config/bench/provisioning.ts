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
    const took = await timed(() => Promise.all(circles.map((id) => registry.putCircleOfNine(id).then(() => registry.untilAllJoined(id)))))
    // What remains (the notice of arrivals) must not weigh on the other side.
    for (const circle of circles) await registry.untilInStep(circle)
    await pause(200)
    return took / together
  }
  const journal = () => createRoomWith(bare, `Journal ${++made}`, users)
  const allAtOnce = (journals: number) => Promise.all(Array.from({ length: journals }, journal))
  const oneByOne = async (journals: number) => {
    for (let done = 0; done < journals; done++) await journal()
  }
  const reference = async (work: (journals: number) => Promise<unknown>, journals: number) => {
    const took = await timed(() => work(journals))
    await pause(200)
    return took / journals
  }

  await inTurn(
    2,
    () => ours(1),
    () => reference(oneByOne, 1),
  )
  const alone = await inTurn(
    quick ? 4 : 10,
    () => ours(1),
    () => reference(oneByOne, 1),
  )
  const several: (readonly [number, number])[] = []
  const loop: (readonly [number, number])[] = []
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    const own = [await ours(TOGETHER)] as const
    several.push([...own, await reference(allAtOnce, TOGETHER)])
    loop.push([...own, await reference(oneByOne, TOGETHER)])
  }
  await registry.close()
  const figure = (name: string, taken: readonly (readonly [number, number])[]): Figure => {
    const found = compared(pairsOf(taken))
    // How many times as fast, not as long.
    return { name, unit: 'ms', ...found, ratio: found.reference / found.ours, goal: { is: 'at least', value: 1.5 } }
  }
  return [
    figure('Journal de 9 personnes, un à la fois / API nue', alone),
    figure(`Journal de 9 personnes, ${TOGETHER} de front / API nue de même`, several),
    figure(`Journal de 9 personnes, ${TOGETHER} de front / API nue en boucle`, loop),
  ]
}
