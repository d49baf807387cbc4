import { sql } from 'kysely'
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

test(
  'what waits still waits after a restart, and an approval that a crash cuts is done or not, never in part',
  { timeout: 240_000 },
  async () => {
    const circles = [await aCircleOfEight(), await aCircleOfEight()]
    const ids: string[] = []
    for (const circle of circles) ids.push(await held(circle.put(circle.people.slice(6))))
    own = await own.restart()
    const consoleOf = async (): Promise<Administrator> => atTheConsole(own.stage, own.stack)
    for (const [index, circle] of circles.entries()) expect(await held(circle.put(circle.people.slice(6)))).toBe(ids[index])

    for (const [index, circle] of circles.entries()) {
      const id = ids[index] ?? ''
      const claire = await consoleOf()
      const cut = claire.decide(id, 'approval').catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 15 * index))
      await killAndRestart(own.stack.processes['api'])
      await cut
      await eventually(async () => expect((await own.stage.health()).status).toBeLessThan(600))
      const { state } = await eventually(async () => (await consoleOf()).held(id))
      expect(await circle.present()).toBe(state === 'approved' ? 2 : 8)
      expect((await (await consoleOf()).decide(id, 'approval')).status).toBe(200)
      expect(await circle.present()).toBe(2)
    }
  },
)

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
