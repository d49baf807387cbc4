import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { type Administrator, atTheConsole, numberOf } from './support/held.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { type Someone, eventually } from './support/rooms.ts'

let own: OwnStack
beforeAll(async () => {
  own = await ownStack('brake', { env: { BRAKE_PLATFORM_PERCENT: '2', BRAKE_PLATFORM_ENDINGS: '12' } })
})
afterAll(() => own.end())

async function aCircleOfEight() {
  const { stage } = own
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const people: Someone[] = await Promise.all(Array.from({ length: 8 }, () => stage.newPerson({}, { withPassword: false })))
  for (const { id } of people) await stage.addMember(circle.id, id)
  const put = (of: readonly Someone[]) =>
    own.stage.registry('PUT', `/circles/${circle.id}/members`, {
      members: of.map(({ id }) => ({ personId: id, role: 'Infirmière libérale' })),
    })
  const remove = (index: number) => own.stage.registry('DELETE', `/circles/${circle.id}/members/${people[index]?.id}`)
  const present = async () => ((await own.stage.told('GET', `/circles/${circle.id}/members`))['items'] as unknown[]).length
  return { id: circle.id, people, put, remove, present }
}
const held = async (asking: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await asking
  return numberOf({ status, ...body })
}
/** What the database refuses for the time of a deed. */
async function without(table: string, deed: () => Promise<void>): Promise<void> {
  const { db } = connect(own.stack.databaseUrl, 1)
  await sql`alter table ${sql.table(table)} rename to ${sql.table(`${table}_away`)}`.execute(db)
  try {
    await deed()
  } finally {
    await sql`alter table ${sql.table(`${table}_away`)} rename to ${sql.table(table)}`.execute(db)
    await db.destroy()
  }
}

test('what cannot be counted or stored does not happen', { timeout: 120_000 }, async () => {
  const circle = await aCircleOfEight()
  await without('recent_ending', async () => {
    expect(await circle.remove(0)).toMatchObject({ status: 503, body: { code: 'BRAKE_UNAVAILABLE' } })
    expect((await circle.remove(0)).headers.get('retry-after')).not.toBeNull()
  })
  await without('held_input', async () =>
    expect(await circle.put(circle.people.slice(6))).toMatchObject({ status: 503, body: { code: 'BRAKE_UNAVAILABLE' } }),
  )
  expect(await circle.present()).toBe(8)
  expect((await circle.remove(0)).status).toBe(204)
})

const consoleOf = async (): Promise<Administrator> => atTheConsole(own.stage, own.stack)

test('what waits still waits after a restart, and is the same', { timeout: 120_000 }, async () => {
  const circle = await aCircleOfEight()
  const id = await held(circle.put(circle.people.slice(6)))
  own = await own.restart()
  expect(await held(circle.put(circle.people.slice(6)))).toBe(id)
  expect(await circle.present()).toBe(8)
})

const GATE = 5_707
/** Whoever does this in the database stops there, until the gate is opened. */
const POINTS = [
  { at: 'what was asked is about to be written', on: 'before update on circle_membership', found: 'waiting' },
  { at: 'it is written, and that it was approved is about to be', on: 'before update of state on held_change', found: 'waiting' },
  { at: 'that it was approved is written, and told to the feed', on: 'before insert on event', found: 'waiting' },
  // PostgreSQL has been told to commit: nobody is there to hear that it did.
  { at: 'all is about to be committed', on: 'after update of state on held_change deferrable initially deferred', found: 'approved' },
] as const
async function withGate(on: string, deed: (gate: { reached(): Promise<void>; open(): Promise<unknown> }) => Promise<void>): Promise<void> {
  const db = new Client(own.stack.databaseUrl)
  await db.connect()
  const constraint = on.startsWith('after') ? 'constraint' : ''
  await db.query(`create function stop_here() returns trigger language plpgsql as
    'begin perform pg_advisory_xact_lock_shared(${GATE}); return new; end'`)
  await db.query(`create ${constraint} trigger stop_here ${on} for each row execute function stop_here()`)
  await db.query(`select pg_advisory_lock(${GATE})`)
  try {
    await deed({
      reached: async () => {
        const { rows } = await db.query(`select from pg_locks where locktype = 'advisory' and objid = ${GATE} and not granted`)
        expect(rows).toHaveLength(1)
      },
      open: () => db.query(`select pg_advisory_unlock(${GATE})`),
    })
  } finally {
    await db.query('select pg_advisory_unlock_all()')
    await db.query('drop function stop_here cascade')
    await db.end()
  }
}

test.each(POINTS)('killed when $at: applied and approved, or neither', { timeout: 120_000 }, async ({ on, found }) => {
  const circle = await aCircleOfEight()
  const id = await held(circle.put(circle.people.slice(6)))
  const [claire, denis] = [await consoleOf(), await consoleOf()]
  await withGate(on, async ({ reached, open }) => {
    const cut = claire.decide(id, 'approval').catch(() => undefined)
    await eventually(reached)
    await killAndRestart(own.stack.processes['api'])
    await cut
    await open()
  })
  const present = { waiting: 8, approved: 2 }
  const seen = await eventually(async () => {
    const { state } = await denis.held(id)
    // Until PostgreSQL has noticed that nobody is there, nothing of it is seen.
    expect(state).toBe(found)
    return { state, present: await circle.present() }
  })
  expect(seen).toEqual({ state: found, present: present[found] })
  expect((await denis.decide(id, 'approval')).status).toBe(200)
  expect(await circle.present()).toBe(2)
})

test(
  'over several structures the platform counts: the twelfth of twelve removals that are too many waits',
  { timeout: 120_000 },
  async () => {
    own = await own.restart()
    const [one, two] = [await aCircleOfEight(), await aCircleOfEight()]
    const { db } = connect(own.stack.databaseUrl, 1)
    // What the other tests of this stack ended.
    await sql`delete from recent_ending`.execute(db)
    await db.destroy()
    for (let index = 0; index < 6; index++) expect((await one.remove(index)).status).toBe(204)
    for (let index = 0; index < 5; index++) expect((await two.remove(index)).status).toBe(204)
    const id = await held(two.remove(5))
    const claire = await atTheConsole(own.stage, own.stack)
    expect(await claire.held(id)).toMatchObject({ level: 'platform', ref: null, about: null, endings: 12 })
    expect(await two.present()).toBe(3)
  },
)
