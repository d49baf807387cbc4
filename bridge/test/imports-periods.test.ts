import { beforeAll, describe, expect, inject, test } from 'vitest'
import { Circle, Patient, ROUTES } from '../src/contract.ts'
import { csvOf, importsBy } from './support/imports.ts'
import { type System, aCircle, aPatient, aPerson, aStructure, aSystem, newId, told } from './support/registry.ts'

let portal: System
let verbs: ReturnType<typeof importsBy>
beforeAll(async () => {
  portal = await aSystem()
  verbs = importsBy({ baseUrl: inject('stack').baseUrl, headers: { authorization: `Bearer ${portal.key}` } })
})

const members = async (circle: string) => told(await portal.get(`/circles/${circle}/members?at=all`), ROUTES.listMembers.answer).items
const employments = async (id: string) => told(await portal.get(`/people/${id}/employments`), ROUTES.listEmployments.answer).items

describe('a file of memberships', () => {
  const HEADER = ['Cercle de soins', 'Identifiant professionnel', 'Rôle', 'Date de début', 'Date de fin', 'Motif']
  test('places people by a source of its own, in French dates and others; what the portal said neither changes nor ends', async () => {
    const circle = await aCircle(portal)
    const [held, guest, other] = [await aPerson(portal), await aPerson(portal), await aPerson(portal)]
    await portal.put(`/circles/${circle.id}/members/${held.id}`, { role: 'Médecin traitant' })
    const content = csvOf([
      HEADER,
      // For the portal without end: this ends what the file says, and nothing else.
      [circle.id, held.id, 'Médecin', '01/02/2026', '28/02/2026', 'Fichier'],
      [circle.id, guest.id, 'Kinésithérapeute', '2026-06-01', '', ''],
      [circle.id, other.id, 'Infirmière', '25/10/2026 08:30', '25/10/2036', ''],
    ])
    const { counts, id } = await verbs.applies('memberships', content, 'RH')
    expect(counts.applied).toMatchObject({ created: 3 })
    const found = await members(circle.id)
    expect(found.filter(({ source }) => source === portal.name)).toMatchObject([{ personId: held.id, role: 'Médecin traitant', end: null }])
    expect(found.filter(({ source }) => source === 'import RH').toSorted((a, b) => (a.start < b.start ? -1 : 1))).toMatchObject([
      // Midnight in Paris, winter and summer; who is there until a day is there on that day.
      { personId: held.id, start: '2026-01-31T23:00:00.000Z', end: '2026-02-28T23:00:00.000Z', reason: 'Fichier' },
      { personId: guest.id, start: '2026-05-31T22:00:00.000Z', end: null },
      { personId: other.id, start: '2026-10-25T07:30:00.000Z', end: '2036-10-25T22:00:00.000Z' },
    ])
    expect((await verbs.rowsOf(id))[0]?.difference).toEqual([
      { field: 'role', before: null, after: 'Médecin' },
      { field: 'start', before: null, after: '01/02/2026' },
      { field: 'end', before: null, after: '28/02/2026' },
    ])
    expect((await verbs.applies('memberships', content, 'RH')).counts.applied).toMatchObject({ unchanged: 3, created: 0 })
    expect(await members(circle.id)).toHaveLength(found.length)
  })

  test('tells who is unknown, what is closed, which date is none, which period comes twice', async () => {
    const [circle, closed, nadia] = [await aCircle(portal), await aCircle(portal), await aPerson(portal)]
    await portal.put(`/circles/${closed.id}`, { patientId: closed.patient.id, structureId: closed.structure.id, status: 'closed' })
    const content = csvOf([
      HEADER,
      [circle.id, newId('personne'), 'Infirmière', '', '', ''],
      [newId('cercle'), nadia.id, 'Infirmière', '', '', ''],
      [closed.id, nadia.id, 'Infirmière', '', '', ''],
      [circle.id, nadia.id, 'Infirmière', '31/02/2026', '1/2/26', ''],
      [circle.id, nadia.id, '', '01/03/2026', '28/02/2026', ''],
      [circle.id, nadia.id, 'Infirmière', '01/01/2025', '31/01/2025', ''],
      [circle.id, nadia.id, 'Infirmière', '01/02/2025', '28/02/2025', ''],
      [circle.id, nadia.id, 'Infirmière', '28/02/2025', '31/03/2025', ''],
    ])
    const { id, counts } = await verbs.applies('memberships', content)
    expect(counts).toMatchObject({ wrong: 3, applied: { created: 2, refused: 3 } })
    expect(
      (await verbs.rowsOf(id, 'failed')).map(({ number, faults }) => [number, ...faults.map(({ field, fr }) => `${field}: ${fr}`)]),
    ).toEqual([
      [2, 'personId: Ce professionnel n’existe pas.'],
      [3, 'circleId: Ce cercle de soins n’existe pas.'],
      [4, expect.stringContaining('circleId: Ce cercle de soins est fermé')],
      [5, expect.stringMatching(/^start: on attend une date : 31\/12\/2026/), expect.stringContaining('end: on attend une date')],
      [6, expect.stringContaining('role: cellule vide'), 'end: la fin doit être après le début'],
      [9, expect.stringContaining('personId: la ligne 8 dit déjà')],
    ])
    expect(await members(circle.id)).toHaveLength(2)
  })
})

test('employments, patients and circles go the same way', async () => {
  const [structure, nadia] = [await aStructure(portal, { dac: true }), await aPerson(portal)]
  const jobs = csvOf([
    ['Professionnel', 'Structure', 'Rôle', 'Du', 'Au'],
    [nadia.id, structure.id, 'Responsable', '01/01/2026', ''],
  ])
  expect((await verbs.applies('employments', jobs)).counts.applied).toMatchObject({ created: 1 })
  expect(await employments(nadia.id)).toMatchObject([
    { role: 'manager', start: '2025-12-31T23:00:00.000Z', end: null, source: 'import CSV' },
  ])

  const old = await aPatient(portal, 'Jeanne Ancien')
  const patient = newId('usager')
  const patients = csvOf([
    ['Identifiant', 'Nom et prénom', 'INS'],
    [patient, 'Jean Nouveau', '2 99 01 75 123 456 78'],
    [old.id, 'Jeanne Nouveau', ''],
  ])
  expect((await verbs.applies('patients', patients)).counts.applied).toMatchObject({ created: 1, changed: 1 })
  expect(told(await portal.get(`/patients/${patient}`), Patient)).toMatchObject({
    displayName: 'Jean Nouveau',
    identifiers: [{ system: 'urn:oid:1.2.250.1.213.1.4.8', value: '299017512345678' }],
  })

  const circle = newId('cercle')
  const circles = csvOf([
    ['Identifiant', 'Usager', 'Structure', 'Statut', 'Motif'],
    [circle, patient, structure.id, 'ouvert', 'Ouverture'],
    [newId('cercle'), newId('usager'), structure.id, '', ''],
  ])
  const done = await verbs.applies('circles', circles)
  expect(done.counts.applied).toMatchObject({ created: 1, refused: 1 })
  expect((await verbs.rowsOf(done.id, 'failed'))[0]?.faults).toMatchObject([{ field: 'patientId', column: 1 }])
  expect(told(await portal.get(`/circles/${circle}`), Circle)).toMatchObject({ patient: { id: patient }, status: 'active' })
  for (const [kind, content] of [
    ['employments', jobs],
    ['patients', patients],
  ] as const)
    expect((await verbs.applies(kind, content)).counts.applied, kind).toMatchObject({ created: 0, changed: 0, refused: 0 })
})
