import { expect, inject, test } from 'vitest'
import type { OwnDocument } from '../src/contract.ts'
import { categoryOf } from '../src/core/document.ts'
import { withDatabase } from './support/decisions.ts'
import { oggOpus } from './support/documents.ts'
import { type Holder, aJournal, aPdf, aPng, handsOf, holderOf } from './support/files.ts'
import { loseIndex, makeIndexAnew } from './support/mail-index.ts'
import { type Json, ask, eventually, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stack = inject('stack')
const stage = sharedStage()
const { baseUrl } = stack
const { told, newPerson, newCircle, addMember, endMember, settled, timelineOf, serverName } = stage

type Query = Record<string, string>
const pathOf = (query: Query) => `/people/me/documents?${new URLSearchParams(query).toString()}`
const pageOf = async (who: Holder, query: Query = {}) => {
  const { status, json } = await who.fetch('GET', `/api/v1${pathOf(query)}`)
  expect(status, JSON.stringify(json)).toBe(200)
  return json as unknown as { items: OwnDocument[]; next: string | null }
}
const documentsOf = async (who: Holder, query: Query = {}) => (await pageOf(who, query)).items
const namesOf = async (who: Holder, query: Query = {}) => (await documentsOf(who, query)).map(({ name }) => name)
/** Until these are found, newest first. */
const found = (who: Holder, names: string[], query: Query = {}) => eventually(async () => expect(await namesOf(who, query)).toEqual(names))
const deposit = async (who: Holder, room: string, name: string, more: Json = {}, bytes = aPdf()) =>
  who.attach(room, await who.upload(bytes, 'application/octet-stream', name), { body: name, ...more })
const kept = (event: string) =>
  withDatabase(async (pool) => (await pool.query<{ kind: string }>('select kind from document where event_id = $1', [event])).rows)

async function couple() {
  const { circle, room, members } = await aJournal(stage, baseUrl)
  const [nadia, paul] = members as [Holder, Holder]
  return { circle, room, nadia, paul }
}

test('a file of a journal is found by those who are there, as its bytes say, and by nobody else; who leaves finds it no more, at once', async () => {
  const { circle, room, nadia, paul } = await couple()
  const outsider = await holderOf(stage, baseUrl, await newPerson())
  const bytes = aPdf()
  const name = some('ordonnance')
  const event = await deposit(nadia, room, name, { info: { mimetype: 'image/png', size: 3 } }, bytes)
  await found(paul, [name])
  const [document] = await documentsOf(paul)
  expect(document).toEqual({
    eventId: event,
    address: expect.stringMatching(`^mxc://${serverName}/`),
    name,
    type: 'application/pdf',
    category: 'pdf',
    size: bytes.length,
    depositor: { id: nadia.id, name: nadia.fullName },
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    circle: { id: circle.id, patient: circle.patient },
    roomId: room,
  })
  expect((await paul.download(String(document?.address))).bytes).toEqual(bytes)

  expect(await namesOf(outsider)).toEqual([])
  expect(await namesOf(outsider, { circleId: circle.id, search: name, depositor: nadia.id })).toEqual([])
  await endMember(circle.id, paul.id)
  expect(await namesOf(paul)).toEqual([])
  await addMember(circle.id, paul.id)
  expect(await namesOf(paul)).toEqual([name])
  await told('PUT', `/people/${paul.id}`, {
    givenName: paul.givenName,
    familyName: paul.familyName,
    profession: paul.profession,
    status: 'suspended',
  })
  expect(await told('GET', `/people/${paul.id}/documents`)).toEqual({ items: [], next: null })
})

test('they are one’s own: nobody else’s session reads them, nor a system without the right', async () => {
  const { room, nadia, paul } = await couple()
  const name = some('bilan')
  await deposit(nadia, room, name)
  await found(nadia, [name])
  const path = `${baseUrl}/api/v1/people/${nadia.id}/documents`
  expect((await paul.fetch('GET', `/api/v1/people/${nadia.id}/documents`)).status).toBe(403)
  expect((await ask(path, 'GET', null)).status).toBe(401)
  for (const [scope, status] of [
    ['circles:read', 403],
    ['documents:read', 200],
  ] as const) {
    const { key } = await told<{ key: string }>('POST', '/keys', { name: some('cle'), scopes: [scope] })
    expect((await ask(path, 'GET', key)).status, scope).toBe(status)
  }
  expect((await stage.registry('GET', '/people/nobody-there/documents')).status).toBe(404)
})

test('who deletes the message deletes the document, and its name', async () => {
  const { room, nadia, paul } = await couple()
  const [first, second] = [some('premier'), some('second')]
  await deposit(nadia, room, first)
  const gone = await deposit(nadia, room, second)
  await found(paul, [second, first])
  expect((await nadia.fetch('PUT', roomPath(room, 'redact', gone, some('txn')), { body: '{}' })).status).toBe(200)
  await found(paul, [first])
  expect(await kept(gone)).toEqual([])
  await makeIndexAnew(stack, room)
  expect(await namesOf(paul)).toEqual([first])
})

test('documents are found by words of their name or of the patient’s, by journal, kind, depositor and date', async () => {
  const { circle, room, nadia, paul } = await couple()
  const other = await newCircle(circle.structure.id)
  await addMember(other.id, nadia.id)
  const { roomId: elsewhere } = await settled(other.id)
  const [scan, letter, voice] = [some('Échographie foetale'), some('Compte-rendu 100%'), some('Message')]
  await deposit(nadia, room, scan, { msgtype: 'm.image' }, aPng())
  await deposit(paul, room, letter)
  await deposit(nadia, elsewhere, voice, { msgtype: 'm.audio' }, oggOpus)
  await found(nadia, [voice, letter, scan])

  const [, middle] = await documentsOf(nadia)
  const at = String(middle?.at)
  const after = new Date(Date.parse(at) + 1).toISOString()
  const patient = (await documentsOf(nadia, { circleId: other.id }))[0]?.circle.patient.displayName ?? ''
  const expected: [Query, string[]][] = [
    [{ search: 'ECHOGRAPHIE' }, [scan]],
    [{ search: 'fœtale échographie' }, [scan]],
    [{ search: '100%' }, [letter]],
    [{ search: '%' }, [letter]],
    [{ search: 'echographie compte' }, []],
    [{ search: `message ${patient.toUpperCase()}` }, [voice]],
    [{ circleId: circle.id }, [letter, scan]],
    [{ type: 'image' }, [scan]],
    [{ type: 'pdf' }, [letter]],
    [{ type: 'sound' }, [voice]],
    [{ type: 'video' }, []],
    [{ depositor: nadia.id }, [voice, scan]],
    [{ from: at }, [voice, letter]],
    [{ to: at }, [scan]],
    [{ from: at, to: after }, [letter]],
    [{ depositor: nadia.id, type: 'image', circleId: circle.id, search: 'foetale', to: at }, [scan]],
  ]
  for (const [query, names] of expected) expect(await namesOf(nadia, query), JSON.stringify(query)).toEqual(names)
  for (const [query, path] of [
    [{ type: 'text' }, 'type'],
    [{ from: 'hier' }, 'from'],
    [{ circleId: '../x' }, 'circleId'],
    [{ limit: '201' }, 'limit'],
    [{ search: 'x'.repeat(101) }, 'search'],
    [{ patient: 'x' }, 'patient'],
  ] as const) {
    const { status, json } = await nadia.fetch('GET', `/api/v1${pathOf(query)}`)
    expect([status, json['path']], JSON.stringify(query)).toEqual([400, path])
  }
  // A cursor that is none of ours begins anew.
  for (const cursor of ['x', Buffer.from('["hier","x"]').toString('base64url')]) expect(await namesOf(nadia, { cursor })).toHaveLength(3)
})

test('voices are sound, whatever film they are recorded as', () => {
  expect(
    (
      [
        ['audio/ogg', 'm.file'],
        ['video/webm', 'm.audio'],
        ['video/webm', 'm.video'],
        ['application/ogg', 'm.video'],
        ['image/heic', 'm.file'],
        ['application/pdf', 'm.image'],
        ['text/plain; charset=utf-8', 'm.file'],
        ['', 'm.image'],
      ] as const
    ).map(([type, msgtype]) => categoryOf(type, msgtype)),
  ).toEqual(['sound', 'sound', 'video', 'video', 'image', 'pdf', 'other', 'other'])
})

test('pages hold each document once, in order, while others go on depositing', async () => {
  const { circle, room, nadia, paul } = await couple()
  const other = await newCircle(circle.structure.id)
  for (const { id } of [nadia, paul]) await addMember(other.id, id)
  const { roomId: elsewhere } = await settled(other.id)
  const names: string[] = []
  for (let number = 0; number < 5; number++) {
    const name = some(`piece-${number}`)
    await deposit(nadia, number % 2 === 0 ? room : elsewhere, name)
    names.unshift(name)
  }
  await found(paul, names)
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { items, next }: { items: OwnDocument[]; next: string | null } = await pageOf(paul, {
      limit: '2',
      ...(cursor === '' ? {} : { cursor }),
    })
    seen.push(...items.map(({ name }) => name))
    const late = some('entretemps')
    await deposit(nadia, room, late)
    await eventually(async () => expect((await namesOf(paul, { limit: '1' }))[0]).toBe(late))
    cursor = next
  }
  expect(seen).toEqual(names)
})

test('the index is made anew from the homeserver: of nothing, and where it knew messages but not yet their files', async () => {
  const { room, nadia, paul } = await couple()
  const [first, second] = [some('premier'), some('second')]
  await deposit(nadia, room, first)
  await nadia.send(room, text('Bonjour'))
  await deposit(paul, room, second)
  await found(paul, [second, first])
  const before = await documentsOf(paul)

  await loseIndex(stack, room)
  expect(await namesOf(paul)).toEqual([])
  await makeIndexAnew(stack, room)
  expect(await documentsOf(paul)).toEqual(before)

  await withDatabase((pool) => pool.query(`delete from document where event_id = any($1)`, [before.map(({ eventId }) => eventId)]))
  expect(await namesOf(paul)).toEqual([])
  await makeIndexAnew(stack, room)
  expect(await documentsOf(paul)).toEqual(before)
})

test('files of a liaison book and of a DAC’s documents are known, and are no journal’s; words alone are not', async () => {
  const dac = await stage.newStructure({ dac: true, kind: 'DAC' })
  const editor = await newPerson()
  await stage.employ(editor, dac.id, 'editor')
  const rooms = await stage.settledDac(dac.id)
  const nadia = handsOf(baseUrl, editor, (await stage.logIn(editor.userId, editor.password)).body.access_token)
  for (const kind of ['liaison', 'documents'] as const) {
    const event = await deposit(nadia, rooms[kind], some('note'))
    await eventually(async () => expect(await kept(event)).toEqual([{ kind }]))
  }
  const said = await nadia.send(rooms.liaison, text('mxc://x/y'))
  expect(await kept(String(said.json['event_id']))).toEqual([])
  expect(await namesOf(nadia)).toEqual([])
})

test('« documents » is answered with links, to what one may read now, and names neither file nor patient', async () => {
  const { circle, room, nadia, paul } = await couple()
  const matrix = await stage.signIn(paul)
  const notifications = await eventually(() =>
    withDatabase(async (pool) => {
      const { rows } = await pool.query<{ room_id: string }>(
        `select room_id from room where kind = 'notifications' and ref = $1 and in_step and room_id is not null`,
        [paul.id],
      )
      return String(rows[0]?.room_id ?? expect.fail('no room yet'))
    }),
  )
  const answers = async () =>
    (await timelineOf(notifications, matrix))
      .filter(({ sender, type }) => sender === `@sphere:${serverName}` && type === 'm.room.message')
      .map(({ content }) => String(content['body']))
      .filter((body) => !/^(Vous avez rejoint|Vous n’avez plus accès)/.test(body))
  const asked: string[] = []
  const answerTo = async (words: string) => {
    asked.push(words)
    expect((await matrix('PUT', sendPath(notifications), text(words))).status, words).toBe(200)
    return eventually(async () => {
      const said = await answers()
      expect(said).toHaveLength(asked.length)
      return String(said.at(-1))
    })
  }
  const { patient } = circle
  const name = some('ordonnance-de-martin')
  const event = await deposit(nadia, room, name)
  await found(paul, [name])
  const link = `${baseUrl}/dossiers/${circle.id}/journal?evt=${encodeURIComponent(event)}`

  for (const words of ['Documents', `documents ${name.slice(0, 9).toUpperCase()}`, `documents ${patient.displayName}`]) {
    const answer = await answerTo(words)
    expect(answer, words).toContain(`déposé par ${nadia.fullName} : ${link}`)
    expect(answer, words).toMatch(/^• PDF du \d{1,2}(er)? \S+ \d{4}, /m)
    expect(answer, words).not.toContain(name)
    expect(answer, words).not.toContain(patient.displayName)
  }
  expect(await answerTo('documents introuvable')).toBe('Aucun fichier trouvé dans les journaux que vous suivez.')
  for (let number = 0; number < 10; number++) await deposit(nadia, room, some('suite'))
  await eventually(async () => expect(await namesOf(paul)).toHaveLength(11))
  const many = await answerTo('documents')
  expect(many.split('\n').filter((line) => line.startsWith('•'))).toHaveLength(10)
  expect(many).not.toContain(link)
  expect(many).toContain('Il y en a d’autres')
  await endMember(circle.id, paul.id)
  expect(await answerTo(`documents ${name}`)).toBe('Aucun fichier trouvé dans les journaux que vous suivez.')
})
