import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Member, Substitution } from '../src/contract.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { type Someone, type Stage, eventually } from './support/rooms.ts'
import { HOUR, inSeconds } from './support/substitutions.ts'

const CIRCLES = 15
let own: OwnStack
let stage: Stage
let db: Client
beforeAll(async () => {
  // Somebody leaves fifteen circles of one structure at once: what is tried here is what comes after that was approved.
  own = await ownStack('remplacements', { env: { BRAKE_STRUCTURE_PERCENT: '100' } })
  stage = own.stage
  db = new Client(own.stack.databaseUrl)
  await db.connect()
})
afterAll(async () => {
  await db.end()
  await own.end()
})

const kill = () => killAndRestart(own.stack.processes['api'])
/** Somebody who works in a structure and is in many circles. */
async function inManyCircles(): Promise<{ who: Someone; structure: string; circles: string[] }> {
  const structure = (await stage.newStructure()).id
  const who = await stage.newPerson({}, { withPassword: false })
  await stage.employ(who, structure)
  const circles: string[] = []
  for (let made = 0; made < CIRCLES; made++) {
    const { id } = await stage.newCircle(structure)
    await stage.addMember(id, who.id)
    circles.push(id)
  }
  return { who, structure, circles }
}
const isThere = async (circle: string, person: string) =>
  (await stage.told<{ items: Member[] }>('GET', `/circles/${circle}/members`)).items.some(({ personId }) => personId === person)
const joined = async ({ userId }: Someone) => {
  const { rows } = await db.query<{ kind: string }>(
    `select kind from room_member where user_id = $1 and membership = 'join' and kind = 'journal'`,
    [userId],
  )
  return rows.length
}

test('killed between recording a substitution and what follows, and again when it is cancelled: everything follows, each once', async () => {
  const { who, structure, circles } = await inManyCircles()
  const replacement = await stage.newPerson({}, { withPassword: false })
  const body = { replacedId: who.id, replacementId: replacement.id, end: inSeconds(HOUR) }
  const { id } = await stage.told<Substitution>('POST', `/structures/${structure}/substitutions`, body)
  await kill()
  await eventually(async () => expect(await joined(replacement)).toBe(CIRCLES), 150_000)
  for (const circle of circles) expect(await isThere(circle, replacement.id)).toBe(true)

  await eventually(async () =>
    expect((await stage.registry('DELETE', `/structures/${structure}/substitutions/${id}`, {})).status).toBe(204),
  )
  // All of it is over at the commit, before anything else was done.
  const { rows } = await db.query(`select from circle_membership where person = $1 and end_at > now()`, [replacement.id])
  expect(rows).toEqual([])
  await kill()
  await eventually(async () => expect(await joined(replacement)).toBe(0), 150_000)
  for (const circle of circles) {
    const moves = (await stage.eventsOf(`circleId=${circle}`)).filter((one) => one.personId === replacement.id).map(({ type }) => type)
    expect(moves).toEqual(['membership.added', 'member.joined', 'membership.ended', 'member.left'])
  }
}, 400_000)

test('killed in the middle of a departure, three times: nobody is left anywhere, and each circle is told once', async () => {
  const { who, circles } = await inManyCircles()
  await eventually(async () => expect(await joined(who)).toBe(CIRCLES), 150_000)
  await stage.told('POST', `/people/${who.id}/departure`, { reason: 'retraite' })
  for (let times = 0; times < 3; times++) await kill()
  const open = () =>
    db.query(
      `select from circle_membership where person = $1 and end_at is null union all select from employment where person = $1 and end_at is null`,
      [who.id],
    )
  await eventually(async () => expect((await open()).rows).toEqual([]), 90_000)
  await eventually(async () => expect(await joined(who)).toBe(0), 150_000)
  for (const circle of circles) {
    const moves = (await stage.eventsOf(`circleId=${circle}`)).filter((one) => one.personId === who.id).map(({ type }) => type)
    expect(moves).toEqual(['membership.added', 'member.joined', 'membership.ended', 'member.left'])
  }
}, 400_000)
