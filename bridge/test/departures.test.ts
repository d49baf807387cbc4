import { expect, test } from 'vitest'
import type { Departure, DepartureDone, Employment, Member, Notification, Substitution } from '../src/contract.ts'
import { CLIENT, type Someone, eventually, sendPath, sharedStage, some, text } from './support/rooms.ts'
import { aJournalOf, aTeam, good, movesIn, readsEvent, untilJoined } from './support/substitutions.ts'

const stage = sharedStage()
const { told, registry, newPerson, newStructure, employ, addMember, signIn, settled, logIn, eventsOf } = stage

const membersNow = async (circle: string) =>
  (await told<{ items: Member[] }>('GET', `/circles/${circle}/members`)).items.map(({ personId }) => personId)
const bellOf = async ({ id }: Someone, type: string) =>
  (await told<{ items: Notification[] }>('GET', `/people/${id}/notifications`)).items.filter((one) => one.type === type)
const bodyOf = ({ givenName, familyName, profession }: Someone, status = 'active') => ({ givenName, familyName, profession, status })

test('a manager records a departure: at once nothing is read, then everything is left; what was said stays, and the circles left alone are told', async () => {
  const team = await aTeam()
  const { nadia, manager, structure, yann } = team
  const alone = await aJournalOf(team)
  const shared = await aJournalOf(team)
  await addMember(shared.circle, manager.id)
  await addMember(alone.circle, yann.id)
  await settled(alone.circle)
  await told('PUT', `/people/${nadia.id}/password`, { password: nadia.password })
  const as = await signIn(nadia)
  const replacing = await team.replace({ replacedId: manager.id, replacementId: nadia.id })

  const path = `/api/v1/structures/${structure}/departures`
  const given = { personId: nadia.id, reason: 'retraite', contactId: manager.id }
  const done = good<DepartureDone>(await team.asManager('POST', path, given))
  expect(done).toMatchObject({
    person: { id: nadia.id },
    contact: { id: manager.id },
    circleCount: 1,
    circlesWithoutStructure: [{ circleId: alone.circle, structureId: structure }],
    next: null,
  })
  expect(await readsEvent(as, alone.room, alone.said)).not.toBe(200)
  await eventually(async () => expect((await logIn(nadia.userId, nadia.password)).status).toBe(401))
  // Who asks again is given the same, and nothing happens twice.
  expect(good<DepartureDone>(await team.asManager('POST', path, given)).id).toBe(done.id)

  for (const { circle, room } of [alone, shared]) {
    await untilJoined(room, nadia.userId, false)
    await eventually(async () => expect(await membersNow(circle)).not.toContain(nadia.id))
    await settled(circle)
  }
  expect(await readsEvent(await team.asYann(), alone.room, alone.said)).toBe(200)
  const jobs = (await told<{ items: Employment[] }>('GET', `/people/${nadia.id}/employments`)).items
  for (const { end } of jobs) expect(Date.parse(end ?? '')).toBeLessThanOrEqual(Date.now())
  await eventually(async () => expect((await as('GET', `${CLIENT}/account/whoami`)).status).toBe(401))
  const substitutions = await told<{ items: Substitution[] }>('GET', `/structures/${structure}/substitutions`)
  expect(substitutions.items).toMatchObject([{ id: replacing.id, state: 'cancelled' }])

  const [bell] = await bellOf(manager, 'departure')
  expect(bell).toMatchObject({ about: { circles: [alone.circle] } })
  expect(bell?.body).toBe(`${nadia.fullName} a quitté la plateforme. Un cercle de soins n’a plus aucun membre de votre structure.`)
  const list = good<{ items: Departure[] }>(await team.asManager('GET', path))
  expect(list.items).toMatchObject([{ id: done.id, reason: 'retraite', requestedBy: manager.fullName }])
  expect(good(await team.asManager('GET', `${path}/${done.id}/circles`))).toEqual({ items: done.circlesWithoutStructure, next: null })
  const ended = (await eventsOf(`personId=${nadia.id}`)).filter(({ type }) =>
    /^(membership|employment)\.ended$|^person\.departed$/.test(type),
  )
  expect(ended.map(({ reason }) => reason)).toContain('retraite')
  expect((await movesIn(alone.room)).at(-1)).toContain(`${nadia.fullName} a quitté le cercle de soins`)
})

test('a manager lets go nobody who works elsewhere, no stranger, no administrator and not themselves', async () => {
  const team = await aTeam()
  const { structure, nadia, yann, manager } = team
  const elsewhere = (await newStructure()).id
  await employ(nadia, elsewhere)
  const chief = await newPerson({ administrator: true }, { withPassword: false })
  await employ(chief, structure)
  const post = (person: { id: string }, more = {}) =>
    team.asManager('POST', `/api/v1/structures/${structure}/departures`, { personId: person.id, reason: 'fin de contrat', ...more })
  expect(await post(nadia)).toMatchObject({ status: 403, body: { code: 'DEPARTURE_WORKS_ELSEWHERE' } })
  expect(await post(yann)).toMatchObject({ status: 422, body: { code: 'NOT_STAFF_HERE', path: 'personId' } })
  expect(await post({ id: 'nobody-of-that-name' })).toMatchObject({ status: 422, body: { code: 'NOT_STAFF_HERE' } })
  expect(await post(chief)).toMatchObject({ status: 403, body: { code: 'DEPARTURE_OF_ADMINISTRATOR' } })
  expect(await post(manager)).toMatchObject({ status: 422, body: { code: 'DEPARTURE_OF_ONESELF' } })
  await employ(manager, elsewhere, 'manager')
  expect(await post(nadia, { contactId: nadia.id })).toMatchObject({ status: 422, body: { code: 'REFERENCE_UNKNOWN', path: 'contactId' } })
  expect(await post(nadia, { reason: ' ' })).toMatchObject({ status: 400, body: { path: 'reason' } })
  expect((await told<{ status: string }>('GET', `/people/${nadia.id}`)).status).toBe('active')
  good(await post(nadia))
})

test('what is given for who departs ends with them, at the commit; who comes back has no circle', async () => {
  const team = await aTeam()
  const { nadia, yann, structure } = team
  const { room, said, circle } = await aJournalOf(team)
  const as = await team.asYann()
  await team.replace()
  await untilJoined(room, yann.userId, true)

  await told('POST', `/people/${nadia.id}/departure`, { reason: 'départ' })
  expect(await readsEvent(as, room, said)).not.toBe(200)
  await untilJoined(room, yann.userId, false)
  const back = () => registry('PUT', `/people/${nadia.id}`, bodyOf(nadia))
  await eventually(async () => expect((await back()).status).toBe(200))
  expect(await membersNow(circle)).toEqual([])
  expect(await registry('GET', `/people/${nadia.id}/departure/circles`)).toMatchObject({ status: 404, body: { code: 'DEPARTURE_UNKNOWN' } })
  await addMember(circle, nadia.id)
  await untilJoined(room, nadia.userId, true)
  // A second departure is another one.
  await employ(nadia, structure)
  expect(await told<DepartureDone>('POST', `/people/${nadia.id}/departure`, { reason: 'encore' })).toMatchObject({ reason: 'encore' })
})

test('a plain deletion ends substitutions too, and keeps the periods', async () => {
  const team = await aTeam()
  const { nadia, yann } = team
  const { room, said, circle } = await aJournalOf(team)
  const as = await team.asYann()
  await team.replace()
  await untilJoined(room, yann.userId, true)
  await told('DELETE', `/people/${nadia.id}`)
  expect(await readsEvent(as, room, said)).not.toBe(200)
  expect(await membersNow(circle)).toEqual([nadia.id])
})

test('who writes to somebody who left is told so once, and whom to write to instead', async () => {
  const team = await aTeam()
  const { nadia, manager, yann, structure } = team
  const as = await team.asYann()
  const open = (people: Someone[]) => as('POST', `${CLIENT}/createRoom`, { is_direct: true, invite: people.map(({ userId }) => userId) })
  const room = String(good<{ room_id: string }>(await open([nadia, manager])).room_id)
  expect((await as('PUT', sendPath(room), text('bonjour'))).status).toBe(200)
  good(
    await team.asManager('POST', `/api/v1/structures/${structure}/departures`, {
      personId: nadia.id,
      reason: 'retraite',
      contactId: manager.id,
    }),
  )

  expect((await as('PUT', sendPath(room), text('êtes-vous là ?'))).status).toBe(403)
  expect((await open([nadia])).status).toBe(403)
  const mail = { key: some('cle'), to: [nadia.id], subject: 'Relais', text: 'Bonjour' }
  expect((await registry('POST', `/people/${yann.id}/mails`, mail)).status).toBeGreaterThanOrEqual(400)
  await eventually(async () => expect(await bellOf(yann, 'refusal')).not.toEqual([]))
  await eventually(async () => {
    const bodies = (await bellOf(yann, 'mail.recipient-departed')).map(({ body }) => body)
    expect(bodies).toEqual([`${nadia.fullName}, à qui vous avez écrit, a quitté la plateforme : écrivez plutôt à ${manager.fullName}.`])
  })
})

test('a manager of one structure does not see the circles of another', async () => {
  const team = await aTeam()
  const [rival, elsewhere] = [await newPerson(), (await newStructure()).id]
  await employ(rival, elsewhere, 'manager')
  const { id } = await told<DepartureDone>('POST', `/people/${team.nadia.id}/departure`, { reason: 'départ' })
  const asRival = await signIn(rival)
  expect(await asRival('GET', `/api/v1/structures/${elsewhere}/departures/${id}/circles`)).toMatchObject({ status: 404 })
  expect(await asRival('GET', `/api/v1/structures/${team.structure}/departures`)).toMatchObject({ status: 404 })
})
