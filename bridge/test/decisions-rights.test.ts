import { expect, inject, test } from 'vitest'
import type { Decision, Scope } from '../src/contract.ts'
import { connect } from '../src/db/connect.ts'
import { deleteOldDecisions, writeDecisions } from '../src/db/decisions.ts'
import { decisionLog } from '../src/flows/record-decisions.ts'
import { pino } from 'pino'
import { ask, eventually, roomPath, sharedStage, some } from './support/rooms.ts'
import { decisionsOf, withDatabase } from './support/decisions.ts'

const stage = sharedStage()
const { told, newPerson, newStructure, newCircle, addMember, settled, signIn } = stage
const { recorded } = decisionsOf(stage)

async function withKey(scopes: Scope[], path: string, body?: unknown) {
  const { key } = await told<{ key: string }>('POST', '/keys', { name: some('clé'), scopes })
  const answer = await ask<Decision & { items: Decision[] }>(
    `${inject('stack').baseUrl}/api/v1${path}`,
    body === undefined ? 'GET' : 'POST',
    key,
    body,
  )
  return answer
}

test('a key reads decisions with its own right, and names only with the right to read them where they are kept', async () => {
  const circle = await newCircle((await newStructure()).id)
  const nadia = await newPerson()
  await addMember(circle.id, nadia.id)
  const { roomId } = await settled(circle.id)
  await (
    await signIn(nadia)
  )('PUT', roomPath(roomId, 'state', 'm.room.name', ''), { name: 'x' })
  await recorded(`personId=${nadia.id}`, 1)
  const path = `/decisions?personId=${nadia.id}`

  expect((await withKey(['events:read', 'circles:read', 'people:read'], path)).status).toBe(403)
  expect((await withKey(['events:read'], '/decisions/simulate', { act: 'read', personId: nadia.id, circleId: circle.id })).status).toBe(403)
  const bare = await withKey(['decisions:read'], path)
  expect(bare.status).toBe(200)
  for (const name of [nadia.familyName, nadia.userId, circle.patient.displayName]) expect(JSON.stringify(bare.body)).not.toContain(name)
  expect(bare.body.items[0]?.sentence.fr).toBe(
    `${nadia.id} a voulu renommer le journal de ${circle.id} : les réglages d’un salon suivent le registre.`,
  )
  const named = JSON.stringify((await withKey(['decisions:read', 'people:read', 'circles:read'], path)).body)
  for (const name of [nadia.fullName, circle.patient.displayName]) expect(named).toContain(name)

  const simulated = await withKey(['decisions:read'], '/decisions/simulate', { act: 'read', personId: nadia.id, circleId: circle.id })
  expect(simulated.status).toBe(200)
  for (const name of [nadia.familyName, circle.patient.displayName]) expect(JSON.stringify(simulated.body)).not.toContain(name)
})

const entry = (userId: string, at: Date, given: object = {}) => ({
  firstAt: at,
  lastAt: at,
  count: 1,
  allowed: false,
  question: 'room.read',
  action: null,
  rule: 'only-members-read',
  code: 'NOT_IN_THE_CIRCLE',
  userId,
  localpart: null,
  subject: null,
  roomId: null,
  kind: null,
  ref: null,
  via: 'gateway' as const,
  told: false,
  ...given,
})
const countOf = (userId: string) =>
  withDatabase(async (pool) => {
    const { rows } = await pool.query<{ rows: number; tries: number }>(
      'select count(*)::int as rows, coalesce(sum(count), 0)::int as tries from decision where user_id = $1',
      [userId],
    )
    return rows[0]
  })
const DAY = 86_400_000

test('what is too old is forgotten, a page at a time, and what is recent stays', async () => {
  const { db } = connect(inject('stack').databaseUrl, 2)
  const user = `@${some('ancien')}:localhost`
  const now = Date.now()
  const old = Array.from({ length: 25 }, (_, index) => entry(user, new Date(now - 200 * DAY - index * 60_000)))
  await writeDecisions(db, [...old, entry(user, new Date(now))], 'essai')
  expect(await countOf(user)).toEqual({ rows: 26, tries: 26 })
  expect(await deleteOldDecisions(db, { since: new Date(now - 90 * DAY), atMost: 1_000_000 }, 10)).toBeGreaterThanOrEqual(25)
  expect(await countOf(user)).toEqual({ rows: 1, tries: 1 })
  await db.destroy()
})

test('beyond the cap the oldest go first', async () => {
  const { db } = connect(inject('stack').databaseUrl, 2)
  const user = `@${some('nombreux')}:localhost`
  // Older than anything else here, so that only they are beyond the cap.
  const times = Array.from({ length: 20 }, (_, index) => new Date(Date.now() - 30 * DAY + index * 60_000))
  await writeDecisions(
    db,
    times.map((at) => entry(user, at)),
    'essai',
  )
  const total = await withDatabase(async (pool) => Number((await pool.query('select count(*) as n from decision')).rows[0].n))
  await deleteOldDecisions(db, { since: new Date(0), atMost: total - 15 }, 4)
  const left = await countOf(user)
  // Other tests may write meanwhile, which pushes more of these out; never fewer.
  expect(left?.rows).toBeLessThanOrEqual(5)
  await db.destroy()
})

test('two processes that saw the same in the same minute add up', async () => {
  const one = connect(inject('stack').databaseUrl, 2)
  const other = connect(inject('stack').databaseUrl, 2)
  const [a, b] = [`@${some('a')}:localhost`, `@${some('b')}:localhost`]
  const at = new Date()
  for (let round = 0; round < 10; round++)
    await Promise.all([
      writeDecisions(one.db, [entry(a, at), entry(b, at)], 'un'),
      writeDecisions(other.db, [entry(b, at), entry(a, at, { count: 2 })], 'deux'),
    ])
  expect(await countOf(a)).toEqual({ rows: 1, tries: 30 })
  expect(await countOf(b)).toEqual({ rows: 1, tries: 20 })
  await Promise.all([one.db.destroy(), other.db.destroy()])
})

test('while the database is away memory stays bounded, what is lost is counted, and the rest is written when it is back', async () => {
  // A database that is not there yet: nobody listens at first.
  const { db: away } = connect('postgresql://nobody@127.0.0.1:1/nothing', 1)
  const { db } = connect(inject('stack').databaseUrl, 2)
  let isAway = true
  const either = new Proxy(db, {
    get(_target, name) {
      const one = isAway ? away : db
      const value: unknown = Reflect.get(one, name, one)
      return typeof value === 'function' ? (value.bind(one) as unknown) : value
    },
  })
  let lost = 0
  const user = `@${some('panne')}:localhost`
  const log = decisionLog(
    { db: either, now: () => new Date(), log: pino({ level: 'silent' }) },
    { instance: 'essai', serverName: 'localhost', lost: (count) => (lost += count), atMost: 100, everyMs: 20 },
  )
  const refuse = (roomId: string) =>
    log.record({
      question: 'room.read',
      decision: { allowed: false, rule: 'only-members-read', code: 'NOT_IN_THE_CIRCLE' },
      userId: user,
      roomId,
      room: null,
      via: 'gateway',
    })
  for (let index = 0; index < 1_000; index++) refuse(`!${index % 250}:localhost`)
  // The same causes collapse even while nothing can be written; beyond a hundred causes the oldest are given up.
  expect(lost).toBeGreaterThan(0)
  isAway = false
  await eventually(async () => expect(await countOf(user)).toMatchObject({ rows: 100 }))
  await log.stop()
  expect((await countOf(user))?.tries).toBe(1_000 - lost)
  await Promise.all([db.destroy(), away.destroy()])
})

test('a process that is told to stop writes what it still has in memory', async () => {
  const { db } = connect(inject('stack').databaseUrl, 2)
  const user = `@${some('arrêt')}:localhost`
  const log = decisionLog(
    { db, now: () => new Date(), log: pino({ level: 'silent' }) },
    { instance: 'essai', serverName: 'localhost', lost: () => undefined, everyMs: 3_600_000, perWrite: 10 },
  )
  const decision = { allowed: false, rule: 'only-members-read', code: 'NOT_IN_THE_CIRCLE' } as const
  for (let index = 0; index < 35; index++)
    log.record({ question: 'room.read', decision, userId: user, roomId: `!${index}:localhost`, room: null, via: 'gateway' })
  expect(await countOf(user)).toEqual({ rows: 0, tries: 0 })
  await log.stop()
  expect(await countOf(user)).toMatchObject({ tries: 35 })
  await db.destroy()
})
