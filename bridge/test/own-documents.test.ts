import { expect, test } from 'vitest'
import type { OwnDocument } from '../src/contract.ts'
import { categoryOf } from '../src/core/document.ts'
import { oggOpus } from './support/documents.ts'
import { aPdf, aPng, holderOf } from './support/files.ts'
import { type Query, couple, deposit, documentsOf, found, namesOf, pageOf, pathOf, stack, stage } from './support/own-documents.ts'
import { ask, eventually, some } from './support/rooms.ts'

const { baseUrl } = stack
const { told, newPerson, newCircle, addMember, endMember, settled, serverName } = stage

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
    [{ circleId: other.id, search: patient }, []],
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
    const { status, json } = await nadia.fetch('GET', pathOf(query))
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
