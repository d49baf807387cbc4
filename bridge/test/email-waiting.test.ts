import { afterAll, beforeAll, expect, test } from 'vitest'
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
    async writes(body: string) {
      const answer = await asAnne('PUT', sendPath(room), text(body))
      expect(answer.status).toBe(200)
      return String(answer.body['event_id'])
    },
    async reads(event: string) {
      expect((await asReader('POST', roomPath(room, 'receipt', 'm.read', event), {})).status).toBe(200)
      await eventually(async () =>
        expect((await at.db.query(`select from receipt where person = $1 and event_id = $2`, [reader.id, event])).rowCount).toBe(1),
      )
      // Reading is no reason to wait with what comes next.
      await at.db.query(`update receipt set at = at - interval '1 hour' where person = $1`, [reader.id])
    },
  }
}
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
  // Told before, and not read: no reason to tell of something else.
  await all.writes('zéro')
  await at.oneFor(all.reader)
  await at.smtp.stop()
  await all.writes('un')
  const read = await all.writes('deux')
  const first = await some.writes('un')
  await some.writes('deux')
  await none.writes('un')
  for (const { reader } of [all, some, none]) await waits(reader)
  await all.reads(read)
  await some.reads(first)
  await at.smtp.start()
  await goesNow()
  await at.oneFor(some.reader)
  await at.oneFor(none.reader)
  await at.allIsSent()
  expect(at.arrivedFor(all.reader)).toHaveLength(1)
  expect(await causeOf(all.reader)).toEqual([null, 'read meanwhile'])
  await all.writes('trois')
  expect((await at.oneFor(all.reader, 2)).mail.subject).toBe('Vous avez 1 nouveau message')
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
