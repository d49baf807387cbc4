import { randomInt } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import type { Circle, Preferences } from '../src/contract.ts'
import { CLIENT, type Json, type Matrix, type Someone, ask, eventually, roomPath, sendPath, sharedStage, text } from './support/rooms.ts'

const stage = sharedStage()
const { newPerson, signIn, told, registry, serverName } = stage
const { baseUrl } = inject('stack')
const path = (person: Someone, rest = 'preferences') => `/people/${person.id}/${rest}`
const read = (person: Someone) => told<Preferences>('GET', path(person))
const bodyOf = ({ mutes: _, version: __, ...body }: Preferences) => body

async function journalOf(...people: Someone[]): Promise<{ circle: string; room: string }> {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  for (const person of people) await stage.addMember(circle.id, person.id)
  return { circle: circle.id, room: (await stage.settled(circle.id)).roomId }
}
/** What a client shows as unread, for each room: a first /sync, never the remembered one. */
async function unreadOf(matrix: Matrix): Promise<Record<string, number>> {
  const { status, body } = await matrix('GET', `${CLIENT}/sync?timeout=${randomInt(1, 1_000_000_000)}`)
  expect(status).toBe(200)
  const joined =
    (body['rooms'] as { join?: Record<string, { unread_notifications?: { notification_count?: number } }> } | undefined)?.join ?? {}
  return Object.fromEntries(Object.entries(joined).map(([room, { unread_notifications: of }]) => [room, of?.notification_count ?? 0]))
}
const rulesOf = async (matrix: Matrix): Promise<string> => JSON.stringify((await matrix('GET', `${CLIENT}/pushrules/`)).body)
const bell = async (person: Someone, query = '') =>
  told<{ items: { id: string; type: string; body: string; about: Json; read: boolean }[]; next: string | null }>(
    'GET',
    `/people/${person.id}/notifications?${query}`,
  )
const notificationsRoom = async (matrix: Matrix): Promise<string> =>
  eventually(async () => {
    const { body } = await matrix('GET', `${CLIENT}/joined_rooms`)
    for (const room of body['joined_rooms'] as string[])
      if ((await stage.stateEvent(room, 'm.room.name'))?.['name'] === 'Notifications') return room
    throw new Error('no room of notifications yet')
  })

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

test('being added to circles is told to the person, many as one; leaving names no patient; the bell counts in any client and is read on either side', async () => {
  const person = await newPerson()
  const structure = await stage.newStructure()
  const circles = await Promise.all(Array.from({ length: 8 }, () => stage.newCircle(structure.id)))
  for (const { id } of circles) await stage.addMember(id, person.id)
  const matrix = await signIn(person)
  const room = await notificationsRoom(matrix)
  await eventually(async () => expect((await bell(person)).items).toHaveLength(1))
  const [joined] = (await bell(person)).items
  expect(joined).toMatchObject({ type: 'circle.joined', read: false })
  expect(joined?.body).toMatch(/^Vous avez rejoint 8 cercles de soins, à la demande de .+\.$/)
  expect(joined?.about['circles']).toHaveLength(8)
  await eventually(async () => expect(await rulesOf(matrix)).toContain('fr.sphere.notifications'))

  const [gone] = circles
  const patient = (await told<{ displayName: string }>('GET', `/patients/${gone?.patient.id}`)).displayName
  await stage.endMember(String(gone?.id), person.id)
  await eventually(async () => expect((await bell(person)).items).toHaveLength(2))
  const [left] = (await bell(person)).items
  expect(left?.type).toBe('circle.left')
  expect(left?.body).toContain(structure.name)
  expect(left?.body).not.toContain(patient)
  // Notices are hidden from counts by every account's own rules: not these.
  await eventually(async () => expect((await unreadOf(matrix))[room]).toBeGreaterThan(0))

  // Read in a client: read here.
  const newest = (await stage.timelineOf(room)).filter(
    ({ type, sender }) => type === 'm.room.message' && sender === `@sphere:${serverName}`,
  )
  await eventually(async () => expect((await bell(person, 'unread=true')).items).toHaveLength(2))
  expect((await matrix('POST', roomPath(room, 'receipt', 'm.read', String(newest[0]?.event_id)), {})).status).toBe(200)
  await eventually(async () => expect((await bell(person)).items.map((one) => one.read)).toEqual([false, true]))
  // Read here: read in a client.
  expect((await registry('POST', path(person, 'notifications/read'), {})).status).toBe(204)
  await eventually(async () => expect((await unreadOf(matrix))[room]).toBe(0))
  await eventually(async () => expect((await bell(person, 'unread=true')).items).toEqual([]))
  const firstPage = await bell(person, 'limit=1')
  expect(firstPage.items).toHaveLength(1)
  expect((await bell(person, `limit=1&cursor=${firstPage.next}`)).items[0]?.id).toBe(joined?.id)
})

test('who wants no word of circles gets none; coming and going at once is no news', async () => {
  const person = await newPerson()
  const first = await read(person)
  await told('PUT', path(person), { ...bodyOf(first), choices: { ...first.choices, 'circle-change': { app: 'never', email: 'never' } } })
  const { circle } = await journalOf(person)
  const other = await newPerson()
  const [again, kept] = [await stage.newCircle((await stage.newStructure()).id), await stage.newCircle((await stage.newStructure()).id)]
  await stage.addMember(again.id, other.id)
  await stage.endMember(again.id, other.id)
  await stage.addMember(kept.id, other.id)
  await eventually(async () => expect((await bell(other)).items.map(({ about }) => about['circles'])).toEqual([[kept.id]]))
  await stage.endMember(circle, person.id)
  const after = await stage.newCircle((await stage.newStructure()).id)
  await stage.addMember(after.id, other.id)
  await eventually(async () => expect((await bell(other)).items).toHaveLength(2))
  expect((await bell(person)).items).toEqual([])
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
