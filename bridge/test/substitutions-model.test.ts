import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isUnderWay } from '../src/core/periods.ts'
import { userIdOf } from '../src/core/ids.ts'
import { getRoomSubject } from '../src/db/room-subjects.ts'
import { type RoomKey, listWanted } from '../src/db/rooms.ts'
import { type MovableRegistry, movableRegistry } from './support/movable-registry.ts'
import { type Act, anAct } from './support/substitution-acts.ts'
import { type Scene, aScene, perform } from './support/substitution-scene.ts'

// The registry by its API and by a clock that jumps, against a function that looks at one instant and follows no history: of every journal,
// and of the Space, the sub-spaces, the liaison book and the folders of every DAC.
let registry: MovableRegistry
beforeAll(async () => {
  registry = await movableRegistry()
})
afterAll(() => registry.end())

const MINUTE = 60_000
interface Row {
  place: string
  person: string
  start: Date
  end: Date | null
  own: boolean
}
const placesOf = ({ circles, structures }: Scene) => [...circles, ...structures]
async function rowsOf(scene: Scene): Promise<Row[]> {
  const all = ['circle_membership', 'employment'].map(
    (table) => sql`select ${sql.ref(table === 'employment' ? 'structure' : 'circle')} as place, person, start_at as start, end_at as "end",
      substitution is null as own from ${sql.table(table)}`,
  )
  const { rows } = await sql<Row>`select * from (${sql.join(all, sql` union all `)}) as every
    where place = any(${placesOf(scene)}::text[])`.execute(registry.world.db)
  return rows
}
/** Always tried, whatever the dice say. */
const REPLACED_THEN_NOT: Act[] = [
  { act: 'replace', who: 0, by: 2, start: null, end: 60, withStructure: true },
  { act: 'work' },
  { act: 'change', which: 0, start: null, end: 90, withStructure: false },
  { act: 'wait', minutes: 5 },
  { act: 'work' },
  { act: 'cancel', which: 0 },
]
const MOVED_SUSPENDED_DEPARTED: Act[] = [
  { act: 'employ', who: 0, where: 0, role: 2, start: null, end: null },
  { act: 'employ', who: 1, where: 1, role: 0, start: null, end: 30 },
  { act: 'replace', who: 0, by: 2, start: null, end: 60, withStructure: true },
  { act: 'work' },
  { act: 'move', which: 0, where: 1 },
  { act: 'suspend', who: 1 },
  { act: 'wait', minutes: 31 },
  { act: 'reinstate', who: 1 },
  { act: 'work' },
  { act: 'depart', who: 0 },
]
const givenNow = async (scene: Scene) => (await rowsOf(scene)).filter((row) => !row.own && isUnderWay(row, registry.clock.at)).length
const unique = (people: readonly string[]) => [...new Set(people)].toSorted()

/** Who should be there at an instant: whoever is in their own right, and whoever replaces one of them then. */
function naive({ substitutions, circles }: Scene, rows: readonly Row[], place: string, at: Date): string[] {
  const own = rows.filter((row) => row.own && row.place === place && isUnderWay(row, at)).map(({ person }) => person)
  const others = [...substitutions.values()]
    .filter((one) => isUnderWay(one, at) && own.includes(one.replaced) && (circles.includes(place) || one.withStructure))
    .map(({ replacement }) => replacement)
  return unique([...own, ...others])
}
const there = (rows: readonly Row[], place: string, at: Date): string[] =>
  unique(rows.filter((row) => row.place === place && isUnderWay(row, at)).map(({ person }) => person))

const inSome = (minutes: number) => new Date(registry.clock.at.getTime() + minutes * MINUTE)
async function nobodyTooMany(scene: Scene): Promise<void> {
  const rows = await rowsOf(scene)
  for (const place of placesOf(scene))
    expect(naive(scene, rows, place, inSome(0)), 'somebody is where they should not be').toEqual(
      expect.arrayContaining(there(rows, place, inSome(0))),
    )
}
/** After these, at once: whatever the queue has still to do. */
const CLOSING: ReadonlySet<Act['act']> = new Set(['suspend', 'depart', 'cancel', 'end-member', 'end-employment'])
async function nobodyTooManyInRooms(scene: Scene): Promise<void> {
  const rows = await rowsOf(scene)
  const look = async (room: OneRoom) =>
    expect(naiveRoom(scene, rows, room).people, `${room.kind} of ${room.place}`).toEqual(expect.arrayContaining(await wantedIn(room)))
  await Promise.all((await roomsOf(scene)).map(look))
}
async function everybodyRight(scene: Scene): Promise<void> {
  const rows = await rowsOf(scene)
  for (const place of placesOf(scene))
    for (const minutes of [0, 1, 7, 19, 40, 75])
      expect(there(rows, place, inSome(minutes)), `in ${minutes} minutes`).toEqual(naive(scene, rows, place, inSome(minutes)))
  // What the rooms are compared with says the same.
  const rooms = await roomsOf(scene)
  const seen = async (room: OneRoom) => [await wantedIn(room), await journalsIn(room)] as const
  for (const [index, [wanted, shown]] of (await Promise.all(rooms.map(seen))).entries()) {
    const room = rooms[index] as OneRoom
    const { people, journals } = naiveRoom(scene, rows, room)
    expect(wanted, `${room.kind} of ${room.place}`).toEqual(people)
    if (people.length > 0) expect(shown, `journals shown to ${room.person}`).toEqual(journals)
  }
  // And nobody of a DAC is without a place of their own for its journals.
  const owners = rooms.flatMap(({ person, place }) => (person === null ? [] : `${person} ${place}`))
  expect(owners).toEqual(
    expect.arrayContaining(scene.structures.flatMap((place) => mayBe(scene, rows, place).map((person) => `${person} ${place}`))),
  )
}

interface OneRoom extends RoomKey {
  /** The circle or the structure whose people it follows. */
  place: string
  /** Whose sub-space of journals it is. */
  person: string | null
}
async function roomsOf(scene: Scene): Promise<OneRoom[]> {
  const { rows } = await sql<OneRoom>`select r.kind, r.ref, coalesce(j.structure, r.members_of) as place, j.person
    from room r left join journal_space j on r.kind = 'journals-space' and j.id = r.ref
    where r.kind not in ('mail', 'notifications') and coalesce(j.structure, r.members_of) = any(${placesOf(scene)}::text[])`.execute(
    registry.world.db,
  )
  // A journal each; a Space, a liaison book, a sub-space of documents and two folders each.
  expect(rows.filter(({ person }) => person === null)).toHaveLength(2 + 3 * 5)
  return rows
}
const mayBe = (scene: Scene, rows: readonly Row[], place: string): string[] =>
  naive(scene, rows, place, inSome(0)).filter((person) => scene.active.has(person))
/** Who may be in a room, and what a sub-space of journals shows: those of the circles of its DAC where its person is. */
function naiveRoom(scene: Scene, rows: readonly Row[], { place, person }: OneRoom): { people: string[]; journals: string[] } {
  const people = mayBe(scene, rows, place)
  if (person === null) return { people, journals: [] }
  const journals = scene.circles.filter(
    (circle) => scene.dacOf.get(circle) === place && naive(scene, rows, circle, inSome(0)).includes(person),
  )
  return { people: people.filter((one) => one === person), journals: journals.map((circle) => `!journal-${circle}:localhost`).toSorted() }
}
const wantedIn = async (room: RoomKey): Promise<string[]> =>
  (await listWanted(registry.world.db, room, inSome(0)))
    .filter(({ status }) => status === 'active')
    .map(({ person }) => person)
    .toSorted()
async function journalsIn(room: OneRoom): Promise<string[]> {
  if (room.kind !== 'journals-space') return []
  const { db, serverName } = registry.world
  const { children } = await getRoomSubject(db, room, { bridge: userIdOf('sphere', serverName), serverName, now: inSome(0) })
  return children.map((child) => String(child.room)).toSorted()
}

test(
  'whatever is recorded, ended and changed, and however the clock jumps: nobody is ever where they should not be, and once the queue is done everybody is where they should',
  { timeout: 300_000 },
  async () => {
    const seen = { recorded: 0, given: 0, cut: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 6, maxLength: 16 }), async (acts) => {
        const scene = await aScene(registry)
        for (const act of acts) {
          const before = await givenNow(scene)
          await perform(registry, scene, act)
          const after = await givenNow(scene)
          seen.given += after
          if (act.act === 'cancel' && after < before) seen.cut++
          await nobodyTooMany(scene)
          if (CLOSING.has(act.act)) await nobodyTooManyInRooms(scene)
        }
        await registry.work()
        await everybodyRight(scene)
        seen.recorded += scene.substitutions.size
      }),
      { numRuns: 20, examples: [[REPLACED_THEN_NOT], [MOVED_SUSPENDED_DEPARTED]] },
    )
    // That it is tried at all: some were recorded, and gave something.
    expect(seen.recorded).toBeGreaterThan(10)
    expect(seen.given).toBeGreaterThan(3)
    expect(seen.cut).toBeGreaterThan(0)
  },
)
