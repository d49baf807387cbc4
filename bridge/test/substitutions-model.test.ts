import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Substitution } from '../src/contract.ts'
import { isUnderWay } from '../src/core/periods.ts'
import { listWanted } from '../src/db/rooms.ts'
import { type MovableRegistry, movableRegistry } from './support/movable-registry.ts'
import { some } from './support/rooms.ts'
import { type Act, anAct } from './support/substitution-acts.ts'

// The registry by its API and by a clock that jumps, against a function that looks at one instant and follows no history.
let registry: MovableRegistry
beforeAll(async () => {
  registry = await movableRegistry()
})
afterAll(() => registry.end())

const MINUTE = 60_000
interface Lasting {
  replaced: string
  replacement: string
  withStructure: boolean
  start: Date
  end: Date
}
interface Scene {
  people: string[]
  circles: string[]
  structures: string[]
  /** What was recorded, as it was answered; one that was cancelled ends there. */
  substitutions: Map<string, Lasting>
}
const ROLES = ['member', 'editor', 'manager'] as const

async function aScene(): Promise<Scene> {
  const names = (what: string, many: number) => Array.from({ length: many }, () => some(what))
  const scene = { people: names('p', 4), circles: names('c', 2), structures: names('s', 3), substitutions: new Map() }
  const { call } = registry
  for (const id of scene.people) await call('PUT', `/people/${id}`, { givenName: 'Camille', familyName: id, profession: 'Infirmière' })
  for (const id of scene.structures) await call('PUT', `/structures/${id}`, { name: id, kind: 'DAC', dac: true })
  await call('PUT', `/patients/${scene.circles[0]}`, { displayName: 'Usager' })
  for (const id of scene.circles) await call('PUT', `/circles/${id}`, { patientId: scene.circles[0], structureId: scene.structures[0] })
  // Everybody can be replaced: they work somewhere, for ever.
  for (const id of scene.people) await call('PUT', `/people/${id}/employments/${scene.structures[2]}`, { role: 'member' })
  const [first, second] = scene.people
  for (const who of [first, second]) await call('PUT', `/circles/${scene.circles[0]}/members/${who}`, { role: 'rôle 0' })
  return scene
}

const inMinutes = (minutes: number | null) =>
  minutes === null ? {} : { start: new Date(registry.clock.at.getTime() + minutes * MINUTE).toISOString() }
const lasting = ({ start: from, end: length }: { start: number | null; end: number | null }) => ({
  ...inMinutes(from),
  ...(length === null ? {} : { end: new Date(registry.clock.at.getTime() + ((from ?? 0) + length) * MINUTE).toISOString() }),
})

async function perform(scene: Scene, given: Act): Promise<void> {
  const { call, clock } = registry
  const staffRoot = `/structures/${scene.structures[2]}/substitutions`
  const chosen = (which: number) => [...scene.substitutions.keys()][which % Math.max(1, scene.substitutions.size)]
  switch (given.act) {
    case 'member':
      await call('PUT', `/circles/${scene.circles[given.where]}/members/${scene.people[given.who]}`, {
        role: `rôle ${given.role}`,
        ...lasting(given),
      })
      return
    case 'employ':
      await call('PUT', `/people/${scene.people[given.who]}/employments/${scene.structures[given.where]}`, {
        role: ROLES[given.role],
        ...lasting(given),
      })
      return
    case 'end-member':
      await call('DELETE', `/circles/${scene.circles[given.where]}/members/${scene.people[given.who]}`)
      return
    case 'end-employment':
      await call('DELETE', `/people/${scene.people[given.who]}/employments/${scene.structures[given.where]}`)
      return
    case 'replace': {
      const pair = { replacedId: scene.people[given.who], replacementId: scene.people[given.by] }
      note(scene, await call('POST', staffRoot, { ...pair, ...lasting(given), withStructure: given.withStructure }))
      return
    }
    case 'change': {
      const id = chosen(given.which)
      if (id !== undefined) note(scene, await call('PUT', `${staffRoot}/${id}`, { ...lasting(given), withStructure: given.withStructure }))
      return
    }
    case 'cancel': {
      const id = chosen(given.which)
      const one = id === undefined ? undefined : scene.substitutions.get(id)
      if (id === undefined || one === undefined) return
      const { status } = await call('DELETE', `${staffRoot}/${id}`, {})
      if (status === 204 && one.end > clock.at) scene.substitutions.set(id, { ...one, end: new Date(clock.at) })
      return
    }
    case 'suspend': {
      const id = scene.people[given.which % 4]
      const status = given.which % 2 === 0 ? 'suspended' : 'active'
      await call('PUT', `/people/${id}`, { givenName: 'Camille', familyName: id, profession: 'Infirmière', status })
      return
    }
    case 'wait':
      clock.at = new Date(clock.at.getTime() + given.minutes * MINUTE)
      return
    case 'work':
      return registry.work()
  }
}

function note({ substitutions }: Scene, { status, body }: { status: number; body: unknown }): void {
  expect(status, JSON.stringify(body)).toBeLessThan(500)
  if (status >= 300) return
  const { id, replaced, replacement, withStructure: too, start: from, end: until } = body as Substitution
  substitutions.set(id, {
    replaced: replaced.id,
    replacement: replacement.id,
    withStructure: too,
    start: new Date(from),
    end: new Date(until),
  })
}

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
async function everybodyRight(scene: Scene): Promise<void> {
  const rows = await rowsOf(scene)
  for (const place of placesOf(scene))
    for (const minutes of [0, 1, 7, 19, 40, 75])
      expect(there(rows, place, inSome(minutes)), `in ${minutes} minutes`).toEqual(naive(scene, rows, place, inSome(minutes)))
  // What the rooms are compared with says the same.
  for (const place of placesOf(scene)) {
    const wanted = await listWanted(
      registry.world.db,
      { kind: scene.circles.includes(place) ? 'journal' : 'liaison', ref: place },
      inSome(0),
    )
    expect(wanted.map(({ person }) => person).toSorted()).toEqual(naive(scene, rows, place, inSome(0)))
  }
}

test(
  'whatever is recorded, ended and changed, and however the clock jumps: nobody is ever where they should not be, and once the queue is done everybody is where they should',
  { timeout: 300_000 },
  async () => {
    const seen = { recorded: 0, given: 0, cut: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 6, maxLength: 16 }), async (acts) => {
        const scene = await aScene()
        for (const act of acts) {
          const before = await givenNow(scene)
          await perform(scene, act)
          const after = await givenNow(scene)
          seen.given += after
          if (act.act === 'cancel' && after < before) seen.cut++
          await nobodyTooMany(scene)
        }
        await registry.work()
        await everybodyRight(scene)
        seen.recorded += scene.substitutions.size
      }),
      { numRuns: 30, examples: [[REPLACED_THEN_NOT]] },
    )
    // That it is tried at all: some were recorded, and gave something.
    expect(seen.recorded).toBeGreaterThan(20)
    expect(seen.given).toBeGreaterThan(5)
    expect(seen.cut).toBeGreaterThan(0)
  },
)
