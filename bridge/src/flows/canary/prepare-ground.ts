import { CannotRun } from '../../core/canary/causes.ts'
import type { Ground } from '../../core/canary/fill.ts'
import { ACCOUNTS, type Kind, PEOPLE, type Place, SECRETS, type Who } from '../../core/canary/kinds.ts'
import { journalsSpace } from '../../core/rooms/journals-space.ts'
import type { PublicDoor } from '../../matrix/public-door.ts'
import { type Actor, actor } from './plant-secrets.ts'
import type { Naming, Registrar } from './registrar.ts'
import { signIn, signOut } from './sign-in.ts'

export interface Prepared {
  readonly ground: Ground
  /** What each kind of person carries; empty: nothing. */
  tokenOf(kind: Kind): string
  readonly witness: string
  /** Ends every session that was opened. */
  end(): Promise<void>
}
interface Preparing {
  readonly registrar: Registrar
  readonly name: Naming
  readonly door: PublicDoor
  readonly serverName: string
  readonly once: () => string
  readonly pause: (milliseconds: number) => Promise<void>
}

const CIRCLES = { journal: 'cercle', other: 'autre-cercle', closed: 'cercle-ferme' } as const
const STAFF = ['liaison', 'documents', 'space', 'documents-space'] as const
type Made = Exclude<Place, 'journals-space'>
const JOURNALS_SPACE = journalsSpace.name()

/** Who is where while the secrets are planted; some lose it afterwards. */
const MEMBERS: Readonly<Record<keyof typeof CIRCLES, readonly Who[]>> = {
  journal: ['witness', 'author', 'member', 'former', 'suspended', 'departed'],
  other: ['witness', 'neighbour'],
  closed: ['witness', 'late'],
}

/**
 * Puts everybody in their place, plants a secret in each room, then takes away what some of them had: what they remember of it
 * (a session, identifiers, a position) is what they try with. Safe to repeat: what is there already stays.
 */
export async function prepareGround(preparing: Preparing): Promise<Prepared> {
  const { name, door, serverName, once } = preparing
  const people = await placeEverybody(preparing)
  const made = await untilRooms(preparing)
  const { tokens, dead } = await signEverybodyIn(preparing, people)
  const as = (who: Who) => actor(door, tokens[who], once)
  // It is the witness's own, and they alone can say which it is.
  const ofTheWitness = () => as('witness').childNamed(made.space, JOURNALS_SPACE)
  const rooms = { ...made, 'journals-space': await until(preparing.pause, ofTheWitness) }

  const before = await as('former').now()
  const { messages, document, spare } = await plantEverywhere(as, rooms, people)
  const [file, image] = [await as('author').attachFile(rooms.journal), await as('author').attachImage(rooms.journal)]
  // Another speaks after them: from then on nothing of all this is the last message any more.
  await as('member').say(rooms.journal, 'Bien reçu.')
  await takeAway(preparing)
  const ground = {
    serverName,
    rooms,
    messages,
    people,
    before,
    file,
    image,
    document,
    spare,
    circle: name(CIRCLES.journal),
    dac: name('dac'),
    colleague: name('colleague'),
    editor: name('editor'),
  }
  return {
    ground,
    witness: tokens.witness,
    tokenOf: ({ who, session }) => (session === 'none' ? '' : session === 'ended' && who === 'outsider' ? dead : tokens[who]),
    end: async () => void (await Promise.all(Object.values(tokens).map((token) => signOut(door, token)))),
  }
}

async function placeEverybody({ registrar, name }: Preparing): Promise<Record<Who, string>> {
  const people = {} as Record<Who, string>
  for (const who of PEOPLE) people[who] = await registrar.person(name(who), { name: who, status: 'active' })
  await registrar.structure(name('dac'), { name: `DAC ${SECRETS.space}`, dac: true })
  await registrar.structure(name('autre-dac'), { name: 'DAC voisin du canari', dac: true })
  await registrar.structure(name('cabinet'), { name: 'Cabinet du canari', dac: false })
  for (const place of ['journal', 'other', 'closed'] as const) {
    const structure = name(place === 'other' ? 'cabinet' : 'dac')
    const id = name(CIRCLES[place])
    const given = { patient: name(`usager-${place}`), patientName: `Usager ${SECRETS[place]}`, structure }
    await registrar.circle(id, { ...given, closed: false })
    for (const who of MEMBERS[place]) await registrar.addMember(id, name(who))
  }
  people.service = await registrar.service(name('service'), { circle: name(CIRCLES.other) })
  for (const who of ['witness', 'manager'] as const) await registrar.employ(name('dac'), name(who), 'manager')
  for (const who of ['editor', 'former-colleague'] as const) await registrar.employ(name('dac'), name(who), 'editor')
  await registrar.employ(name('dac'), name('colleague'), 'member')
  await registrar.employ(name('autre-dac'), name('rival'), 'manager')
  await registrar.employ(name('cabinet'), name('outsider'), 'member')
  await registrar.employ(name('cabinet'), name('author'), 'member')
  await registrar.replace(name('cabinet'), name('author'), name('replacement'))
  return people
}

async function takeAway({ registrar, name, pause }: Preparing): Promise<void> {
  await registrar.endMember(name(CIRCLES.journal), name('former'))
  await registrar.endEmployment(name('dac'), name('former-colleague'))
  await registrar.endReplacement(name('cabinet'), name('replacement'))
  await registrar.person(name('suspended'), { name: 'suspended', status: 'suspended' })
  await registrar.person(name('departed'), { name: 'departed', status: 'departed' })
  const given = { patient: name('usager-closed'), patientName: `Usager ${SECRETS.closed}`, structure: name('dac') }
  await registrar.circle(name(CIRCLES.closed), { ...given, closed: true })
  // Rooms are tried at once; an account that is not locked yet could still say who it is.
  for (const who of ['suspended', 'departed'])
    await until(pause, async () => ((await registrar.accountFollows(name(who))) ? true : undefined))
}

async function untilRooms({ registrar, name, pause }: Preparing): Promise<Record<Made, string>> {
  const place = [name(CIRCLES.journal), name('replacement')] as const
  await until(pause, async () => ((await registrar.isMember(...place)) ? true : undefined))
  const rooms = {} as Record<Made, string>
  for (const place of ['journal', 'other', 'closed'] as const)
    rooms[place] = await until(pause, () => registrar.room('journal', name(CIRCLES[place])))
  for (const place of STAFF) rooms[place] = await until(pause, () => registrar.room(place, name('dac')))
  return rooms
}

const TRIES = 600
async function until<Found>(pause: Preparing['pause'], look: () => Promise<Found | undefined>): Promise<Found> {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await look()
    if (found !== undefined) return found
    await pause(100)
  }
  throw new CannotRun('the-rooms-do-not-follow')
}

/** Everybody's session, and one that is over before anything is tried with it. One after the other: passwords cost the homeserver dear. */
async function signEverybodyIn({ registrar, name, door, once }: Preparing, people: Record<Who, string>) {
  const tokens = {} as Record<Who, string>
  let dead = ''
  for (const who of ACCOUNTS) {
    // Nobody ever reads it: the next run sets another one.
    const password = `${once()}${once()}`
    await (who === 'service' ? registrar.setServicePassword(name(who), password) : registrar.setPassword(name(who), password))
    tokens[who] = await signIn(door, people[who], password)
    if (who === 'outsider') dead = await signIn(door, people[who], password)
  }
  await signOut(door, dead)
  return { tokens, dead }
}

async function plantEverywhere(
  as: (who: Who) => Actor,
  rooms: Record<Place, string>,
  people: Record<Who, string>,
): Promise<{ messages: Record<Place, string>; document: string; spare: string }> {
  const mentioned = [people.former, people.replacement, people.suspended, people.departed]
  const planted = await as('witness').plantFile(rooms.documents, 'documents', [people['former-colleague']])
  const spare = await as('witness').plantFile(rooms.documents, 'documents')
  const nameOf = (room: string) => as('witness').stateEvent(room, 'm.room.name')
  const messages = {
    journal: await as('author').plant(rooms.journal, 'journal', mentioned),
    other: await as('neighbour').plant(rooms.other, 'other'),
    closed: await as('witness').plant(rooms.closed, 'closed', [people.late]),
    liaison: await as('witness').plant(rooms.liaison, 'liaison', [people['former-colleague']]),
    documents: planted.event,
    // Nothing is said in a space: its name is what it holds.
    space: await nameOf(rooms.space),
    'documents-space': await nameOf(rooms['documents-space']),
    'journals-space': await nameOf(rooms['journals-space']),
  }
  return { messages, document: planted.file, spare: spare.event }
}
