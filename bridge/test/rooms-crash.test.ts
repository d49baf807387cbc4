import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOTICES } from '../src/core/notices/index.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { type Someone, type Stage, eventually } from './support/rooms.ts'

const CHANGES = 200
const ROLES = ['Médecin traitant', 'Infirmière libérale', 'Kinésithérapeute']
type Change = readonly [method: 'PUT' | 'DELETE', path: string, body?: unknown]

let own: OwnStack
let stage: Stage
beforeAll(async () => {
  // Lists drawn by lot put out whom they like: that is what is tried here, and the brake would stop it.
  own = await ownStack('crash', { env: { BRAKE_CIRCLE_PERCENT: '100', BRAKE_STRUCTURE_PERCENT: '100' } })
  stage = own.stage
})
afterAll(() => own.end())

/** The same seed, the same changes in the same order (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides)
  }
}

function changesFrom(roll: (sides: number) => number, circles: readonly string[], people: readonly Someone[]): Change[] {
  const changes: Change[] = []
  while (changes.length < CHANGES) {
    const circle = String(circles[roll(circles.length)])
    const person = String(people[roll(people.length)]?.id)
    const role = ROLES[roll(ROLES.length)]
    const kind = roll(20)
    const earlier = changes[roll(Math.max(1, changes.length))]
    if (kind < 4 && earlier !== undefined) changes.push(earlier)
    else if (kind < 13) changes.push(['PUT', `/circles/${circle}/members/${person}`, { role, reason: 'relais' }])
    else if (kind < 18) changes.push(['DELETE', `/circles/${circle}/members/${person}`])
    else {
      const members = [...new Set(people.filter(() => roll(3) === 0))].map(({ id }) => ({ personId: id, role }))
      changes.push(['PUT', `/circles/${circle}/members?confirmEmpty=true`, { members }])
    }
  }
  return changes
}

/** As a careful system does: what got no answer is sent again until it gets one. */
async function sendUntilAnswered([method, path, body]: Change): Promise<void> {
  await eventually(async () => {
    const { status } = await stage.registry(method, path, body)
    // Ending a membership that never was is answered as such.
    if (status >= 300 && status !== 404) throw new Error(`${method} ${path}: ${status}`)
  }, 60_000)
}

test('200 changes in random order, the bridge killed five times and the homeserver once: rooms equal the registry, each notice is said once', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9))
  const roll = dice(seed)
  const people = await Promise.all(Array.from({ length: 12 }, () => stage.newPerson({}, { withPassword: false })))
  const structure = (await stage.newStructure()).id
  const circles: string[] = []
  for (let made = 0; made < 20; made++) circles.push((await stage.newCircle(structure)).id)

  const changes = changesFrom(roll, circles, people)
  const deaths = new Set([25, 60, 90, 120, 160])
  let sent = 0
  let dying: Promise<void> = Promise.resolve()
  const lane = async () => {
    for (let change = changes[sent++]; change !== undefined; change = changes[sent++]) {
      const number = sent
      if (deaths.has(number)) dying = dying.then(() => killAfterANotice({ homeserverToo: number === 90 }))
      await sendUntilAnswered(change)
    }
  }
  await Promise.all([lane(), lane(), lane()])
  await dying

  for (const circle of circles) await expectRoomEqualsRegistry(circle, seed)
  await expectEachNoticeOnce(circles, seed)
}, 240_000)

/** kill -9 of the bridge between a notice and the note that it was said; the homeserver then forgets, too, which requests it has seen. */
async function killAfterANotice({ homeserverToo }: { homeserverToo: boolean }): Promise<void> {
  const { api, synapse } = own.stack.processes
  await withDatabase(own.stack.databaseUrl, (bridge) =>
    withDatabase(own.stack.synapseDatabaseUrl, (homeserver) => seeANotice(bridge, homeserver)),
  )
  await Promise.all([killAndRestart(api), homeserverToo ? pause(300).then(() => killAndRestart(synapse)) : undefined])
}

/** Looks without a pause, for that moment is short; when all is quiet the bridge dies idle. */
async function seeANotice(bridge: Client, homeserver: Client): Promise<void> {
  for (let looks = 0; looks < 3_000; looks++) {
    const { rows } = await bridge.query<{ room: string; event: string }>(
      'select room_id as room, announcing as event from room where announcing is not null',
    )
    for (const { room, event } of rows) {
      const { rowCount } = await homeserver.query('select from event_json where room_id = $1 and json like $2', [
        room,
        `%"event":"${event}"%`,
      ])
      if (rowCount !== 0) return
    }
  }
}

async function withDatabase<Value>(url: string, use: (database: Client) => Promise<Value>): Promise<Value> {
  const database = new Client(url)
  await database.connect()
  try {
    return await use(database)
  } finally {
    await database.end()
  }
}

async function expectRoomEqualsRegistry(circle: string, seed: number): Promise<void> {
  await eventually(async () => {
    const state = await stage.stateOf(circle)
    expect({ inStep: state.inStep, error: state.lastError }, `seed ${seed}`).toEqual({ inStep: true, error: null })
  }, 120_000)
  const { items } = await stage.told<{ items: { personId: string }[] }>('GET', `/circles/${circle}/members`)
  const { roomId, members } = await stage.stateOf(circle)
  const wanted = members.filter(({ personId }) => items.some((item) => item.personId === personId)).map(({ userId }) => userId)
  expect(wanted).toHaveLength(new Set(items.map(({ personId }) => personId)).size)
  if (roomId === null) expect(items, `seed ${seed}`).toEqual([])
  else expect(await stage.joinedIn(roomId), `seed ${seed}, circle ${circle}`).toEqual(wanted.toSorted())
}

/** What one act did to several people is told in one notice, named after its first event. */
async function expectEachNoticeOnce(circles: readonly string[], seed: number): Promise<void> {
  await withDatabase(own.stack.databaseUrl, async (database) => {
    let total = 0
    for (const circle of circles) {
      const { rows } = await database.query<{ id: string; batch: string; type: string }>(
        'select id, batch, type from event where circle = $1 and type = any($2) order by id',
        [circle, NOTICES.map(({ type }) => type)],
      )
      const groups = rows.filter(({ batch, type }, index) => !(rows[index - 1]?.batch === batch && rows[index - 1]?.type === type))
      const { roomId } = await stage.stateOf(circle)
      // Everybody was gone again before the homeserver was back: there is no room to tell it in yet.
      if (roomId === null) continue
      const said = await stage.noticesOf(roomId)
      expect(
        said.map(({ event, type }) => [event, type]),
        `seed ${seed}, circle ${circle}`,
      ).toEqual(groups.map(({ id, type }) => [id, type]))
      total += said.length
    }
    expect(total).toBeGreaterThan(50)
  })
}
