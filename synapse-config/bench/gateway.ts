import { readFileSync } from 'node:fs'
import { type Figure, type Pair, compared, median, quantile, spreadOf } from './figure.ts'
import { withHomeserverApart } from './cores.ts'
import { type Act, processorFigures } from './gateway-processor.ts'
import { type Homeserver, createRoomWith, loginAs, readMessages, say, syncFrom, syncToken } from './matrix.ts'
import { downloadFile, uploadFile } from './media.ts'
import { openSyncs } from './open-syncs.ts'
import { inTurn, pairsOf, timed } from './pairs.ts'
import { MEMBERS, openRegistry, personIds, putCirclesOfNine } from './registry.ts'
import type { Stacks } from './stacks.ts'

/** One room of nine people as each of them reaches it. */
interface Side {
  readonly room: string
  readonly people: readonly Homeserver[]
}
const AT_ONCE = 16
const FILE_MEGABYTES = 20
const OPEN = 1_000

/** The same acts through the gateway, with the module, and straight at a bare Synapse that has neither. */
export async function benchGateway(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  const whole = await stacks.whole()
  const registry = await openRegistry(whole)
  const [room = ''] = await putCirclesOfNine(registry, ['passerelle'])
  await registry.close()
  // Sessions are opened by the back door, and used by the public one.
  const through = async (id: string) => ({ ...(await loginAs(whole.homeserver, `@${id}:${whole.serverName}`)), url: whole.baseUrl })
  const ours: Side = { room, people: await Promise.all(personIds.slice(0, MEMBERS).map(through)) }
  const reference = await bareSide(stacks)

  const figures = [
    ...(await messages(ours, reference, quick ? 150 : 500)),
    ...(await reads(ours, reference, quick ? 60 : 200)),
    await throughput('tout sur les mêmes cœurs', ours, reference, quick),
    ...((await withHomeserverApart([whole, await stacks.bare()], async () => [
      await throughput('Synapse sur un cœur à lui', ours, reference, quick),
    ])) ?? []),
    await files(ours, reference, quick),
  ]
  figures.push(...(await processorFigures(await acts(ours, reference, quick ? 0.3 : 1), whole, await stacks.bare())))
  return [...figures, ...(await memory(ours, whole.processes['gateway']?.pid() ?? 0))]
}

async function bareSide(stacks: Stacks): Promise<Side> {
  const { homeserver, serverName } = await stacks.bare()
  const users = personIds.slice(0, MEMBERS).map((id) => `@${id}:${serverName}`)
  const room = await createRoomWith(homeserver, 'Passerelle', users)
  return { room, people: await Promise.all(users.map((user) => loginAs(homeserver, user))) }
}
function somebody({ people }: Side, turn: number): Homeserver {
  const person = people[turn % people.length]
  if (person === undefined) throw new Error('personne')
  return person
}

async function messages(ours: Side, reference: Side, rounds: number): Promise<Figure[]> {
  const speak = (side: Side) => (round: number) =>
    timed(() => say(somebody(side, round), side.room, 'Passage ce matin : pansement refait, prochaine visite jeudi à 9 h.'))
  await inTurn(40, speak(ours), speak(reference))
  const pairs = pairsOf(await inTurn(rounds, speak(ours), speak(reference)))
  const tail = (of: keyof Pair) =>
    quantile(
      pairs.map((pair) => pair[of]),
      0.99,
    )
  return [
    { name: 'Message par la passerelle / Synapse nu : médiane', unit: 'ms', ...compared(pairs), goal: { is: 'at most', value: 1.05 } },
    {
      name: 'Message par la passerelle / Synapse nu : p99',
      unit: 'ms',
      ours: tail('ours'),
      reference: tail('reference'),
      ratio: tail('ours') / tail('reference'),
      goal: { is: 'at most', value: 1.1 },
    },
  ]
}

async function reads(ours: Side, reference: Side, rounds: number): Promise<Figure[]> {
  const history = (side: Side) => (round: number) => timed(() => readMessages(somebody(side, round), side.room))
  const places = async (side: Side) => Promise.all(side.people.map(syncToken))
  const [ourPlaces, theirPlaces] = [await places(ours), await places(reference)]
  // Something to tell: every /sync below says this again.
  for (const side of [ours, reference]) await say(somebody(side, 0), side.room, 'du nouveau')
  const news = (side: Side, since: readonly string[]) => (round: number) =>
    timed(() => syncFrom(somebody(side, round), since[round % since.length] ?? ''))
  const compare = async (
    name: string,
    one: (round: number) => Promise<number>,
    other: (round: number) => Promise<number>,
  ): Promise<Figure> => {
    await inTurn(20, one, other)
    return { name, unit: 'ms', ...compared(pairsOf(await inTurn(rounds, one, other))), goal: { is: 'at most', value: 1.1 } }
  }
  return [
    await compare('Lecture de /messages par la passerelle / Synapse nu', history(ours), history(reference)),
    await compare('Lecture de /sync par la passerelle / Synapse nu', news(ours, ourPlaces), news(reference, theirPlaces)),
  ]
}

/** Reads of the history, as many at once as a busy morning brings. */
async function throughput(where: string, ours: Side, reference: Side, quick: boolean): Promise<Figure> {
  const count = quick ? 400 : 1_000
  const rate = (side: Side) => async () => {
    let next = 0
    const lane = async () => {
      while (next < count) await readMessages(somebody(side, next++), side.room)
    }
    return (count * 1000) / (await timed(() => Promise.all(Array.from({ length: AT_ONCE }, lane))))
  }
  await inTurn(1, rate(ours), rate(reference))
  const pairs = pairsOf(await inTurn(quick ? 3 : 6, rate(ours), rate(reference)))
  return asShare(`Requêtes par seconde, ${AT_ONCE} de front, ${where}`, '/s', pairs)
}

async function files(ours: Side, reference: Side, quick: boolean): Promise<Figure> {
  const rate = (side: Side) => async (round: number) => {
    const person = somebody(side, round)
    const took = await timed(async () => downloadFile(person, await uploadFile(person, FILE_MEGABYTES)))
    return (2 * FILE_MEGABYTES * 1000) / took
  }
  await inTurn(1, rate(ours), rate(reference))
  const pairs = pairsOf(await inTurn(quick ? 3 : 8, rate(ours), rate(reference)))
  return asShare(`Fichier de ${FILE_MEGABYTES} Mo envoyé et relu, passerelle / nu`, 'Mo/s', pairs)
}

async function acts(ours: Side, reference: Side, share: number): Promise<Act[]> {
  const alike = async (of: (side: Side) => Promise<(round: number) => Promise<unknown>>) => ({
    ours: await of(ours),
    reference: await of(reference),
  })
  const [many, few] = [Math.ceil(1_000 * share), Math.ceil(30 * share)]
  const speaking = await alike(async (side) => (round) => say(somebody(side, round), side.room, 'Passage ce matin : pansement refait.'))
  const reading = await alike(async (side) => (round) => readMessages(somebody(side, round), side.room))
  const syncing = await alike(async (side) => {
    const since = await Promise.all(side.people.map(syncToken))
    await say(somebody(side, 0), side.room, 'du nouveau')
    return (round) => syncFrom(somebody(side, round), since[round % since.length] ?? '')
  })
  const sending = await alike(async (side) => (round) => uploadFile(somebody(side, round), FILE_MEGABYTES))
  const fetching = await alike(async (side) => {
    const file = await uploadFile(somebody(side, 0), FILE_MEGABYTES)
    return () => downloadFile(somebody(side, 0), file)
  })
  return [
    // Its news are asked for before more is said.
    { name: 'un /sync', times: many, ...syncing },
    { name: 'une lecture', times: many, ...reading },
    { name: 'un message', times: Math.ceil(many / 3), ...speaking },
    { name: 'un Mo envoyé', times: few, amount: FILE_MEGABYTES, ...sending },
    { name: 'un Mo relu', times: few, amount: FILE_MEGABYTES, ...fetching },
  ]
}

/** The more the better: the median of the ratios inside each pair. */
function asShare(name: string, unit: Figure['unit'], pairs: readonly Pair[]): Figure {
  const ratios = pairs.map((pair) => pair.ours / pair.reference)
  const of = (key: keyof Pair) => median(pairs.map((pair) => pair[key]))
  return {
    name,
    unit,
    ours: of('ours'),
    reference: of('reference'),
    ratio: median(ratios),
    spread: spreadOf(ratios),
    goal: { is: 'at least', value: 0.9 },
  }
}

/** Of the gateway's process while a thousand clients wait for news. */
async function memory({ people }: Side, pid: number): Promise<Figure[]> {
  const before = megabytesOf(pid)
  const places = await Promise.all(people.map(async (person) => ({ person, since: await latest(person) })))
  const waiting = await openSyncs(places, OPEN)
  const during = megabytesOf(pid)
  waiting.close()
  return [
    { name: `Mémoire de la passerelle, ${OPEN} /sync ouverts`, unit: 'Mo', ours: during },
    { name: 'La même, par /sync ouvert', unit: 'Ko', ours: ((during - before) * 1_024) / OPEN },
  ]
}

/** Synapse gives a first /sync again as it was for two minutes: what it tells next is new. */
async function latest(person: Homeserver): Promise<string> {
  const since = await syncFrom(person, await syncToken(person))
  return syncFrom(person, since)
}

const megabytesOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024
