import { sql } from 'kysely'
import { describe, expect, inject, test } from 'vitest'
import { ROUTES } from '../src/contract.ts'
import { connect } from '../src/db/connect.ts'
import { aCircle, aPatient, aPerson, aStructure, aSystem, newId, refused, type System, told } from './support/registry.ts'

const people = async (by: System, query: string) => told(await by.get(`/people?${query}`), ROUTES.listPeople.answer)
const circles = async (by: System, query: string) => told(await by.get(`/circles?${query}`), ROUTES.listCircles.answer)
const search = (words: string) => `search=${encodeURIComponent(words)}`

test('people are found without their accents or capitals, by first name, family name and profession, in any order', async () => {
  const portal = await aSystem()
  const tag = newId('x')
  const { id } = await aPerson(portal, { givenName: 'Éloïse', familyName: `Cœurdoux ${tag}`, profession: 'Kinésithérapeute' })

  for (const words of [`eloise ${tag}`, `${tag} ÉLOÏSE`, `coeurdoux ${tag}`, `kinesi ${tag}`, `ISE ${tag.toUpperCase()} doux`])
    expect((await people(portal, search(words))).items.map((one) => one.id)).toEqual([id])
  expect((await people(portal, search(`nadia ${tag}`))).items).toEqual([])
})

test('a percent sign or an underscore is searched for as it is', async () => {
  const portal = await aSystem()
  const tag = newId('x')
  const { id } = await aPatient(portal, `Essai 100% ${tag}`)
  await aPatient(portal, `Essai 1000 ${tag}`)
  const found = async (words: string) =>
    told(await portal.get(`/patients?${search(words)}`), ROUTES.listPatients.answer).items.map((one) => one.id)

  expect(await found(`100% ${tag}`)).toEqual([id])
  expect(await found(`1_0 ${tag}`)).toEqual([])
})

test('page after page shows everybody exactly once, by family name, namesakes included', async () => {
  const portal = await aSystem()
  const tag = newId('x')
  const names = ['Àvila', 'Benali', 'benali', 'Étienne', 'Lefèvre', 'Zola', 'Zola']
  const ids = await Promise.all(names.map(async (familyName) => (await aPerson(portal, { givenName: tag, familyName })).id))

  for (const limit of [1, 2, 3, 7, 200]) {
    const seen: { id: string; familyName: string }[] = []
    for (let cursor = ''; ;) {
      const { items, next } = await people(portal, `${search(tag)}&limit=${limit}${cursor}`)
      expect(items.length).toBeLessThanOrEqual(limit)
      seen.push(...items)
      expect(seen.length).toBeLessThanOrEqual(names.length)
      if (next === null) break
      cursor = `&cursor=${encodeURIComponent(next)}`
    }
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.map(({ familyName }) => familyName.toLowerCase())).toEqual(names.map((name) => name.toLowerCase()))
  }
})

test('page after page shows every circle exactly once, by the name of its patient: namesakes, and two circles of one', async () => {
  const portal = await aSystem()
  const tag = newId('x')
  const structureId = (await aStructure(portal)).id
  const patients = await Promise.all(['Àvila', 'Benali', 'benali', 'Zola', 'Étienne'].map((name) => aPatient(portal, `${name} ${tag}`)))
  const made = await Promise.all(
    [...patients, ...patients.slice(1, 3)].map(({ id: patientId }) => aCircle(portal, { patientId, structureId })),
  )

  for (const which of [search(tag), `structureId=${structureId}`, `${search(tag)}&status=active&structureId=${structureId}`])
    for (const limit of [1, 2, 3, 7, 200]) {
      const seen: { id: string; patient: { displayName: string } }[] = []
      for (let cursor = ''; ;) {
        const { items, next } = await circles(portal, `${which}&limit=${limit}${cursor}`)
        expect(items.length).toBeLessThanOrEqual(limit)
        seen.push(...items)
        expect(seen.length).toBeLessThanOrEqual(made.length)
        if (next === null) break
        cursor = `&cursor=${encodeURIComponent(next)}`
      }
      expect(seen.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted())
      expect(seen.map(({ patient }) => patient.displayName.split(' ')[0]?.toLowerCase())).toEqual(
        ['Àvila', 'Benali', 'Benali', 'Benali', 'Benali', 'Étienne', 'Zola'].map((name) => name.toLowerCase()),
      )
    }
})

test('who has another name is found by that one, in its place, and no more by the one before', async () => {
  const portal = await aSystem()
  const [tag, before, after] = [newId('x'), newId('jeune-fille'), newId('Épouse')]
  const circle = await aCircle(portal, { patientId: (await aPatient(portal, `Zola ${before} ${tag}`)).id })
  const other = await aCircle(portal, { patientId: (await aPatient(portal, `Morvan ${tag}`)).id })
  const nadia = await aPerson(portal, { givenName: tag, familyName: before })
  await portal.put(`/patients/${circle.patient.id}`, { displayName: `Avila ${after} ${tag}` })
  await portal.put(`/people/${nadia.id}`, { givenName: tag, familyName: after, profession: 'Sage-femme' })
  const ids = (page: { items: readonly { id: string }[] }) => page.items.map(({ id }) => id)

  expect(ids(await circles(portal, search(tag)))).toEqual([circle.id, other.id])
  expect(ids(await circles(portal, search(after.replace('É', 'e'))))).toEqual([circle.id])
  expect(ids(await circles(portal, search(before)))).toEqual([])
  expect(ids(await people(portal, search(`${after} sage-FEMME ${tag}`)))).toEqual([nadia.id])
  expect(ids(await people(portal, search(before)))).toEqual([])
})

test('circles that are out of step are listed apart', async () => {
  const portal = await aSystem()
  const structureId = (await aStructure(portal)).id
  const [late, right] = await Promise.all([aCircle(portal, { structureId }), aCircle(portal, { structureId })])
  const listed = async (query = '') => (await circles(portal, `structureId=${structureId}${query}`)).items
  await expect.poll(async () => (await listed()).every(({ inStep }) => inStep), { timeout: 60_000 }).toBe(true)

  const { db } = connect(inject('stack').databaseUrl, 1)
  const setInStep = (inStep: boolean) => sql`update room set in_step = ${inStep} where kind = 'journal' and ref = ${late.id}`.execute(db)
  try {
    await setInStep(false)
    expect((await listed('&outOfStep=true')).map(({ id, inStep }) => [id, inStep])).toEqual([[late.id, false]])
    expect((await listed()).map(({ id }) => id).toSorted()).toEqual([late.id, right.id].toSorted())
  } finally {
    await setInStep(true)
    await db.destroy()
  }
})

test('somebody who arrives while the pages are read neither hides nor repeats anybody', async () => {
  const portal = await aSystem()
  const tag = newId('x')
  const arrive = (displayName: string) => aPatient(portal, `${displayName} ${tag}`)
  const page = async (cursor: string) => told(await portal.get(`/patients?${search(tag)}&limit=2${cursor}`), ROUTES.listPatients.answer)
  await Promise.all(['Benali', 'Garçon', 'Lefèvre', 'Morvan'].map(arrive))

  const first = await page('')
  await arrive('Aubry')
  const second = await page(`&cursor=${first.next}`)

  expect([...first.items, ...second.items].map(({ displayName }) => displayName.split(' ')[0])).toEqual([
    'Benali',
    'Garçon',
    'Lefèvre',
    'Morvan',
  ])
})

describe.each(['people', 'patients', 'structures', 'circles'])('/%s', (list) => {
  test.each(['limit=0', 'limit=201', 'limit=-1', 'limit=deux', 'limit=1.5', 'limit=1&limit=2'])(
    'refuses %s and names the field',
    async (query) => {
      const portal = await aSystem()
      expect(refused(await portal.get(`/${list}?${query}`))).toMatchObject({ status: 400, code: 'BAD_REQUEST', path: 'limit' })
    },
  )

  test('refuses a filter that it does not know', async () => {
    const portal = await aSystem()
    expect(refused(await portal.get(`/${list}?couleur=bleu`))).toMatchObject({ status: 400, path: 'couleur' })
  })

  test('starts from the beginning with a cursor that is not one of its own', async () => {
    const portal = await aSystem()
    const odd = Buffer.from('["\\u0000","x"]').toString('base64url')
    for (const cursor of ['bonjour', '%00', odd]) expect((await portal.get(`/${list}?limit=1&cursor=${cursor}`)).status).toBe(200)
  })
})

test('people are listed by status', async () => {
  const portal = await aSystem()
  const tag = newId('x')
  const active = await aPerson(portal, { familyName: tag })
  const suspended = await aPerson(portal, { familyName: tag, status: 'suspended' })

  expect((await people(portal, `${search(tag)}&status=suspended`)).items.map(({ id }) => id)).toEqual([suspended.id])
  expect((await people(portal, `${search(tag)}&status=active`)).items.map(({ id }) => id)).toEqual([active.id])
})

test('circles are listed by patient, structure, status and the professional who is in them now', async () => {
  const portal = await aSystem()
  const [nadia, open] = await Promise.all([aPerson(portal), aCircle(portal)])
  const structureId = open.structure.id
  const [closed, elsewhere] = await Promise.all([aCircle(portal, { structureId, status: 'closed' }), aCircle(portal)])
  const put = (circle: string, end?: string) =>
    portal.put(`/circles/${circle}/members/${nadia.id}`, { role: 'Infirmière', start: '2026-01-01T08:00:00Z', end })
  await put(open.id)
  await put(elsewhere.id, '2026-02-01T08:00:00Z')
  const ids = async (query: string) => (await circles(portal, query)).items.map(({ id }) => id)

  expect((await ids(`structureId=${structureId}`)).toSorted()).toEqual([open.id, closed.id].toSorted())
  expect(await ids(`structureId=${structureId}&status=closed`)).toEqual([closed.id])
  expect(await ids(`patientId=${elsewhere.patient.id}`)).toEqual([elsewhere.id])
  expect(await ids(`personId=${nadia.id}`)).toEqual([open.id])
  expect((await circles(portal, `personId=${nadia.id}`)).items).toMatchObject([{ memberCount: 1 }])
})

test('structures are found by name', async () => {
  const portal = await aSystem()
  const tag = newId('x')
  const { id } = await aStructure(portal, { name: `Équipe mobile ${tag}` })

  expect(told(await portal.get(`/structures?${search(`equipe ${tag}`)}`), ROUTES.listStructures.answer).items.map((one) => one.id)).toEqual(
    [id],
  )
})
