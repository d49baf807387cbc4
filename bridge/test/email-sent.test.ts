import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Preferences } from '../src/contract.ts'
import { type EmailStage, emailStage } from './support/emails.ts'
import { asElement, startsChat } from './support/mail.ts'
import { type Someone, eventually, sendPath, some, text } from './support/rooms.ts'
import { PARIS } from './support/local-times.ts'

let at: EmailStage
beforeAll(async () => {
  at = await emailStage('email-sent')
}, 180_000)
afterAll(() => at.end())

const arrivedFor = (person: Someone) => at.arrivedFor(person)
const oneFor = (person: Someone, number = 1) => at.oneFor(person, number)
/** A conversation of two, by Element's own request. */
async function chat() {
  const [anne, paul] = [await at.newReader(true), await at.newReader(true)]
  const asAnne = await at.stage.signIn(anne)
  return { anne, paul, asAnne, room: await startsChat(asAnne, asElement(paul.userId)) }
}
const linkIn = (raw: string) => /List-Unsubscribe:\s*<([^>]+)>/i.exec(raw.replaceAll(/\r?\n\s+/g, ''))?.[1] ?? expect.fail('a link')

test('who is written to gets an e-mail: numbers, a link to the pages, one to be left alone, and nothing else', async () => {
  const { anne, paul, asAnne, room } = await chat()
  const secret = some('le texte confidentiel')
  expect((await asAnne('PUT', sendPath(room), text(secret))).status).toBe(200)
  const { mail, raw } = await oneFor(paul)
  expect(mail.subject).toBe('Vous avez 1 nouveau message')
  expect(mail.from?.text).toBe('"Messagerie" <non@messagerie.example>')
  expect(mail.text).toContain('Vous avez 1 nouveau message dans votre messagerie interne.')
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(raw).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/)
  const [row] = await at.rowsOf(paul)
  expect(mail.messageId).toBe(`<${row?.message_id}>`)
  const link = linkIn(raw)
  expect(link).toMatch(new RegExp(`^${at.stack.baseUrl}/api/unsubscribe/`))
  expect(mail.text?.match(/https?:\S+/g)).toEqual([`${at.stack.baseUrl}/`, link])
  // The whole of it, as it went over the wire and as it is read.
  const everything = `${raw}\n${mail.text}\n${String(mail.html)}\n${mail.subject}`
  for (const { id, familyName, givenName, localpart } of [anne])
    for (const word of [secret, id, familyName, givenName, localpart]) expect(everything).not.toContain(word)
  for (const word of [paul.familyName, paul.givenName, room]) expect(everything).not.toContain(word)
  // Who wrote is told nothing.
  expect(arrivedFor(anne)).toEqual([])
  for (const word of [secret, at.addressOf(paul), anne.familyName]) expect(at.logs()).not.toContain(word)
})

test('ten messages make one e-mail; what was told is not told again; what was read is not told at all', async () => {
  const { anne, paul, asAnne, room } = await chat()
  await at.deliver(
    room,
    anne,
    Array.from({ length: 10 }, (_, n) => `message ${n}`),
  )
  expect((await oneFor(paul)).mail.subject).toBe('Vous avez 10 nouveaux messages')
  await at.deliver(room, anne, ['un de plus'])
  expect((await oneFor(paul, 2)).mail.subject).toBe('Vous avez 1 nouveau message')
  // Read at once: the person is there, and nothing is sent.
  const event = String((await asAnne('PUT', sendPath(room), text('lu aussitôt'))).body['event_id'])
  const asPaul = await at.stage.signIn(paul)
  expect(
    (await asPaul('POST', `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/receipt/m.read/${encodeURIComponent(event)}`, {})).status,
  ).toBe(200)
  await at.allIsSent()
  expect(arrivedFor(paul)).toHaveLength(2)
})

test('who is reading is not written to, but looked at again', async () => {
  const { anne, paul, room } = await chat()
  await at.db.query(
    `insert into receipt (kind, ref, person, private, event_id, position, at) select kind, ref, $1, false, '$before', 0, now() from room where room_id = $2`,
    [paul.id, room],
  )
  await at.deliver(room, anne, ['pendant qu’il lit'])
  await at.allIsSent()
  expect(arrivedFor(paul)).toEqual([])
  const { rows } = await at.db.query<{ minutes: number }>(
    `select round(extract(epoch from due_at - now()) / 60)::int as minutes from email_due where person = $1`,
    [paul.id],
  )
  expect(rows[0]?.minutes).toBeGreaterThan(5)
  // A quarter of an hour later.
  await at.db.query(`update receipt set at = at - interval '15 minutes' where person = $1`, [paul.id])
  await at.db.query(`update email_due set due_at = now() where person = $1`, [paul.id])
  expect((await oneFor(paul)).mail.subject).toBe('Vous avez 1 nouveau message')
})

/** Minutes since the digests of the day, or of the day before, were due: at 18 h where people live. */
function minutesSinceSix(): number {
  const [hour = 0, minute = 0] = new Date().toLocaleTimeString('fr-FR', { timeZone: PARIS }).split(':').map(Number)
  return ((hour + 6) % 24) * 60 + minute
}

test('a journal is told in the digest of the day, once, without a word of whom it is about', async () => {
  const [anne, paul, zoe] = [await at.newReader(), await at.newReader(), await at.newReader()]
  const [first, second] = [await at.journalOf([anne, paul, zoe]), await at.journalOf([anne, paul])]
  const said = [[first.room, anne, ['hier', 'encore']] as const, [second.room, anne, ['là aussi']] as const]
  const since = Date.now()
  const late = minutesSinceSix() + 60
  await at.deliverTogether(said, late)
  const { mail, raw } = await oneFor(paul)
  expect(mail.subject).toBe('Votre récapitulatif : 3 nouveaux messages')
  expect(mail.text).toContain('Vous avez 3 nouveaux messages dans 2 journaux.')
  expect((await oneFor(zoe)).mail.text).toContain('Vous avez 2 nouveaux messages dans 1 journal.')
  for (const word of [first.patient, second.patient, first.circle, first.room, 'hier', 'encore'])
    expect(`${raw}${mail.text}${String(mail.html)}`).not.toContain(word)
  // More of the same time is for the next digest.
  await at.deliver(first.room, anne, ['plus tard'], late + (Date.now() - since) / 60_000)
  await at.allIsSent()
  expect(await at.rowsOf(paul)).toMatchObject([{ sort: 'digest', state: 'sent', attempts: 1 }])
})

test('unsubscribing: looking changes nothing, one click is enough, a broken link says so; nothing is sent any more', async () => {
  const { anne, paul, room } = await chat()
  const zoe = await at.newReader(true)
  const other = await startsChat(await at.stage.signIn(zoe), asElement(anne.userId))
  await at.deliver(room, anne, ['un'])
  const link = linkIn((await oneFor(paul)).raw)
  const refused = async () =>
    (await at.db.query(`select from preference_choice where person = $1 and channel = 'email' and rhythm = 'never'`, [paul.id])).rowCount

  const page = await fetch(link)
  const html = await page.text()
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(html.match(/<button>/g)).toHaveLength(1)
  expect(html).not.toContain(paul.familyName)
  expect(await refused()).toBe(0)
  for (const broken of [link.slice(0, -3), `${link}x`, link.replace(/unsubscribe\/../, 'unsubscribe/ab')])
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(broken, { method })
      expect([answer.status, (await answer.text()).includes('rien n’a été changé')], `${method} ${broken}`).toEqual([404, true])
    }
  expect(await refused()).toBe(0)
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' }
  const click = await fetch(link, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' })
  expect([click.status, (await click.text()).includes('no more e-mails')]).toEqual([200, true])
  expect((await fetch(link, { method: 'POST' })).status).toBe(200)
  // Mail, journals, liaison books, circle changes: of the rest they were not told anyway.
  expect(await refused()).toBe(4)

  await at.deliver(room, anne, ['deux'])
  await at.deliver(other, zoe, ['trois'])
  await oneFor(anne)
  await at.allIsSent()
  expect(arrivedFor(paul)).toHaveLength(1)
})

test('an address that refuses three times in a row is left alone, shown, and tried again when somebody says so or it changes', async () => {
  const { anne, paul, room } = await chat()
  at.smtp.nobody.add(at.addressOf(paul))
  const suspended = async () =>
    (await at.stage.told<{ items: { personId: string; failures: number }[] }>('GET', '/emails/suspended?limit=200')).items.find(
      ({ personId }) => personId === paul.id,
    )
  for (let times = 1; times <= 3; times++) {
    expect(await suspended()).toBeUndefined()
    await at.deliver(room, anne, [`essai ${times}`])
    await eventually(async () => expect((await at.rowsOf(paul)).filter(({ state }) => state === 'failed')).toHaveLength(times))
  }
  expect(await suspended()).toMatchObject({ failures: 3, address: at.addressOf(paul) })
  const email = ((await at.stage.health()).body['parts'] as { part: string; detail: string }[]).find(({ part }) => part === 'email')
  expect(email?.detail).toContain('1 adresse(s) suspendue(s)')
  await at.deliver(room, anne, ['dans le vide'])
  await at.allIsSent()
  expect(await at.rowsOf(paul)).toHaveLength(3)

  at.smtp.nobody.delete(at.addressOf(paul))
  expect((await at.stage.registry('PUT', `/people/${paul.id}/email`, { suspended: true })).status).toBe(400)
  await at.stage.told('PUT', `/people/${paul.id}/email`, { suspended: false })
  // What was refused was not told.
  expect((await oneFor(paul)).mail.subject).toBe('Vous avez 4 nouveaux messages')
  expect(await suspended()).toBeUndefined()

  // Suspended anew; another address in the registry is another matter.
  await at.db.query(`insert into email_address values ($1, $2, 3, now()) on conflict (person) do update set suspended_at = now()`, [
    paul.id,
    at.addressOf(paul),
  ])
  expect(await suspended()).toBeDefined()
  const { givenName, familyName, profession } = paul
  await at.stage.told('PUT', `/people/${paul.id}`, { givenName, familyName, profession, email: 'nouvelle@essai.example' })
  expect(await suspended()).toBeUndefined()
  await at.deliver(room, anne, ['à la nouvelle adresse'])
  await eventually(() => expect(at.smtp.received.filter(({ to }) => to === 'nouvelle@essai.example')).toHaveLength(1))
  expect(at.logs()).not.toContain(at.addressOf(paul))
})

test('each as they chose: a journal at once and in English for one, silenced by another', async () => {
  const [anne, paul, zoe] = [await at.newReader(), await at.newReader(), await at.newReader()]
  const { room, circle } = await at.journalOf([anne, paul, zoe])
  for (const { id } of [paul, zoe]) {
    const { version: _version, mutes: _mutes, ...kept } = await at.stage.told<Preferences>('GET', `/people/${id}/preferences`)
    const choices = { ...kept.choices, journal: { app: 'immediate', email: 'immediate' } }
    await at.stage.told('PUT', `/people/${id}/preferences`, { ...kept, choices, language: 'en' })
  }
  await at.stage.told('PUT', `/people/${zoe.id}/mutes/journals/${circle}`)
  await at.deliver(room, anne, ['tout de suite'])
  const { mail } = await oneFor(paul)
  expect([mail.subject, mail.text?.includes('You have 1 new message in 1 journal.')]).toEqual(['You have 1 new message', true])
  await at.allIsSent()
  expect(arrivedFor(zoe)).toEqual([])
})

test('rights: whoever may not read or write people neither sees nor lifts a suspension', async () => {
  const { key } = await at.stage.told<{ key: string }>('POST', '/keys', { name: some('sans droit'), scopes: ['circles:read'] })
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const api = `${at.stack.baseUrl}/api/v1`
  expect((await fetch(`${api}/emails/suspended`, { headers })).status).toBe(403)
  expect((await fetch(`${api}/people/x/email`, { method: 'PUT', headers, body: '{"suspended":false}' })).status).toBe(403)
  expect(await at.stage.registry('PUT', '/people/nobody-of-this-name/email', { suspended: false })).toMatchObject({ status: 404 })
})
