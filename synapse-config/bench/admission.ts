import { setTimeout as pause } from 'node:timers/promises'
import { type Figure, compared } from './figure.ts'
import { type Homeserver, admit, createRoomWith, loginAs, readMessages, syncToken, untilReadable } from './matrix.ts'
import { inTurn, pairsOf } from './pairs.ts'
import { type BenchRegistry, MEMBERS, openRegistry, personIds, putCirclesOfNine } from './registry.ts'
import type { Benched, Stacks } from './stacks.ts'

const NEWCOMERS = personIds.slice(MEMBERS)
const WARM_UP = 4

/** What somebody waits for in one journal: the act that lets them in, and their own session. */
interface Arrival {
  readonly session: Homeserver
  readonly room: string
  readonly act: () => Promise<unknown>
  /** Resolves when the homeserver counts them in. */
  readonly isIn: () => Promise<unknown>
}

/** From the change in the registry until the person reads the journal, against an invitation and a join by the API. */
export async function benchAdmission(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  // Each newcomer arrives once in each room.
  const circles = Array.from({ length: quick ? 4 : 12 }, (_, index) => `arrivee-${index + 1}`)
  const ours = await oursFor(await stacks.whole(), circles)
  const reference = await referenceFor(await stacks.bare(), circles)
  const taken = await inTurn(circles.length * NEWCOMERS.length, ours.arrive, reference.arrive)
  await ours.registry.close()
  await reference.registry.close()

  const pairs = (bySync: boolean) => pairsOf(taken.filter((_, round) => round >= WARM_UP && isBySync(round) === bySync))
  const goal = { is: 'at most', value: 1.3 } as const
  return [
    { name: 'Changement du registre → la personne peut lire / API nue', unit: 'ms', ...compared(pairs(false)), goal },
    { name: 'Changement du registre → vu par un client ouvert / API nue', unit: 'ms', ...compared(pairs(true)), goal },
  ]
}

const isBySync = (round: number) => Math.floor(round / 2) % 2 === 1

async function oursFor(stack: Benched, circles: readonly string[]) {
  const registry = await openRegistry(stack)
  const rooms = await putCirclesOfNine(registry, circles)
  const sessions = await sessionsOf(stack, registry)
  const arrive = async (round: number) => {
    const [person, circle, room] = [at(NEWCOMERS, round, 1), at(circles, round, NEWCOMERS.length), at(rooms, round, NEWCOMERS.length)]
    const act = () => registry.put(`/circles/${circle}/members/${person}`, { role: 'Intervenant' })
    const isIn = () => registry.untilIn(room, person)
    const took = await timeOf({ session: at(sessions, round, 1), room, act, isIn }, isBySync(round))
    await registry.untilInStep(circle)
    await pause(150)
    return took
  }
  return { registry, arrive }
}

async function referenceFor(stack: Benched, names: readonly string[]) {
  const registry = await openRegistry(stack)
  const users = personIds.slice(0, MEMBERS).map((id) => registry.userOf(id))
  const rooms: string[] = []
  for (const name of names) rooms.push(await createRoomWith(stack.homeserver, name, users))
  const sessions = await sessionsOf(stack, registry)
  const arrive = async (round: number) => {
    const [person, room] = [at(NEWCOMERS, round, 1), at(rooms, round, NEWCOMERS.length)]
    const act = () => admit(stack.homeserver, room, registry.userOf(person))
    const took = await timeOf({ session: at(sessions, round, 1), room, act, isIn: () => Promise.resolve() }, isBySync(round))
    await pause(150)
    return took
  }
  return { registry, arrive }
}

const sessionsOf = (stack: Benched, registry: BenchRegistry) =>
  Promise.all(NEWCOMERS.map((id) => loginAs(stack.homeserver, registry.userOf(id))))

/** Either their client is open and shows the journal, or they ask for its messages as soon as they are in. */
async function timeOf({ session, room, act, isIn }: Arrival, bySync: boolean): Promise<number> {
  const readable = bySync ? untilReadable(session, room, await syncToken(session)) : undefined
  // The long poll is waiting at the homeserver before anything happens.
  await pause(50)
  const from = performance.now()
  await act()
  if (readable === undefined) await isIn().then(() => readMessages(session, room))
  else await readable
  return performance.now() - from
}

/** Of the list, in turn: the next one after so many rounds. */
function at<T>(list: readonly T[], round: number, every: number): T {
  const found = list[Math.floor(round / every) % list.length]
  if (found === undefined) throw new Error('liste vide')
  return found
}
