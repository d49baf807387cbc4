import { setTimeout as pause } from 'node:timers/promises'
import { type Figure, compared } from './figure.ts'
import { admit, createRoomWith, loginAs, syncToken, untilReadable } from './matrix.ts'
import { inTurn, pairsOf } from './pairs.ts'
import { MEMBERS, openRegistry, personIds, putCirclesOfNine } from './registry.ts'
import type { Stacks } from './stacks.ts'

/** From the change in the registry until the person's open client shows the journal, against an invitation and a join by the API. */
export async function benchAdmission(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  const newcomers = personIds.slice(MEMBERS)
  // Each newcomer arrives once in each room.
  const rooms = quick ? 3 : 9
  const [whole, withoutModule] = [await stacks.whole(), await stacks.withoutModule()]
  const registry = await openRegistry(whole)
  const other = await openRegistry(withoutModule)
  const { homeserver: bare } = await stacks.bare()

  const circles = Array.from({ length: rooms }, (_, index) => `arrivee-${index + 1}`)
  const journals = await putCirclesOfNine(registry, circles)
  const bareRooms: string[] = []
  for (const name of circles) bareRooms.push(await createRoomWith(bare, name, personIds.slice(0, MEMBERS).map((id) => other.userOf(id))))
  const sessions = await Promise.all(newcomers.map((id) => loginAs(whole.homeserver, registry.userOf(id))))
  const bareSessions = await Promise.all(newcomers.map((id) => loginAs(bare, other.userOf(id))))
  await other.close()

  const ours = async (round: number) => {
    const [person, circle] = [at(newcomers, round, 1), at(circles, round, newcomers.length)]
    const session = at(sessions, round, 1)
    const readable = watching(session, at(journals, round, newcomers.length))
    const took = await (await readable)(() => registry.put(`/circles/${circle}/members/${person}`, { role: 'Intervenant' }))
    await registry.untilInStep(circle)
    await pause(150)
    return took
  }
  const reference = async (round: number) => {
    const [person, room] = [at(newcomers, round, 1), at(bareRooms, round, newcomers.length)]
    const readable = watching(at(bareSessions, round, 1), room)
    const took = await (await readable)(() => admit(bare, room, other.userOf(person)))
    await pause(150)
    return took
  }
  const pairs = pairsOf(await inTurn(rooms * newcomers.length, ours, reference))
  await registry.close()
  // The first three warm both sides up.
  return [
    { name: 'Changement du registre → la personne lit / API nue', unit: 'ms', ...compared(pairs.slice(3)), goal: { is: 'at most', value: 1.3 } },
  ]
}

/** Of the list, in turn: the next one after so many rounds. */
function at<T>(list: readonly T[], round: number, every: number): T {
  const found = list[Math.floor(round / every) % list.length]
  if (found === undefined) throw new Error('liste vide')
  return found
}

/** Opens the person's client, then gives what times an act until they can read the room. */
async function watching(session: Parameters<typeof syncToken>[0], room: string): Promise<(act: () => Promise<unknown>) => Promise<number>> {
  const since = await syncToken(session)
  return async (act) => {
    const readable = untilReadable(session, room, since)
    // The long poll is waiting at the homeserver before anything happens.
    await pause(50)
    const from = performance.now()
    await Promise.all([act(), readable])
    return performance.now() - from
  }
}
