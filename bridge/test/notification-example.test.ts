import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExampleTold, Preferences } from '../src/contract.ts'
import { type EmailStage, emailStage } from './support/emails.ts'
import { type Someone, ask, eventually } from './support/rooms.ts'

let at: EmailStage
beforeAll(async () => {
  at = await emailStage('notification-example', { EMAIL_PACE_MINUTES: '60' })
}, 180_000)
afterAll(() => at.end())

const wanted = ({ id }: Someone) => at.stage.told<ExampleTold>('POST', `/people/${id}/notifications/test`, {})
const bell = async ({ id }: Someone) =>
  (await at.stage.told<{ items: { type: string; body: string; read: boolean }[] }>('GET', `/people/${id}/notifications`)).items
const arrivedFor = (person: Someone) => at.smtp.received.filter(({ to }) => to === at.addressOf(person))

test('an example comes to Notifications and by e-mail, names nobody, and does not hold back what really happens', async () => {
  const [paul, anne] = [await at.newReader(true), await at.newReader(true)]
  const { room } = await at.journalOf([paul, anne])
  await at.stage.told('PUT', `/people/${paul.id}/preferences`, {
    ...(await immediately(paul)),
    quiet: { from: '00:00', to: '23:59' },
  })
  expect(await wanted(paul)).toEqual({ email: 'sent' })
  await eventually(async () => expect((await bell(paul))[0]).toMatchObject({ type: 'example', read: false }))
  const mail = await eventually(() => {
    const [first, ...more] = arrivedFor(paul)
    expect(more).toEqual([])
    return first?.mail ?? expect.fail('an e-mail')
  })
  expect(mail.subject).toBe('Exemple d’e-mail de la messagerie')
  for (const word of [paul.familyName, paul.givenName]) expect(`${mail.text}${String(mail.html)}`).not.toContain(word)

  // One an hour: the example is not that one.
  await at.stage.told('PUT', `/people/${paul.id}/preferences`, await immediately(paul))
  await at.deliver(room, anne, ['bonjour'])
  await eventually(() => expect(arrivedFor(paul).map(({ mail: { subject } }) => subject)).toContain('Vous avez 1 nouveau message'))
})

const NEVER = { app: 'immediate', email: 'never' }
/** What colleagues write, by e-mail at once, and always. */
async function immediately({ id }: Someone) {
  const { mutes: _mutes, version: _version, ...body } = await at.stage.told<Preferences>('GET', `/people/${id}/preferences`)
  const now = ({ app }: { app: string }) => ({ app, email: 'immediate' })
  const choices = { ...body.choices, mail: now(body.choices.mail), journal: now(body.choices.journal), 'circle-change': NEVER }
  return { ...body, choices, quiet: null, awayMinutes: 0 }
}

test('why no e-mail goes out is said: none is wanted, no address, one that refuses', async () => {
  const paul = await at.newReader()
  const { choices, ...rest } = await immediately(paul)
  const none = Object.fromEntries(Object.keys(choices).map((news) => [news, { app: 'never', email: 'never' }]))
  await at.stage.told('PUT', `/people/${paul.id}/preferences`, { ...rest, choices: none })
  expect(await wanted(paul)).toEqual({ email: 'never' })
  expect(await wanted(await at.stage.newPerson())).toEqual({ email: 'no-address' })
  const anne = await at.newReader()
  await at.db.query(`insert into email_address (person, address, failures, suspended_at) values ($1, $2, 3, now())`, [
    anne.id,
    at.addressOf(anne),
  ])
  expect(await wanted(anne)).toEqual({ email: 'address-refuses' })
  await at.allIsSent()
  for (const person of [paul, anne]) expect(arrivedFor(person)).toEqual([])
  // Asked for, so told, whatever one wants to be told of.
  await eventually(async () => expect(await bell(paul)).toHaveLength(1))
})

test('three at once, and no more; by the professional for themself and for nobody else', async () => {
  const [paul, anne] = [await at.newReader(true), await at.newReader(true)]
  const { body } = await at.stage.logIn(paul.userId, paul.password)
  const asPaul = (id: string, given: unknown = {}) =>
    ask(`${at.stack.baseUrl}/api/v1/people/${id}/notifications/test`, 'POST', String(body.access_token), given)
  expect((await asPaul(anne.id)).status).toBe(403)
  expect((await asPaul('me', { more: 1 })).status).toBe(400)
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => asPaul('me')))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 202, 202, 429, 429])
  await eventually(async () => expect(await bell(paul)).toHaveLength(3))
  expect(await bell(anne)).toEqual([])
})
