import { expect, test } from 'vitest'
import type { Contact, OwnLiaison } from '../src/contract.ts'
import { holderOf } from './support/files.ts'
import { stack, stage } from './support/own-documents.ts'
import { ask, some } from './support/rooms.ts'

const { baseUrl } = stack
const { told, newPerson, newStructure, employ, settledDac } = stage
type Person = Awaited<ReturnType<typeof newPerson>>
const holder = (person: Person) => holderOf(stage, baseUrl, person)
type Holder = Awaited<ReturnType<typeof holder>>
const contactsOf = async (who: Holder, structure: string, query = '') => {
  const { status, json } = await who.fetch('GET', `/api/v1/structures/${structure}/contacts${query}`)
  expect(status, JSON.stringify(json)).toBe(200)
  return json as unknown as { items: Contact[]; next: string | null }
}
const aDac = () => newStructure({ name: some('DAC'), kind: 'DAC', dac: true })
const changed = ({ id, givenName, familyName, profession }: Person, given: object) =>
  told('PUT', `/people/${id}`, { givenName, familyName, profession, ...given })

test('colleagues are found by name and profession, with what they do there, their telephone and their absence; who has gone is found no more', async () => {
  const { id } = await aDac()
  const word = some('Zed')
  const nadia = await newPerson({ givenName: 'Nadia', familyName: `Aaa ${word}`, telephone: '+33 2 98 00 00 01', email: 'n@dac.example' })
  const paul = await newPerson({ givenName: 'Paul', familyName: `Bbb ${word}`, profession: 'Assistant social' })
  const [gone, suspended, future] = [await newPerson(), await newPerson(), await newPerson()]
  for (const [person, role] of [
    [nadia, 'manager'],
    [paul, 'member'],
    [gone, 'member'],
    [suspended, 'member'],
  ] as const)
    await employ(person, id, role)
  await told('PUT', `/people/${future.id}/employments/${id}`, { start: new Date(Date.now() + 86_400_000).toISOString() })
  await told('DELETE', `/people/${gone.id}/employments/${id}`)
  await changed(suspended, { status: 'suspended' })
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString()
  await told('PUT', `/people/${paul.id}/absence`, { from: new Date(Date.now() - 60_000).toISOString(), until, replacement: nadia.id })

  const me = await holder(paul)
  const { items, next } = await contactsOf(me, id)
  expect(next).toBeNull()
  expect(items).toEqual([
    {
      personId: nadia.id,
      userId: nadia.userId,
      name: nadia.fullName,
      givenName: 'Nadia',
      familyName: nadia.familyName,
      profession: 'Infirmière',
      role: 'manager',
      telephone: '+33 2 98 00 00 01',
      email: 'n@dac.example',
      absence: null,
    },
    expect.objectContaining({
      personId: paul.id,
      role: 'member',
      telephone: null,
      email: null,
      absence: { from: expect.any(String), until, replacement: { id: nadia.id, name: nadia.fullName } },
    }),
  ])
  const ids = async (query: string) => (await contactsOf(me, id, query)).items.map(({ personId }) => personId)
  expect(await ids(`?search=${encodeURIComponent('NADIA infirmiere')}`)).toEqual([nadia.id])
  expect(await ids('?search=social')).toEqual([paul.id])
  expect(await ids('?search=%25')).toEqual([])
  const first = await contactsOf(me, id, '?limit=1')
  expect(first.items).toHaveLength(1)
  expect(await ids(`?limit=1&cursor=${String(first.next)}`)).toEqual([paul.id])
  // Two systems employ her: she is one contact, in her widest role.
  const { key } = await told<{ key: string }>('POST', '/keys', { name: some('rh'), scopes: ['people:write'] })
  expect((await ask(`${baseUrl}/api/v1/people/${nadia.id}/employments/${id}`, 'PUT', key, { role: 'member' })).status).toBe(200)
  expect((await contactsOf(me, id)).items.map(({ role }) => role)).toEqual(['manager', 'member'])
})

test('to whoever does not work there, and to who works there no more, the structure and its people do not exist', async () => {
  const [ours, theirs] = [await aDac(), await aDac()]
  const [nadia, stranger, nobody] = [await newPerson(), await newPerson(), await newPerson()]
  await employ(nadia, ours.id)
  await employ(stranger, theirs.id, 'manager')
  const paths = [`/structures/${ours.id}/contacts`, `/structures/${ours.id}/contacts/${nadia.id}/vcard`, `/people/me/liaison/${ours.id}`]
  const [me, other, none] = [await holder(nadia), await holder(stranger), await holder(nobody)]
  const statuses = (who: Holder) => Promise.all(paths.map(async (path) => (await who.fetch('GET', `/api/v1${path}`)).status))
  await settledDac(ours.id)
  expect(await statuses(me)).toEqual([200, 200, 200])
  for (const who of [other, none]) {
    expect(await statuses(who)).toEqual([404, 404, 404])
    const { json } = await who.fetch('GET', `/api/v1${paths[0] ?? ''}`)
    const unknown = await who.fetch('GET', `/api/v1/structures/${some('rien')}/contacts`)
    expect(json).toEqual(unknown.json)
  }
  // A colleague’s own liaison book is theirs to ask for, not mine.
  expect((await other.fetch('GET', `/api/v1/people/${nadia.id}/profile`)).status).toBe(403)
  expect((await me.fetch('GET', `/api/v1/structures/${ours.id}/contacts/${stranger.id}/vcard`)).status).toBe(404)
  for (const [scope, status] of [
    ['people:read', 200],
    ['circles:read', 403],
  ] as const) {
    const { key } = await told<{ key: string }>('POST', '/keys', { name: some('cle'), scopes: [scope] })
    expect((await ask(`${baseUrl}/api/v1/structures/${ours.id}/contacts`, 'GET', key)).status, scope).toBe(status)
    if (status === 200) expect((await ask(`${baseUrl}/api/v1/structures/${some('rien')}/contacts`, 'GET', key)).status).toBe(404)
  }
  await told('DELETE', `/people/${nadia.id}/employments/${ours.id}`)
  expect(await statuses(me)).toEqual([404, 404, 404])
})

test('a card is taken away as a file that any address book reads, under a harmless name', async () => {
  const { id, name } = await aDac()
  const nadia = await newPerson({
    givenName: 'Zoé',
    familyName: `N’Diaye; ${some('x')}`,
    telephone: '02 98 00 00 02',
    email: 'zoe@dac.example',
  })
  await employ(nadia, id)
  const { key } = await told<{ key: string }>('POST', '/keys', { name: some('cle'), scopes: ['people:read'] })
  const answer = await fetch(`${baseUrl}/api/v1/structures/${id}/contacts/${nadia.id}/vcard`, {
    headers: { authorization: `Bearer ${key}` },
  })
  const card = await answer.text()
  expect(answer.headers.get('content-type')).toBe('text/vcard; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="zoe\.n-diaye-x-[0-9a-f]+\.vcf"$/)
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(card).toContain(`\r\nN:${nadia.familyName.replace(';', '\\;')};Zoé;;;\r\n`)
  expect(card).toContain(`\r\nORG:${name}\r\n`)
  expect(card).toContain('\r\nEMAIL;TYPE=work:zoe@dac.example\r\n')
})

test('the liaison book of one’s DAC is told with who is there and who was; silenced, it says so', async () => {
  const { id, name } = await aDac()
  const [nadia, gone] = [await newPerson(), await newPerson()]
  await employ(nadia, id)
  await employ(gone, id)
  await told('DELETE', `/people/${gone.id}/employments/${id}`)
  const { liaison } = await settledDac(id)
  const me = await holder(nadia)
  const book = async () => (await me.fetch('GET', `/api/v1/people/me/liaison/${id}`)).json as unknown as OwnLiaison
  const her = { userId: nadia.userId, name: nadia.fullName, profession: 'Infirmière' }
  expect(await book()).toEqual({
    structure: { id, name },
    roomId: liaison,
    muted: false,
    memberCount: 1,
    members: [her],
    authors: [her, expect.objectContaining({ name: gone.fullName })],
  })
  expect((await me.fetch('PUT', `/api/v1/people/me/mutes/liaison/${id}`, {})).status).toBe(204)
  expect((await book()).muted).toBe(true)
  const office = await newStructure()
  await employ(nadia, office.id)
  expect((await me.fetch('GET', `/api/v1/people/me/liaison/${office.id}`)).status).toBe(404)
})
