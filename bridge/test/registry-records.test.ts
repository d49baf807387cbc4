import { describe, expect, test } from 'vitest'
import { Circle, Patient, Person, Structure } from '../src/contract.ts'
import {
  aCircle,
  aPatient,
  aPerson,
  aStructure,
  aSystem,
  eventsAfter,
  eventsOfCircle,
  eventsOfPerson,
  newFiness,
  newId,
  newRpps,
  refused,
  somebody,
  told,
  typesOf,
} from './support/registry.ts'

test('a professional is kept as given, with an account named after them', async () => {
  const portal = await aSystem()
  const id = newId('pro')
  const familyName = `Le Goff ${newId('x')}`
  const body = {
    givenName: 'Éloïse',
    familyName,
    profession: 'Sage-femme',
    rpps: newRpps(),
    email: 'eloise@exemple.fr',
    telephone: '+33 1 23 45 67 89',
  }

  const created = told(await portal.put(`/people/${id}`, body), Person)

  expect(created).toMatchObject({ id, ...body, status: 'active', administrator: false, version: 1 })
  expect(created.localpart).toBe(`eloise.${familyName.toLowerCase().replaceAll(' ', '-')}`)
  expect(created.userId).toMatch(new RegExp(`^@${created.localpart}:`))
  expect(told(await portal.get(`/people/${id}`), Person)).toMatchObject(body)
})

test('who is replaced loses what is no longer said of them and keeps their account', async () => {
  const portal = await aSystem()
  const before = await aPerson(portal, { telephone: '0123456789' })

  const after = told(await portal.put(`/people/${before.id}`, { givenName: 'Maëlys', familyName: 'Garçon', profession: 'Médecin' }), Person)

  expect(after).toMatchObject({ givenName: 'Maëlys', version: 2, localpart: before.localpart, userId: before.userId })
  expect(after.telephone).toBeUndefined()
})

test('structures, patients and circles are kept as given', async () => {
  const portal = await aSystem()
  const finess = newFiness()
  const structure = await aStructure(portal, { name: 'HAD du Ponant', kind: 'HAD', finess })
  const patientId = newId('usager')
  const identifiers = [{ system: 'urn:oid:1.2.250.1.213.1.4.8', value: '2 99 01 75 123 456 78' }]
  const patient = told(await portal.put(`/patients/${patientId}`, { displayName: 'Mme Garçon', identifiers }), Patient)
  const circleId = newId('cercle')
  const circle = told(await portal.put(`/circles/${circleId}`, { patientId, structureId: structure.id }), Circle)

  expect(told(await portal.get(`/structures/${structure.id}`), Structure)).toEqual({ ...structure, finess, dac: false, version: 1 })
  expect(told(await portal.get(`/patients/${patientId}`), Patient)).toEqual({ ...patient, identifiers })
  expect(told(await portal.get(`/circles/${circleId}`), Circle)).toEqual({
    ...circle,
    patient: { id: patientId, displayName: 'Mme Garçon' },
    structure: { id: structure.id, name: 'HAD du Ponant' },
    status: 'active',
    memberCount: 0,
  })
})

describe('a system that sends the same again changes nothing and records nothing', () => {
  test('for a professional', async () => {
    const portal = await aSystem()
    const body = { ...somebody(), rpps: newRpps() }
    const path = `/people/${newId('pro')}`

    const [first, second, spaced] = [
      told(await portal.put(path, body), Person),
      told(await portal.put(path, body), Person),
      told(await portal.put(path, { ...body, profession: ` ${body.profession} ` }), Person),
    ]

    expect([first.version, second.version, spaced.version]).toEqual([1, 1, 1])
    expect(typesOf(await eventsOfPerson(portal, first.id))).toEqual(['person.created'])
  })

  test('for a circle', async () => {
    const portal = await aSystem()
    const circle = await aCircle(portal)

    const again = told(
      await portal.put(`/circles/${circle.id}`, { patientId: circle.patient.id, structureId: circle.structure.id }),
      Circle,
    )

    expect(again.version).toBe(1)
    expect(typesOf(await eventsOfCircle(portal, circle.id))).toEqual(['circle.created'])
  })

  test('for a structure and a patient', async () => {
    const portal = await aSystem()
    const { id: structureId, version: _, ...structure } = await aStructure(portal)
    const { id: patientId, version: __, ...patient } = await aPatient(portal)

    expect(told(await portal.put(`/structures/${structureId}`, structure), Structure).version).toBe(1)
    expect(told(await portal.put(`/patients/${patientId}`, patient), Patient).version).toBe(1)
  })
})

test('ten retries of a creation at the same moment create once', async () => {
  const portal = await aSystem()
  const cursor = (await eventsAfter(portal, '0')).at(-1)?.id ?? '0'
  const [person, patient, structure] = [newId('pro'), newId('usager'), newId('structure')]
  const body = somebody()
  const retries = Array.from({ length: 10 }, () => [
    portal.put(`/people/${person}`, body),
    portal.put(`/patients/${patient}`, { displayName: 'Jean Morvan' }),
    portal.put(`/structures/${structure}`, { name: 'EHPAD', kind: 'EHPAD' }),
  ])

  for (const answer of await Promise.all(retries.flat())) expect(answer.status, answer.text).toBe(200)

  const mine = (await eventsAfter(portal, cursor)).filter(({ source }) => source === portal.name)
  expect(typesOf(mine).toSorted()).toEqual(['patient.created', 'person.created', 'structure.created'])
})

test('people of one name get different accounts, even when they arrive at the same moment', async () => {
  const portal = await aSystem()
  const familyName = newId('Homonyme')
  const namesakes = await Promise.all(Array.from({ length: 8 }, () => aPerson(portal, { givenName: 'Anne', familyName })))

  const wanted = `anne.${familyName.toLowerCase()}`
  expect(namesakes.map(({ localpart }) => localpart).toSorted()).toEqual([
    wanted,
    ...[2, 3, 4, 5, 6, 7, 8].map((number) => `${wanted}${number}`),
  ])
})

test('an account keeps its name when the person changes theirs, and the registry refuses another', async () => {
  const portal = await aSystem()
  const localpart = newId('nadia')
  const { id } = await aPerson(portal, { localpart })
  const renamed = { ...somebody(), familyName: 'Morvan-Benali' }

  expect(told(await portal.put(`/people/${id}`, renamed), Person).localpart).toBe(localpart)
  expect(refused(await portal.put(`/people/${id}`, { ...renamed, localpart: newId('autre') }))).toMatchObject({
    status: 409,
    code: 'LOCALPART_FIXED',
    path: 'localpart',
  })
  expect(refused(await portal.put(`/people/${newId('pro')}`, { ...somebody(), localpart }))).toMatchObject({
    status: 409,
    code: 'LOCALPART_TAKEN',
  })
  for (const reserved of ['sphere', 'sphere-admin'])
    expect(refused(await portal.put(`/people/${newId('pro')}`, { ...somebody(), localpart: reserved }))).toMatchObject({
      code: 'LOCALPART_TAKEN',
    })
})

test('who departs stays on record, out of use; to say so again changes nothing', async () => {
  const portal = await aSystem()
  const { id } = await aPerson(portal)

  expect((await portal.delete(`/people/${id}`)).status).toBe(204)
  expect((await portal.delete(`/people/${id}`)).status).toBe(204)

  expect(told(await portal.get(`/people/${id}`), Person)).toMatchObject({ status: 'departed', version: 2 })
  expect(typesOf(await eventsOfPerson(portal, id))).toEqual(['person.created', 'person.departed'])
})

test('a patient or a structure in use is not deleted, one that nothing refers to is', async () => {
  const portal = await aSystem()
  const { patient, structure } = await aCircle(portal)
  const unused = [`/patients/${(await aPatient(portal)).id}`, `/structures/${(await aStructure(portal)).id}`]

  for (const path of [`/patients/${patient.id}`, `/structures/${structure.id}`])
    expect(refused(await portal.delete(path))).toMatchObject({ status: 409, code: 'STILL_IN_USE' })
  for (const path of unused) {
    expect((await portal.delete(path)).status).toBe(204)
    expect(refused(await portal.get(path)).status).toBe(404)
    expect(refused(await portal.delete(path)).status).toBe(404)
  }
})
