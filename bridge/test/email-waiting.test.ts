import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Counts, Preferences } from '../src/contract.ts'
import { type EmailStage, emailStage } from './support/emails.ts'
import { asElement, startsChat } from './support/mail.ts'
import { type Someone, eventually, roomPath, sendPath, text } from './support/rooms.ts'

let at: EmailStage
beforeAll(async () => {
  at = await emailStage('email-waiting')
}, 180_000)
afterAll(() => at.end())

/** Anne writes to one person; they can read in any client. */
async function chat() {
  const [anne, reader] = [await at.newReader(true), await at.newReader(true)]
  const [asAnne, asReader] = [await at.stage.signIn(anne), await at.stage.signIn(reader)]
  const room = await startsChat(asAnne, asElement(reader.userId))
  return {
    reader,
    async writes(body: string, more: object = {}) {
      const answer = await asAnne('PUT', sendPath(room), { ...text(body), ...more })
      expect(answer.status).toBe(200)
      return String(answer.body['event_id'])
    },
    async reads(event: string, receipt: object = {}) {
      expect((await asReader('POST', roomPath(room, 'receipt', 'm.read', event), receipt)).status).toBe(200)
      await eventually(async () =>
        expect((await at.db.query(`select from receipt where person = $1 and event_id = $2`, [reader.id, event])).rowCount).toBe(1),
      )
      // Reading is no reason to wait with what comes next.
      await at.db.query(`update receipt set at = at - interval '1 hour' where person = $1`, [reader.id])
    },
  }
}
const unreadBy = async ({ id }: Someone) => (await at.stage.told<Counts>('GET', `/people/${id}/counts`)).mail
const waits = (person: Someone) =>
  eventually(async () => {
    const { rows } = await at.db.query(`select from email_out where person = $1 and state = 'prepared' and attempts > 0`, [person.id])
    expect(rows).toHaveLength(1)
  })
const causeOf = async (person: Someone) =>
  (await at.db.query<{ cause: string }>(`select cause from email_out where person = $1 order by id`, [person.id])).rows.map(
    ({ cause }) => cause,
  )
const goesNow = () => at.db.query(`update email_out set next_try_at = now() where state = 'prepared'`)

test('an e-mail that waited for the server does not go out when all of it was read meanwhile; what comes then is told', async () => {
  const [all, some, none] = [await chat(), await chat(), await chat()]
  // Told before, in a thread, and not read: no reason to tell of something else.
  const root = await all.writes('zéro')
  await all.writes('là-dessous', { 'm.relates_to': { rel_type: 'm.thread', event_id: root } })
  await eventually(async () => expect(await unreadBy(all.reader)).toBe(2))
  await at.allIsSent()
  const before = at.arrivedFor(all.reader).length
  await at.smtp.stop()
  await all.writes('un')
  const read = await all.writes('deux')
  const first = await some.writes('un')
  await some.writes('deux')
  await none.writes('un')
  for (const { reader } of [all, some, none]) await waits(reader)
  await all.reads(read, { thread_id: 'main' })
  expect(await unreadBy(all.reader)).toBe(1)
  await some.reads(first)
  await at.smtp.start()
  await goesNow()
  await at.oneFor(some.reader)
  await at.oneFor(none.reader)
  await at.allIsSent()
  expect(at.arrivedFor(all.reader)).toHaveLength(before)
  expect((await causeOf(all.reader)).at(-1)).toBe('read meanwhile')
  await all.writes('trois')
  expect((await at.oneFor(all.reader, before + 1)).mail.subject).toBe('Vous avez 1 nouveau message')
}, 120_000)

test('what an address refused is told by the next e-mail, if it is still to be read', async () => {
  const [left, opened] = [await chat(), await chat()]
  for (const { reader } of [left, opened]) at.smtp.nobody.add(at.addressOf(reader))
  await left.writes('un')
  const event = await opened.writes('un')
  for (const { reader } of [left, opened])
    await eventually(async () => expect(await at.rowsOf(reader)).toMatchObject([{ state: 'failed', attempts: 1 }]))
  await opened.reads(event)
  for (const { reader } of [left, opened]) at.smtp.nobody.delete(at.addressOf(reader))
  await left.writes('deux')
  await opened.writes('deux')
  expect((await at.oneFor(left.reader)).mail.subject).toBe('Vous avez 2 nouveaux messages')
  expect((await at.oneFor(opened.reader)).mail.subject).toBe('Vous avez 1 nouveau message')
  // Once it was told, it was.
  await left.writes('trois')
  expect((await at.oneFor(left.reader, 2)).mail.subject).toBe('Vous avez 1 nouveau message')
}, 120_000)

test('an e-mail that waited for the server until quiet hours waits for their end', async () => {
  const { reader, writes } = await chat()
  await at.smtp.stop()
  await writes('un')
  await waits(reader)
  // From an hour ago to the next: whatever the clock shows.
  const clock = (hours: number) =>
    new Date(Date.now() + hours * 3_600_000).toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' })
  const { version: _, mutes: __, ...kept } = await at.stage.told<Preferences>('GET', `/people/${reader.id}/preferences`)
  await at.stage.told('PUT', `/people/${reader.id}/preferences`, { ...kept, quiet: { from: clock(-1), to: clock(1) } })
  await at.smtp.start()
  await goesNow()
  const minutes = await eventually(async () => {
    const { rows } = await at.db.query<{ minutes: number; state: string }>(
      `select state, extract(epoch from next_try_at - now()) / 60 as minutes from email_out where person = $1 and cause = 'quiet hours'`,
      [reader.id],
    )
    expect(rows).toMatchObject([{ state: 'prepared' }])
    return Number(rows[0]?.minutes)
  })
  expect(minutes).toBeGreaterThan(55)
  expect(minutes).toBeLessThanOrEqual(60)
  expect(at.arrivedFor(reader)).toEqual([])
  await at.stage.told('PUT', `/people/${reader.id}/preferences`, { ...kept, quiet: null })
  await goesNow()
  expect((await at.oneFor(reader)).mail.subject).toBe('Vous avez 1 nouveau message')
}, 120_000)
