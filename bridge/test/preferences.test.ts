import { expect, test } from 'vitest'
import type { Circle, Preferences } from '../src/contract.ts'
import { withDatabase } from './support/decisions.ts'
import { asElement, startsChat } from './support/mail.ts'
import { CLIENT, ask, eventually, sendPath, text } from './support/rooms.ts'

import {
  stage,
  newPerson,
  signIn,
  told,
  registry,
  baseUrl,
  path,
  read,
  bodyOf,
  journalOf,
  unreadOf,
  rulesOf,
  bell,
  notificationsRoom,
} from './support/wishes.ts'

test('preferences have defaults, are replaced whole, by their version, and by nobody but the person or a system with the right', async () => {
  const [person, other] = [await newPerson(), await newPerson()]
  const first = await read(person)
  expect(first).toMatchObject({
    version: 0,
    digestHour: 18,
    quiet: null,
    awayMinutes: 15,
    language: 'fr',
    mutes: { journals: [], liaison: [] },
  })
  expect(first.choices.journal).toEqual({ app: 'immediate', email: 'daily' })
  const wanted = {
    ...bodyOf(first),
    quiet: { from: '20:00', to: '07:00' },
    choices: { ...first.choices, mail: { app: 'never', email: 'daily' } },
  }
  const changed = await told<Preferences>('PUT', path(person), wanted)
  expect(changed).toMatchObject({ ...wanted, version: 1 })
  expect(await told<Preferences>('PUT', path(person), wanted)).toMatchObject({ version: 1 })
  expect(await read(person)).toEqual(changed)
  for (const wrong of [
    { ...wanted, extra: 1 },
    { ...wanted, digestHour: 24 },
    { ...wanted, quiet: { from: '7:00', to: '20:00' } },
    { ...wanted, quiet: { from: '07:00', to: '07:00' } },
    { ...wanted, choices: { ...wanted.choices, mail: { app: 'daily', email: 'daily' } } },
    { ...wanted, choices: { mail: wanted.choices.mail } },
  ])
    expect((await registry('PUT', path(person), wrong)).status, JSON.stringify(wrong)).toBe(400)
  const { body } = await stage.logIn(person.userId, person.password)
  const mine = (id: string) => ask(`${baseUrl}/api/v1/people/${id}/preferences`, 'GET', body.access_token)
  expect((await mine('me')).body).toEqual(changed)
  expect((await mine(other.id)).status).toBe(403)
  expect((await registry('GET', '/people/nobody-there/preferences')).status).toBe(404)
  expect((await stage.eventsOf(`personId=${person.id}`)).filter(({ type }) => type === 'preferences.changed')).toHaveLength(1)
})

test('a journal that a person silences counts no more in their client, and counts again; nobody silences where they are not', async () => {
  const [person, author] = [await newPerson(), await newPerson()]
  const { circle, room } = await journalOf(person, author)
  const other = await journalOf(person, author)
  const [matrix, writer] = [await signIn(person), await signIn(author)]
  const write = async (where: string) => expect((await writer('PUT', sendPath(where), text('Bonjour'))).status).toBe(200)
  await write(room)
  await eventually(async () => expect((await unreadOf(matrix))[room]).toBeGreaterThan(0))
  const before = (await unreadOf(matrix))[room]
  await told('PUT', path(person, `mutes/journals/${circle}`))
  await told('PUT', path(person, `mutes/journals/${circle}`))
  expect((await read(person)).mutes.journals).toEqual([circle])
  await eventually(async () => expect(await rulesOf(matrix)).toContain(`"rule_id":"${room}"`))
  await write(room)
  await write(other.room)
  await eventually(async () => expect((await unreadOf(matrix))[other.room]).toBeGreaterThan(0))
  expect((await unreadOf(matrix))[room]).toBe(before)
  await told('DELETE', path(person, `mutes/journals/${circle}`))
  await eventually(async () => expect(await rulesOf(matrix)).not.toContain(`"rule_id":"${room}"`))
  await write(room)
  await eventually(async () => expect((await unreadOf(matrix))[room]).toBe(Number(before) + 1))
  const stranger = await newPerson()
  expect((await registry('PUT', path(stranger, `mutes/journals/${circle}`))).body['code']).toBe('NOT_THERE')
})

test('what a person silences in Element comes back to us, in both of its forms, and their other rules stay', async () => {
  const person = await newPerson()
  const { circle, room } = await journalOf(person)
  const matrix = await signIn(person)
  const override = `${CLIENT}/pushrules/global/override/${encodeURIComponent(room)}`
  const own = `${CLIENT}/pushrules/global/content/mot`
  expect((await matrix('PUT', own, { pattern: 'urgent', actions: ['notify'] })).status).toBe(200)
  const condition = { kind: 'event_match', key: 'room_id', pattern: room }
  const mutes = async () => (await read(person)).mutes.journals
  for (const actions of [[], ['dont_notify']]) {
    expect((await matrix('PUT', override, { conditions: [condition], actions })).status).toBe(200)
    await eventually(async () => expect(await mutes()).toEqual([circle]))
    expect((await matrix('DELETE', override)).status).toBe(200)
    await eventually(async () => expect(await mutes()).toEqual([]))
  }
  const mentionsOnly = `${CLIENT}/pushrules/global/room/${encodeURIComponent(room)}`
  expect((await matrix('PUT', mentionsOnly, { actions: ['dont_notify'] })).status).toBe(200)
  await eventually(async () => expect(await mutes()).toEqual([circle]))
  // Heard again by our own door: what Element wrote is taken back, and nothing else.
  await told('DELETE', path(person, `mutes/journals/${circle}`))
  await eventually(async () => expect(await rulesOf(matrix)).not.toContain(room))
  expect(await rulesOf(matrix)).toContain('"urgent"')
  expect(await mutes()).toEqual([])
})

test('« never in the application » silences every journal, those of tomorrow too; one of them may be heard all the same', async () => {
  const [person, author] = [await newPerson(), await newPerson()]
  const old = await journalOf(person, author)
  const first = await read(person)
  await told('PUT', path(person), { ...bodyOf(first), choices: { ...first.choices, journal: { app: 'never', email: 'never' } } })
  const matrix = await signIn(person)
  await eventually(async () => expect(await rulesOf(matrix)).toContain(old.room))
  const next = await journalOf(person, author)
  await eventually(async () => expect(await rulesOf(matrix)).toContain(next.room))
  expect((await matrix('DELETE', `${CLIENT}/pushrules/global/override/${encodeURIComponent(old.room)}`)).status).toBe(200)
  const third = await journalOf(person, author)
  await eventually(async () => expect(await rulesOf(matrix)).toContain(third.room))
  expect(await rulesOf(matrix)).not.toContain(old.room)
})

test('« never in the application » of mail silences every conversation, those of tomorrow too', async () => {
  const person = await newPerson()
  const matrix = await signIn(person)
  const chat = async () => startsChat(await signIn(await newPerson()), asElement(person.userId))
  const old = await chat()
  const first = await read(person)
  await told('PUT', path(person), { ...bodyOf(first), choices: { ...first.choices, mail: { app: 'never', email: 'never' } } })
  await eventually(async () => expect(await rulesOf(matrix)).toContain(old))
  const next = await chat()
  await eventually(async () => expect(await rulesOf(matrix)).toContain(next))
})

test('what was silenced while nobody heard of it is found by the daily look, which reaches everybody and takes each once', async () => {
  const person = await newPerson()
  const { circle, room } = await journalOf(person)
  const rule = { conditions: [{ kind: 'event_match', key: 'room_id', pattern: room }], actions: [] }
  const override = `${CLIENT}/pushrules/global/override/${encodeURIComponent(room)}`
  // Around the gateway, which would have said so.
  expect((await stage.as(person.userId)('PUT', override, rule)).status).toBe(200)
  await withDatabase(async (pool) => {
    await pool.query(`insert into push_check (person, checked_at) values ($1, now()) on conflict do nothing`, [person.id])
    const { rows: old } = await pool.query<{ person: string }>(
      `update push_check c set checked_at = now() - interval '2 days' from person p
       where p.id = c.person and p.status = 'active' and p.account_state = 'ready' returning c.person`,
    )
    await pool.query(`select graphile_worker.add_job('compare-push-rules', '{}'::json)`)
    await eventually(async () => expect((await read(person)).mutes.journals).toEqual([circle]))
    await eventually(async () => {
      const late = `select from push_check where person = any($1) and checked_at < now() - interval '1 day'`
      expect((await pool.query(late, [old.map((one) => one.person)])).rowCount).toBe(0)
    })
  })
})

test('« notifications » tells and changes the choices; a misspelt word is answered with what can be written', async () => {
  const person = await newPerson()
  const { circle } = await journalOf(person)
  const matrix = await signIn(person)
  const room = await notificationsRoom(matrix)
  const answers = async () => (await bell(person)).items.filter(({ type }) => type === 'command').map(({ body }) => body)
  let asked = 0
  const say = async (words: string): Promise<string> => {
    expect((await matrix('PUT', sendPath(room), text(words))).status, words).toBe(200)
    asked++
    await eventually(async () => expect(await answers()).toHaveLength(asked))
    return String((await answers())[0])
  }
  expect(await say('Notifications')).toContain('courrier : application immédiat, e-mail immédiat')
  expect(await say('notifications COURRIER email jamais')).toContain('courrier : application immédiat, e-mail jamais')
  expect(await say('notifications calme 20:00 7h')).toContain('de 20:00 à 07:00')
  expect(await say('notifications resume 8')).toContain('résumé : à 8 h')
  expect(await read(person)).toMatchObject({ digestHour: 8, quiet: { from: '20:00', to: '07:00' }, choices: { mail: { email: 'never' } } })
  const { version } = await read(person)
  for (const wrong of [
    'notifications courier e-mail jamais',
    'notifications journal application résumé',
    'notifications calme 25:00 7:00',
    'notifications silence Personne',
  ])
    expect(await say(wrong)).toMatch(/^Rien n’a changé : /)
  expect((await read(person)).version).toBe(version)
  const patient = await told<{ displayName: string }>('GET', `/patients/${(await told<Circle>('GET', `/circles/${circle}`)).patient.id}`)
  expect(await say(`notifications silence ${patient.displayName.toUpperCase()}`)).toContain('silence : un salon')
  expect((await read(person)).mutes.journals).toEqual([circle])
  await say(`notifications reprise ${patient.displayName}`)
  expect((await read(person)).mutes.journals).toEqual([])
  expect((await matrix('PUT', sendPath(room), text('bonjour'))).status).toBe(403)
})
