import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, connect } from '../src/db/connect.ts'
import { tellPerson } from '../src/flows/tell-person.ts'
import { type EmailStage, emailStage } from './support/emails.ts'
import { eventually, some } from './support/rooms.ts'

let at: EmailStage
// What tells one person something has no door of its own: other works call it.
let db: Db
beforeAll(async () => {
  at = await emailStage('email-notifications')
  ;({ db } = connect(at.stack.databaseUrl, 2))
}, 180_000)
afterAll(async () => {
  await db.destroy()
  await at.end()
})

test('a coming into circles and a confirmation of reading are told, each at its rhythm, once', async () => {
  const paul = await at.newReader()
  await at.choose(paul, { 'circle-change': 'immediate', 'read-confirmation': 'daily' })
  const { id: structure } = await at.stage.newStructure()
  const joins = async () => at.stage.addMember((await at.stage.newCircle(structure)).id, paul.id)
  await joins()
  await joins()
  const { mail, raw } = await at.oneFor(paul)
  expect(mail.subject).toBe('Vous avez 2 changements dans vos cercles de soins')
  for (const word of [paul.familyName, 'demande']) expect(`${raw}${mail.text}${String(mail.html)}`).not.toContain(word)

  // Said in the same room, before something of another rhythm: it is neither told with it nor lost by it.
  const tell = (key: string, type: string) => tellPerson({ db, now: () => new Date() }, paul.id, { key, type, body: some('dit') })
  await tell('read:1', 'mail.read')
  await joins()
  expect((await at.oneFor(paul, 2)).mail.subject).toBe('Vous avez 1 changement dans vos cercles de soins')
  await at.choose(paul, { 'read-confirmation': 'immediate' })
  await tell('read:2', 'mail.read')
  expect((await at.oneFor(paul, 3)).mail.subject).toBe('Vous avez 2 confirmations de lecture')

  // What is of no sort that can be wished for is said in the application alone; so is what was silenced there.
  await tell('read:3', 'mail.unread-too-long')
  await at.choose(paul, { 'read-confirmation': 'never' })
  await tell('read:4', 'mail.read')
  await eventually(async () =>
    expect((await at.db.query(`select from notification where person = $1 and event_id is null`, [paul.id])).rowCount).toBe(0),
  )
  await at.allIsSent()
  expect(at.arrivedFor(paul)).toHaveLength(3)
})

test('a confirmation that was read in the application is not told', async () => {
  const paul = await at.newReader(true)
  await at.choose(paul, { 'read-confirmation': 'daily' })
  const tell = (key: string) => tellPerson({ db, now: () => new Date() }, paul.id, { key, type: 'mail.read', body: 'Lu.' })
  await tell('read:1')
  await eventually(async () => {
    const { rows } = await at.db.query(`select event_id from notification where person = $1`, [paul.id])
    expect(rows).toMatchObject([{ event_id: expect.any(String) as string }])
  })
  await at.stage.told('POST', `/people/${paul.id}/notifications/read`, {})
  await eventually(async () =>
    expect((await at.stage.told<{ items: unknown[] }>('GET', `/people/${paul.id}/notifications?unread=true`)).items).toEqual([]),
  )
  await at.db.query(`update receipt set at = at - interval '1 hour' where person = $1`, [paul.id])
  await at.choose(paul, { 'read-confirmation': 'immediate' })
  await tell('read:2')
  expect((await at.oneFor(paul)).mail.subject).toBe('Vous avez 1 confirmation de lecture')
})
