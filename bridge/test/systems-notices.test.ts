import { afterAll, expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { aSystem, newId, refused } from './support/registry.ts'
import { eventually, sharedStage } from './support/rooms.ts'

const stage = sharedStage()
const { newPerson, newStructure, newCircle, addMember, employ, settled, settledDac, noticesOf, timelineOf, eventsOf, told, serverName } =
  stage
const { db } = connect(inject('stack').databaseUrl, 2)
afterAll(() => db.destroy())

async function aJournal() {
  const circle = await newCircle((await newStructure()).id)
  const person = await newPerson()
  await addMember(circle.id, person.id)
  const { roomId } = await settled(circle.id)
  return { circle: circle.id, room: roomId, person }
}
/** What systems said there, oldest first. */
const postedIn = async (room: string) => (await noticesOf(room)).filter(({ type }) => type === 'system').map(({ body }) => body)

test('a system says something in a journal once, under its name, however often it asks; the words stay nowhere else', async () => {
  const { circle, room } = await aJournal()
  const system = await aSystem({ scopes: ['notices:write'], name: newId('Capteurs') })
  const body = { key: 'alarme-1', text: 'Le capteur de Mme Zyxwa est à plat.', link: 'https://capteurs.example/1' }
  const post = () => system.ask('POST', `/circles/${circle}/notices`, { body })
  const answers = await Promise.all([post(), post(), post()])
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  await eventually(async () =>
    expect((await system.get(`/circles/${circle}/notices/alarme-1`)).json).toMatchObject({ key: 'alarme-1', state: 'said' }),
  )
  expect((await post()).json).toMatchObject({ state: 'said' })
  await settled(circle)
  expect(await postedIn(room)).toEqual([`[${system.name}] ${body.text}\n${body.link}`])
  const event = (await timelineOf(room)).findLast(({ sender, type }) => type === 'm.room.message' && sender === `@sphere:${serverName}`)
  expect(event?.content).toMatchObject({
    msgtype: 'm.notice',
    'm.mentions': {},
    'fr.sphere.notice': { type: 'system', system: system.name, link: body.link },
  })

  const kept = await db.selectFrom('notice').selectAll().where('ref', '=', circle).execute()
  expect(kept).toMatchObject([{ content: null, key: 'alarme-1' }])
  const recorded = (await eventsOf(`circleId=${circle}`)).filter(({ type }) => type === 'notice.posted')
  expect(recorded).toMatchObject([{ source: system.name, before: null, after: null, personId: null }])
})

test('notices come in their order, among those of the registry, and each is a read of nobody', async () => {
  const { circle, room } = await aJournal()
  const system = await aSystem({ scopes: ['notices:write'] })
  const newcomer = await newPerson({}, { withPassword: false })
  for (const number of [1, 2, 3, 4])
    expect((await system.ask('POST', `/circles/${circle}/notices`, { body: { key: `n${number}`, text: `${number}` } })).status).toBe(201)
  await addMember(circle, newcomer.id)
  expect((await system.ask('POST', `/circles/${circle}/notices`, { body: { key: 'n5', text: '5' } })).status).toBe(201)
  await settled(circle)
  const said = await noticesOf(room)
  expect(said.filter(({ type }) => type === 'system').map(({ body }) => body.replace(/^\[.*\] /, ''))).toEqual(['1', '2', '3', '4', '5'])
  const numbers = said.map(({ event }) => Number(event))
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
})

test('a liaison book takes notices too; other structures have none', async () => {
  const dac = await newStructure({ dac: true })
  const cabinet = await newStructure()
  const system = await aSystem({ scopes: ['notices:write'] })
  const post = (structure: string) => system.ask('POST', `/structures/${structure}/notices`, { body: { key: newId('n'), text: 'Panne.' } })
  expect(refused(await post(dac.id))).toMatchObject({ status: 409, code: 'ROOM_NOT_MADE' })
  await employ(await newPerson({}, { withPassword: false }), dac.id)
  const { liaison } = await settledDac(dac.id)
  expect((await post(dac.id)).status).toBe(201)
  await settledDac(dac.id)
  await eventually(async () => expect(await postedIn(liaison)).toEqual([`[${system.name}] Panne.`]))
  expect(refused(await post(cabinet.id))).toMatchObject({ status: 409, code: 'NO_LIAISON_BOOK' })
  expect(refused(await post('inconnue'))).toMatchObject({ status: 404, code: 'STRUCTURE_UNKNOWN' })
})

test('what cannot be posted is refused, with a code that says why', async () => {
  const { circle, room } = await aJournal()
  const other = await aJournal()
  const system = await aSystem({ scopes: ['notices:write'] })
  const post = (ref: string, body: object, by = system) => by.ask('POST', `/circles/${ref}/notices`, { body })
  expect((await post(circle, { key: 'k', text: 'Un.' })).status).toBe(201)
  expect(refused(await post(other.circle, { key: 'k', text: 'Un.' }))).toMatchObject({ status: 409, code: 'NOTICE_KEY_TAKEN' })
  expect(refused(await system.get(`/circles/${other.circle}/notices/k`))).toMatchObject({ status: 404, code: 'NOTICE_UNKNOWN' })
  const stranger = await aSystem({ scopes: ['notices:write'] })
  expect(refused(await stranger.get(`/circles/${circle}/notices/k`))).toMatchObject({ status: 404, code: 'NOTICE_UNKNOWN' })
  const reader = await aSystem({ scopes: ['circles:write', 'circles:read'] })
  expect(refused(await post(circle, { key: 'l', text: 'Un.' }, reader))).toMatchObject({ status: 403, code: 'SCOPE_MISSING' })
  for (const body of [
    { key: 'm', text: '' },
    { key: 'm', text: 'x'.repeat(2_001) },
    { key: 'm', text: 'Voir mxc://serveur/abc' },
    { key: 'm', text: 'Un.\u0000' },
    { key: 'm', text: 'Un.', link: 'http://clair.example' },
    { key: 'm', text: 'Un.', link: 'javascript:alert(1)' },
    { key: 'm m', text: 'Un.' },
  ])
    expect(refused(await post(circle, body)).code).toBe('BAD_REQUEST')
  const { patient, structure } = await told<{ patient: { id: string }; structure: { id: string } }>('GET', `/circles/${circle}`)
  await told('PUT', `/circles/${circle}`, { patientId: patient.id, structureId: structure.id, status: 'closed' })
  expect(refused(await post(circle, { key: 'n', text: 'Un.' }))).toMatchObject({ status: 409, code: 'NOTICE_IN_CLOSED_CIRCLE' })
  await settled(circle)
  expect(await postedIn(room)).toEqual([`[${system.name}] Un.`])
})

test('a system that says too much in one place waits, and speaks elsewhere', async () => {
  const { circle } = await aJournal()
  const other = await aJournal()
  const system = await aSystem({ scopes: ['notices:write'] })
  const post = (ref: string) => system.ask('POST', `/circles/${ref}/notices`, { body: { key: newId('n'), text: 'Encore.' } })
  const answers = await Promise.all(Array.from({ length: 40 }, () => post(circle)))
  const late = answers.filter(({ status }) => status === 429)
  expect(late.length).toBeGreaterThan(0)
  expect(late[0]?.headers.get('retry-after')).toBe('2')
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(10)
  expect(answers).toHaveLength(late.length + answers.filter(({ status }) => status === 201).length)
  expect((await post(other.circle)).status).toBe(201)
})
