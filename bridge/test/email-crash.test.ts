import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { sendEmails } from '../src/flows/emails/send-emails.ts'
import { smtpPost } from '../src/flows/emails/smtp.ts'
import { type EmailStage, emailStage } from './support/emails.ts'
import { killAndRestart } from './support/own-stack.ts'
import { eventually } from './support/rooms.ts'
import type { Received } from './support/smtp.ts'

let at: EmailStage
beforeAll(async () => {
  // The work has a process of its own: the doors stay open while it is killed.
  at = await emailStage('email-crash', {}, { roles: ['gateway', 'policy', 'api', 'work'] })
}, 180_000)
afterAll(() => at.end())

const work = () => at.stack.processes['work']
const countOf = async (query: string) => Number((await at.db.query<{ count: string }>(query)).rows[0]?.count)

test('killed before, while and after an e-mail is handed over: every digest goes out, under one Message-ID, and none is forgotten', async () => {
  const readers = await Promise.all(Array.from({ length: 5 }, () => at.newReader()))
  const writer = await at.newReader()
  const { room } = await at.journalOf([writer, ...readers])

  // The first goes while the server has everything and has not said so: it is sent again, as the same message.
  let handedOver: (one: Received) => void = () => undefined
  const first = new Promise<Received>((resolve) => (handedOver = resolve))
  at.smtp.beforeAnswer = async (one) => {
    handedOver(one)
    // Nobody hears of it: the sender is dead before.
    await new Promise(() => undefined)
  }
  await at.deliver(room, writer, ['hier', 'encore'], 26 * 60)
  const interrupted = await first
  expect(await countOf(`select count(*) from email_out where state = 'sending'`)).toBeGreaterThan(0)
  at.smtp.beforeAnswer = () => Promise.resolve()
  await killAndRestart(work())
  await eventually(async () => expect(await countOf(`select count(*) from email_out where state = 'sent'`)).toBe(readers.length))

  // Then at random, from the preparation to the last answer, while more is said for the next days.
  for (let times = 0; times < 3; times++) {
    await at.db.query(`update email_out set local_day = local_day - $1::int where local_day > current_date - 5`, [10 * (times + 1)])
    const before = at.smtp.received.length
    await at.deliver(room, writer, [`encore ${times}`], 26 * 60 - 1)
    await eventually(() => expect(at.smtp.received.length).toBeGreaterThan(before + times))
    await killAndRestart(work())
    await eventually(async () => expect(await countOf(`select count(*) from email_out where state <> 'sent'`)).toBe(0))
    await at.allIsSent()
  }

  for (const reader of readers) {
    const rows = await at.rowsOf(reader)
    expect(rows.map(({ sort, state }) => `${sort} ${state}`)).toEqual(Array.from({ length: 4 }, () => 'digest sent'))
    const arrived = at.smtp.received.filter(({ to }) => to === at.addressOf(reader))
    // What came twice is the same message; everything that was written down came.
    expect(new Set(arrived.map(({ mail }) => mail.messageId))).toEqual(new Set(rows.map(({ message_id: id }) => `<${id}>`)))
    const texts = new Map(arrived.map(({ mail }) => [mail.messageId, mail.subject]))
    expect([...texts.values()].map((subject) => Number(/\d+/.exec(subject ?? '')?.[0])).reduce((sum, one) => sum + one, 0)).toBe(5)
  }
  expect(at.smtp.received.filter(({ mail }) => mail.messageId === interrupted.mail.messageId).length).toBeGreaterThan(1)
}, 300_000)

test('while the server is away e-mails wait, and the installation says so without a word too many; then they go out once', async () => {
  const [anne, paul] = [await at.newReader(), await at.newReader()]
  const { room } = await at.journalOf([anne, paul])
  await at.smtp.stop()
  await at.deliver(room, anne, ['hier'], 26 * 60)
  await eventually(async () => expect(await at.rowsOf(paul)).toMatchObject([{ state: 'prepared', attempts: expect.any(Number) as number }]))
  await eventually(async () => expect((await at.rowsOf(paul))[0]?.attempts).toBeGreaterThan(0))
  const email = ((await at.stage.health()).body['parts'] as { part: string; detail: string }[]).find(({ part }) => part === 'email')
  expect(email?.detail).toContain('1 e-mail(s) en attente')
  await at.smtp.start()
  await eventually(() => expect(at.smtp.received.filter(({ to }) => to === at.addressOf(paul))).toHaveLength(1))
  await at.allIsSent()
  expect(await at.rowsOf(paul)).toMatchObject([{ sort: 'digest', state: 'sent' }])
  expect(at.logs()).not.toContain(at.addressOf(paul))
}, 120_000)

test('three who send at once what waits send each e-mail once', async () => {
  const [anne, ...readers] = await Promise.all(Array.from({ length: 17 }, () => at.newReader()))
  if (anne === undefined) throw new Error('nobody writes')
  const { room } = await at.journalOf([anne, ...readers])
  await at.smtp.stop()
  await at.deliver(room, anne, ['hier'], 26 * 60)
  const prepared = () => countOf(`select count(*) from email_out where state = 'prepared'`)
  await eventually(async () => expect(await prepared()).toBe(readers.length))
  await work()?.stop()
  await at.db.query(`update email_out set next_try_at = now() where state = 'prepared'`)
  // One has its hands full of the first; the others do the rest meanwhile, of which it then finds nothing to be done.
  let others: () => void = () => undefined
  const othersAreDone = new Promise<void>((resolve) => (others = resolve))
  const before = at.smtp.received.length
  at.smtp.beforeAnswer = () => (at.smtp.received.length - before <= 4 ? othersAreDone : pause(Math.random() * 20))
  await at.smtp.start()
  const settings = {
    from: 'non@messagerie.example',
    publicUrl: at.stack.baseUrl,
    linkSecret: 'x'.repeat(32),
    batchSeconds: 1,
    paceMinutes: 0,
  }
  const sends = async () => {
    const [{ db }, post] = [connect(at.stack.databaseUrl, 10), smtpPost(at.smtp.url)]
    const world = { db, now: () => new Date(), zone: 'Europe/Paris', log: pino({ level: 'silent' }) }
    await sendEmails(world, post, settings, new AbortController().signal)
    post.close()
    await db.destroy()
  }
  try {
    const first = sends()
    await eventually(() => expect(at.smtp.received.length - before).toBe(4))
    await Promise.all([sends(), sends()])
    others()
    await first
  } finally {
    others()
    at.smtp.beforeAnswer = () => Promise.resolve()
    await work()?.start()
  }
  await at.allIsSent()
  for (const reader of readers) expect(at.arrivedFor(reader)).toHaveLength(1)
}, 120_000)
