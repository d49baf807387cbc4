import { expect, test } from 'vitest'
import { Circle, Employment, ROUTES } from '../src/contract.ts'
import {
  aCircle,
  aPatient,
  aPerson,
  aStructure,
  aSystem,
  DAY,
  eventsOfCircle,
  eventsOfPerson,
  inSeconds,
  membersOf,
  newId,
  refused,
  told,
  typesOf,
} from './support/registry.ts'

const bodyOf = (circle: Circle) => ({ patientId: circle.patient.id, structureId: circle.structure.id })

test('a circle of an unknown patient or structure is refused, and the field is named', async () => {
  const portal = await aSystem()
  const [patient, structure, id] = [await aPatient(portal), await aStructure(portal), newId('cercle')]

  expect(refused(await portal.put(`/circles/${id}`, { patientId: newId('u'), structureId: structure.id }))).toMatchObject({
    status: 422,
    code: 'REFERENCE_UNKNOWN',
    path: 'patientId',
  })
  expect(refused(await portal.put(`/circles/${id}`, { patientId: patient.id, structureId: newId('s') }))).toMatchObject({
    status: 422,
    path: 'structureId',
  })
  expect(refused(await portal.get(`/circles/${id}`)).status).toBe(404)
  expect(await eventsOfCircle(portal, id)).toEqual([])
})

test('a circle that closes keeps its members, takes no newcomer, and opens again', async () => {
  const portal = await aSystem()
  const [circle, nadia, yann] = [await aCircle(portal), await aPerson(portal), await aPerson(portal)]
  const path = `/circles/${circle.id}`
  await portal.put(`${path}/members/${nadia.id}`, { role: 'Infirmière' })

  expect(told(await portal.put(path, { ...bodyOf(circle), status: 'closed', reason: 'fin de prise en charge' }), Circle)).toMatchObject({
    status: 'closed',
    memberCount: 1,
  })

  const newcomer = { personId: yann.id, role: 'Médecin' }
  const stays = { personId: nadia.id, role: 'Infirmière' }
  expect(refused(await portal.put(`${path}/members/${yann.id}`, { role: 'Médecin' }))).toMatchObject({
    status: 409,
    code: 'CIRCLE_IS_CLOSED',
  })
  expect(refused(await portal.put(`${path}/members`, { members: [stays, newcomer] }))).toMatchObject({
    status: 409,
    code: 'CIRCLE_IS_CLOSED',
  })
  expect((await portal.put(`${path}/members`, { members: [stays] })).status).toBe(200)
  expect((await membersOf(portal, circle.id)).map(({ personId }) => personId)).toEqual([nadia.id])

  expect(told(await portal.put(path, { ...bodyOf(circle), status: 'active' }), Circle).status).toBe('active')
  expect((await portal.put(`${path}/members/${yann.id}`, { role: 'Médecin' })).status).toBe(200)
  const events = await eventsOfCircle(portal, circle.id)
  expect(typesOf(events).filter((type) => type.startsWith('circle.'))).toEqual(['circle.created', 'circle.closed', 'circle.reopened'])
  expect(events.find(({ type }) => type === 'circle.closed')).toMatchObject({
    reason: 'fin de prise en charge',
    before: { status: 'active' },
    after: { status: 'closed' },
  })
})

test('to delete a circle ends everybody of every system, cancels who was to come, and closes it', async () => {
  const [portal, dac] = await Promise.all([aSystem(), aSystem()])
  const [circle, nadia, yann, zoe] = await Promise.all([aCircle(portal), aPerson(portal), aPerson(portal), aPerson(portal)])
  const path = `/circles/${circle.id}`
  const start = inSeconds(-DAY)
  await portal.put(`${path}/members/${nadia.id}`, { role: 'Infirmière', start })
  await dac.put(`${path}/members/${nadia.id}`, { role: 'Infirmière', start })
  await dac.put(`${path}/members/${yann.id}`, { role: 'Médecin', start })
  await dac.put(`${path}/members/${zoe.id}`, { role: 'Médecin', start: inSeconds(DAY) })

  expect((await portal.delete(`${path}?reason=erreur`)).status).toBe(204)
  expect((await portal.delete(path)).status).toBe(204)

  expect(told(await portal.get(path), Circle)).toMatchObject({ status: 'closed', memberCount: 0 })
  expect(await membersOf(portal, circle.id)).toEqual([])
  expect((await membersOf(portal, circle.id, inSeconds(-DAY / 2))).map(({ personId }) => personId).toSorted()).toEqual(
    [nadia.id, nadia.id, yann.id].toSorted(),
  )
  expect(await membersOf(portal, circle.id, inSeconds(2 * DAY))).toEqual([])
  const events = await eventsOfCircle(portal, circle.id)
  expect(new Set(events.filter(({ type }) => type === 'member.left').map(({ personId }) => personId))).toEqual(new Set([nadia.id, yann.id]))
  expect(typesOf(events).filter((type) => type === 'circle.closed')).toHaveLength(1)
})

test('who read a closed circle before its members were ended is told that it changed', async () => {
  const portal = await aSystem()
  const [circle, nadia] = [await aCircle(portal), await aPerson(portal)]
  const path = `/circles/${circle.id}`
  await portal.put(`${path}/members/${nadia.id}`, { role: 'Infirmière' })
  await portal.put(path, { ...bodyOf(circle), status: 'closed' })
  const read = (await portal.get(`${path}/members`)).headers.get('etag') ?? ''

  expect((await portal.delete(path)).status).toBe(204)

  expect(refused(await portal.put(path, bodyOf(circle), { 'if-match': read }))).toMatchObject({ status: 412, code: 'CHANGED_MEANWHILE' })
})

test('a professional works for a structure during periods, and arrivals in a DAC are told', async () => {
  const portal = await aSystem()
  const [nadia, dac, practice] = await Promise.all([
    aPerson(portal),
    aStructure(portal, { name: 'DAC du Ponant', dac: true }),
    aStructure(portal),
  ])
  const at = (structure: { id: string }) => `/people/${nadia.id}/employments/${structure.id}`

  const employment = told(await portal.put(at(dac), { role: 'editor', start: '2026-01-01T08:00:00Z', reason: 'embauche' }), Employment)
  await portal.put(at(practice), { start: '2025-01-01T08:00:00Z', end: '2025-12-31T08:00:00Z' })

  expect(employment).toMatchObject({ role: 'editor', structure: { id: dac.id, dac: true }, source: portal.name, reason: 'embauche' })
  const employments = told(await portal.get(`/people/${nadia.id}/employments`), ROUTES.listEmployments.answer).items
  expect(employments.map(({ structure }) => structure.id)).toEqual([practice.id, dac.id])
  expect((await portal.delete(at(dac))).status).toBe(204)
  const events = (await eventsOfPerson(portal, nadia.id)).filter(({ structureId }) => structureId === dac.id)
  expect(typesOf(events)).toEqual(['employment.added', 'staff.joined', 'employment.ended', 'staff.left'])

  expect(refused(await portal.put(at({ id: newId('s') }), {}))).toMatchObject({ status: 404, code: 'STRUCTURE_UNKNOWN' })
  expect(refused(await portal.put(`/people/${newId('pro')}/employments/${dac.id}`, {}))).toMatchObject({
    status: 404,
    code: 'PERSON_UNKNOWN',
  })
  expect(refused(await portal.put(at(dac), { role: 'chef' }))).toMatchObject({ status: 400, path: 'role' })
})
