import { expect, inject, test } from 'vitest'
import type { Correspondent, OwnCircle, OwnCircleDetail, Profile } from '../src/contract.ts'
import { type Json, ask, doorsOf, eventually, sendPath, some, text } from './support/rooms.ts'

const stack = inject('stack')
const { told, newPerson, newStructure, newCircle, employ, addMember, endMember, settled, logIn } = doorsOf(stack)

/** Somebody with a session, and their own way to the API. */
async function someoneSignedIn(given: Json = {}) {
  const person = await newPerson(given)
  const token = (await logIn(person.userId, person.password)).body.access_token
  const own = <Body = Json>(path: string) => ask<Body>(`${stack.baseUrl}/api/v1/people/${path}`, 'GET', token)
  return { ...person, token, own }
}

test('a professional finds the circles where they are, with their role, and who else is there; not those that they left', async () => {
  const structure = await newStructure()
  const [nadia, paul] = [await someoneSignedIn({ givenName: 'Nadia' }), await newPerson({ givenName: 'Paul' })]
  await employ(paul, structure.id)
  const [kept, left] = [await newCircle(structure.id), await newCircle(structure.id)]
  for (const circle of [kept, left]) await addMember(circle.id, nadia.id, { role: 'Infirmière référente' })
  await addMember(kept.id, paul.id, { reason: 'Sortie d’hospitalisation' })
  await endMember(left.id, nadia.id)
  const { roomId } = await settled(kept.id)

  expect((await nadia.own<{ items: OwnCircle[] }>('me/circles')).body.items).toMatchObject([
    { id: kept.id, roomId, role: 'Infirmière référente', until: null, muted: false, memberCount: 2, lastAt: null },
  ])
  const { body } = await nadia.own<OwnCircleDetail>(`me/circles/${kept.id}`)
  expect(body.members.map(({ personId }) => personId).toSorted()).toEqual([nadia.id, paul.id].toSorted())
  expect(body.members.find(({ personId }) => personId === paul.id)).toMatchObject({
    name: paul.fullName,
    userId: paul.userId,
    structures: [structure.name],
    reason: 'Sortie d’hospitalisation',
    end: null,
  })
  expect((await nadia.own(`me/circles/${left.id}`)).status).toBe(404)
  expect((await nadia.own(`me/circles/${(await newCircle(structure.id)).id}`)).status).toBe(404)

  await ask(`${stack.baseUrl}${sendPath(roomId)}`, 'PUT', nadia.token, text('Bonjour'))
  await eventually(async () => expect((await nadia.own<{ items: OwnCircle[] }>('me/circles')).body.items[0]?.lastAt).toMatch(/^\d{4}-/))
})

test('many circles come by pages, each once, in the order of the names, and are found by a word', async () => {
  const structure = await newStructure()
  const nadia = await someoneSignedIn()
  const circles = await Promise.all(Array.from({ length: 5 }, () => newCircle(structure.id)))
  for (const { id } of circles) await addMember(id, nadia.id)
  const seen: OwnCircle[] = []
  let next: string | null = ''
  while (next !== null) {
    const { body }: { body: { items: OwnCircle[]; next: string | null } } = await nadia.own(
      `me/circles?limit=2${next === '' ? '' : `&cursor=${encodeURIComponent(next)}`}`,
    )
    seen.push(...body.items)
    next = body.next
  }
  const names = seen.map(({ patient }) => patient.displayName)
  expect(seen.map(({ id }) => id).toSorted()).toEqual(circles.map(({ id }) => id).toSorted())
  expect(names).toEqual(names.toSorted())
  const wanted = String(names[3])
  const found = await nadia.own<{ items: OwnCircle[] }>(`me/circles?search=${encodeURIComponent(wanted.toUpperCase())}`)
  expect(found.body.items.map(({ patient }) => patient.displayName)).toEqual([wanted])
})

test('what is one’s own is refused to another professional, and to nobody signed in', async () => {
  const [nadia, paul] = [await someoneSignedIn(), await someoneSignedIn()]
  for (const path of ['profile', 'circles', 'circles/c-1', 'correspondents']) {
    expect((await paul.own(`${nadia.id}/${path}`)).status, path).toBe(403)
    expect((await ask(`${stack.baseUrl}/api/v1/people/${nadia.id}/${path}`, 'GET', null)).status, path).toBe(401)
  }
})

test('a profile tells where somebody works now, with their widest role; the liaison book is a DAC’s', async () => {
  const dac = await newStructure({ dac: true, kind: 'DAC' })
  const [office, former] = [await newStructure(), await newStructure()]
  const nadia = await someoneSignedIn({ givenName: 'Nadia', email: `${some('nadia')}@example.org` })
  await employ(nadia, dac.id, 'editor')
  await employ(nadia, office.id)
  await employ(nadia, former.id)
  await told('DELETE', `/people/${nadia.id}/employments/${former.id}`)
  await eventually(async () => {
    const { body } = await nadia.own<Profile>('me/profile')
    expect(body).toMatchObject({ id: nadia.id, userId: nadia.userId, givenName: 'Nadia', administrator: false })
    expect(body.structures).toEqual([
      { id: dac.id, name: dac.name, dac: true, role: 'editor', liaisonRoomId: expect.stringMatching(/^!/) },
      { id: office.id, name: office.name, dac: false, role: 'member', liaisonRoomId: null },
    ])
  })
})

test('one writes to other active professionals, found by name or profession', async () => {
  const structure = await newStructure()
  const [nadia, paul, gone] = [
    await someoneSignedIn(),
    await newPerson({ profession: some('Kinésithérapeute') }, { withPassword: false }),
    await newPerson({ profession: some('Kinésithérapeute') }, { withPassword: false }),
  ]
  await employ(paul, structure.id)
  await told('DELETE', `/people/${gone.id}`)
  const search = async (words: string) =>
    (await nadia.own<{ items: Correspondent[] }>(`me/correspondents?search=${encodeURIComponent(words)}`)).body.items
  expect(await search(paul.profession.toUpperCase())).toEqual([
    { id: paul.id, userId: paul.userId, name: paul.fullName, profession: paul.profession, structures: [structure.name], absence: null },
  ])
  for (const { profession, familyName } of [gone, nadia]) expect(await search(`${familyName} ${profession}`)).toEqual([])
})

test('those whom an address names are told by their identifiers, with who is away and who stands in', async () => {
  const nadia = await someoneSignedIn()
  const [paul, zoe, gone] = [
    await newPerson({}, { withPassword: false }),
    await newPerson({}, { withPassword: false }),
    await newPerson({}, { withPassword: false }),
  ]
  await told('DELETE', `/people/${gone.id}`)
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const absence = { from: day(-1), until: day(3) }
  await told('PUT', `/people/${paul.id}/absence`, { ...absence, replacement: zoe.id })
  await told('PUT', `/people/${zoe.id}/absence`, { from: day(1), until: day(2) })
  const byIds = async (ids: string) => (await nadia.own<{ items: Correspondent[] }>(`me/correspondents?ids=${ids}`)).body.items
  const found = await byIds([paul.id, zoe.id, gone.id, nadia.id, 'inconnu'].join(','))
  expect(new Map(found.map((one) => [one.id as string, one.absence]))).toEqual(
    new Map([
      [paul.id, { ...absence, replacement: { id: zoe.id, name: zoe.fullName } }],
      // What is to come is nobody’s business yet.
      [zoe.id, null],
    ]),
  )
  expect((await nadia.own('me/correspondents?ids=%20')).status).toBe(400)
})
