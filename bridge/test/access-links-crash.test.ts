import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessDoors } from './support/access.ts'
import { type EmailStage, emailStage } from './support/emails.ts'
import { killAndRestart } from './support/own-stack.ts'
import { eventually, some } from './support/rooms.ts'
import type { Received } from './support/smtp.ts'

let at: EmailStage
let doors: ReturnType<typeof accessDoors>
beforeAll(async () => {
  // The work has a process of its own: the doors stay open while it is killed.
  at = await emailStage('access-crash', {}, { roles: ['gateway', 'policy', 'api', 'work'] })
  doors = accessDoors(at)
}, 180_000)
afterAll(() => at.end())

const linksOf = async ({ id }: { id: string }) => (await at.db.query(`select from access_link where person = $1`, [id])).rowCount

test('asked for while the work is down, killed while it is sent: one link, one message, and it works', async () => {
  const paul = await at.newReader()
  const work = at.stack.processes['work'] ?? expect.fail('the work')
  const lives = work.pid()
  work.kill('SIGKILL')
  await eventually(() => expect(work.pid()).not.toBe(lives))
  await doors.asks(at.addressOf(paul))
  expect(await linksOf(paul)).toBe(0)

  let handedOver: (one: Received) => void = () => undefined
  const first = new Promise<Received>((resolve) => (handedOver = resolve))
  at.smtp.beforeAnswer = async (one) => {
    handedOver(one)
    // Nobody hears of it: the sender is dead before.
    await new Promise(() => undefined)
  }
  await work.start()
  const interrupted = await first
  at.smtp.beforeAnswer = () => Promise.resolve()
  await killAndRestart(work)
  await at.allIsSent()
  expect(await linksOf(paul)).toBe(1)
  expect(await at.rowsOf(paul)).toMatchObject([{ sort: 'access', state: 'sent' }])
  // What came twice is the same message, with the same link, which was made again.
  const arrived = doors.ofAccess(paul)
  expect(arrived.length).toBeGreaterThan(1)
  expect(new Set(arrived.map(({ mail }) => mail.messageId))).toEqual(new Set([interrupted.mail.messageId]))
  const tokens = new Set(arrived.map(({ mail }) => doors.tokenIn(mail.text)))
  expect(tokens.size).toBe(1)
  expect((await doors.use([...tokens][0] ?? '', some('une phrase'))).status).toBe(204)
}, 180_000)

test('the same request worked on twice makes one link and one e-mail', async () => {
  const paul = await at.newReader()
  const request = crypto.randomUUID()
  const again = () =>
    at.db.query(`select graphile_worker.add_job('send-access-links', payload := $1::json)`, [
      JSON.stringify({ request, identifier: paul.localpart }),
    ])
  await again()
  const token = await doors.tokenFor(paul)
  await again()
  await eventually(async () =>
    expect((await at.db.query(`select from graphile_worker.jobs where task_identifier = 'send-access-links'`)).rowCount).toBe(0),
  )
  await at.allIsSent()
  expect([await linksOf(paul), doors.ofAccess(paul).length]).toEqual([1, 1])
  expect((await doors.check(token)).works).toBe(true)
})

test('a link that was used, or ended, while the mail server was away is not sent any more', async () => {
  const [paul, zoe] = [await at.newReader(), await at.newReader()]
  await at.smtp.stop()
  for (const person of [paul, zoe]) await doors.asks(at.addressOf(person))
  await eventually(async () => expect([await linksOf(paul), await linksOf(zoe)]).toEqual([1, 1]))
  const token = await doors.given(paul)
  await at.smtp.start()
  await doors.tokenFor(zoe)
  await at.allIsSent()
  expect(doors.ofAccess(paul)).toEqual([])
  expect(await at.rowsOf(paul)).toMatchObject([{ sort: 'access', state: 'failed' }])
  expect((await doors.check(token)).works).toBe(true)
}, 120_000)

test('while the homeserver is away a link is not used up', async () => {
  const paul = await at.newReader()
  const token = await doors.given(paul)
  const synapse = at.stack.processes['synapse'] ?? expect.fail('the homeserver')
  const lives = synapse.pid()
  synapse.kill('SIGKILL')
  await eventually(() => expect(synapse.pid()).not.toBe(lives))
  const password = some('une phrase')
  expect(await doors.use(token, password)).toMatchObject({ status: 503, body: { code: 'HOMESERVER_UNAVAILABLE' } })
  expect((await doors.check(token)).works).toBe(true)
  await synapse.start()
  await eventually(async () => expect((await doors.use(token, password)).status).toBe(204))
  expect((await at.stage.logIn(paul.userId, password)).status).toBe(200)
}, 120_000)
