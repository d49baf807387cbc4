import { describe, expect, test } from 'vitest'
import { Person, Structure } from '../src/contract.ts'
import {
  aCircle,
  aPerson,
  aStructure,
  aSystem,
  eventsOfPerson,
  knock,
  misread,
  newFiness,
  newId,
  newRpps,
  refused,
  somebody,
  told,
} from './support/registry.ts'

const good = { givenName: 'Nadia', familyName: 'Benali', profession: 'Infirmière' }

test.each([
  ['an unknown field', { ...good, couleur: 'bleu' }, 'couleur'],
  ['a missing field', { givenName: 'Nadia', profession: 'Infirmière' }, 'familyName'],
  ['an empty name', { ...good, givenName: '   ' }, 'givenName'],
  ['a name without end', { ...good, givenName: 'a'.repeat(81) }, 'givenName'],
  ['a number for a name', { ...good, givenName: 12 }, 'givenName'],
  ['a control character', { ...good, givenName: 'Na\u0000dia' }, 'givenName'],
  ['half a character', { ...good, familyName: 'Benali\ud800' }, 'familyName'],
  ['an RPPS number with a wrong check digit', { ...good, rpps: misread(newRpps()) }, 'rpps'],
  ['an RPPS number that is too short', { ...good, rpps: newRpps().slice(1) }, 'rpps'],
  ['an address that is none', { ...good, email: 'nadia' }, 'email'],
  ['an unknown status', { ...good, status: 'retired' }, 'status'],
  ['an account name with capitals', { ...good, localpart: 'Nadia' }, 'localpart'],
])('a professional with %s is refused, the field is named and nothing is kept', async (_what, body, path) => {
  const portal = await aSystem()
  const id = newId('pro')

  const refusal = refused(await portal.put(`/people/${id}`, body))

  expect(refusal).toMatchObject({ status: 400, code: 'BAD_REQUEST', path })
  expect(refusal.errors?.map((error) => error.path)).toContain(path)
  expect(refused(await portal.get(`/people/${id}`))).toMatchObject({ status: 404, code: 'PERSON_UNKNOWN' })
  expect(await eventsOfPerson(portal, id)).toEqual([])
})

test('a structure with a wrong FINESS check digit is refused', async () => {
  const portal = await aSystem()
  const body = { name: 'HAD', kind: 'HAD', finess: misread(newFiness()) }
  expect(refused(await portal.put(`/structures/${newId('s')}`, body))).toMatchObject({ status: 400, path: 'finess' })
})

test('the path leads to the field, however deep it lies', async () => {
  const portal = await aSystem()
  const circle = await aCircle(portal)
  const [nadia, yann, zoe] = await Promise.all([aPerson(portal), aPerson(portal), aPerson(portal)])
  const members = [
    { personId: nadia.id, role: 'Infirmière' },
    { personId: yann.id, role: 'Médecin' },
    { personId: zoe.id, role: '' },
  ]
  const identifiers = [
    { system: 'urn:oid:1.2', value: '1' },
    { system: 'urn:oid:1.2', value: 'a\u0000' },
  ]

  expect(refused(await portal.put(`/circles/${circle.id}/members`, { members }))).toMatchObject({ status: 400, path: 'members[2].role' })
  expect(refused(await portal.put(`/patients/${newId('u')}`, { displayName: 'Jean', identifiers }))).toMatchObject({
    status: 400,
    path: 'identifiers[1].value',
  })
})

test('every field at fault is told, not the first alone', async () => {
  const portal = await aSystem()
  const { errors } = refused(await portal.put(`/people/${newId('pro')}`, { rpps: '1', couleur: 'bleu' }))
  expect(errors?.map(({ path }) => path).toSorted()).toEqual(['couleur', 'familyName', 'givenName', 'profession', 'rpps'])
})

test('refusals are in French, and in English for who prefers it', async () => {
  const portal = await aSystem()
  const ask = (language: string) =>
    portal.put(`/people/${newId('pro')}`, { ...good, rpps: misread(newRpps()) }, { 'accept-language': language })

  expect(refused(await ask('fr-FR,fr;q=0.9,en;q=0.8')).message).toContain('numéro RPPS attendu')
  expect(refused(await ask('de')).message).toContain('numéro RPPS attendu')
  expect(refused(await ask('en')).message).toContain('an RPPS number is expected')
  expect(refused(await portal.get('/people/personne', { 'accept-language': 'en-GB' })).message).toBe('There is no such professional.')
})

test('a number of somebody else is refused, and the field is named', async () => {
  const portal = await aSystem()
  const [rpps, finess] = [newRpps(), newFiness()]
  await Promise.all([aPerson(portal, { rpps }), aStructure(portal, { finess })])
  const yann = await aPerson(portal)

  for (const path of [`/people/${newId('pro')}`, `/people/${yann.id}`])
    expect(refused(await portal.put(path, { ...somebody(), rpps }))).toMatchObject({ status: 409, code: 'NUMBER_TAKEN', path: 'rpps' })
  expect(refused(await portal.put(`/structures/${newId('s')}`, { name: 'HAD', kind: 'HAD', finess }))).toMatchObject({
    status: 409,
    path: 'finess',
  })
  expect(told(await portal.get(`/people/${yann.id}`), Person)).toMatchObject({ version: 1 })
})

describe('a body that is not what it should be', () => {
  const put = async (body: string, headers: Record<string, string> = {}) =>
    refused(await (await aSystem()).put(`/people/${newId('pro')}`, body, headers))

  test('of 10 MB is too large', async () => {
    expect(await put(JSON.stringify({ ...good, profession: 'a'.repeat(10_000_000) }))).toMatchObject({
      status: 413,
      code: 'BODY_TOO_LARGE',
    })
  })
  test('cut off is not JSON', async () => {
    expect(await put('{"givenName": "Nadia"')).toMatchObject({ status: 400, code: 'BAD_JSON' })
  })
  test('that is a bare word is not an object', async () => {
    expect((await put('"Nadia"')).status).toBe(400)
    expect((await put('[]')).status).toBe(400)
    expect((await put('null')).status).toBe(400)
  })
  test('of another type is refused for that', async () => {
    expect(await put(JSON.stringify(good), { 'content-type': 'text/plain' })).toMatchObject({ status: 415, code: 'NOT_JSON' })
    expect(await put('givenName=Nadia', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({ status: 415 })
  })
  test('said to be compressed that is not is refused', async () => {
    expect((await put(JSON.stringify(good), { 'content-encoding': 'gzip' })).status).toBe(400)
    expect((await put(JSON.stringify(good), { 'content-encoding': 'brandt' })).status).toBe(415)
  })
  test('that is missing is refused', async () => {
    const [portal, path] = [await aSystem(), `/people/${newId('pro')}`]
    expect(refused(await portal.ask('PUT', path, { headers: { 'content-type': 'application/json' } }))).toMatchObject({ status: 400 })
    expect(refused(await portal.ask('PUT', path))).toMatchObject({ status: 415, code: 'NOT_JSON' })
  })
})

describe('who read an older version', () => {
  test('is refused, and nothing changes', async () => {
    const portal = await aSystem()
    const body = { name: 'HAD', kind: 'HAD' }
    const path = `/structures/${newId('s')}`
    const { headers } = await portal.put(path, body)
    const etag = headers.get('etag') ?? ''
    expect(etag).toBe('"v1"')
    expect((await portal.put(path, { ...body, kind: 'EHPAD' }, { 'if-match': etag })).status).toBe(200)

    expect(refused(await portal.put(path, { ...body, kind: 'SSIAD' }, { 'if-match': etag }))).toMatchObject({
      status: 412,
      code: 'CHANGED_MEANWHILE',
    })
    expect(refused(await portal.delete(path, { 'if-match': etag })).status).toBe(412)

    const now = await portal.get(path)
    expect(told(now, Structure)).toMatchObject({ kind: 'EHPAD', version: 2 })
    expect(now.headers.get('etag')).toBe('"v2"')
    expect((await portal.delete(path, { 'if-match': '"v2"' })).status).toBe(204)
  })

  test('of what no longer exists is refused, any version included', async () => {
    const portal = await aSystem()
    for (const version of ['"v1"', '*'])
      expect(refused(await portal.put(`/structures/${newId('s')}`, { name: 'HAD', kind: 'HAD' }, { 'if-match': version })).status).toBe(412)
  })

  test.each(['v1', '"1"', 'abc', '"v1", "v2"', '""'])('and says so badly (%s) is refused', async (version) => {
    const portal = await aSystem()
    const { id } = await aStructure(portal)
    expect(refused(await portal.put(`/structures/${id}`, { name: 'HAD', kind: 'HAD' }, { 'if-match': version }))).toMatchObject({
      status: 400,
      code: 'BAD_PRECONDITION',
      path: 'If-Match',
    })
  })
})

test('odd addresses and methods are answered in the one shape of errors', async () => {
  const portal = await aSystem()
  const { id } = await aPerson(portal)

  for (const path of ['/nulle-part', '/people/x/y/z', '/'])
    expect(refused(await portal.get(path))).toMatchObject({ status: 404, code: 'ROUTE_UNKNOWN' })
  for (const method of ['POST', 'PATCH']) expect(refused(await portal.ask(method, `/people/${id}`, { body: {} })).status).toBe(404)
  for (const path of ['/people/%E0%A4%A', '/people/%00', `/people/${'a'.repeat(65)}`, '/people/-x', '/people?search=%00'])
    expect(refused(await portal.get(path))).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
  expect(refused(await portal.delete('/keys/%00')).status).toBeLessThan(500)
  expect(await portal.ask('HEAD', `/people/${id}`)).toMatchObject({ status: 200, text: '' })
  expect((await portal.ask('OPTIONS', `/people/${id}`)).status).toBe(200)
  expect(refused(await knock('GET', '/api/nulle-part'))).toMatchObject({ status: 404, code: 'ROUTE_UNKNOWN' })
})
