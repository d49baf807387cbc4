import { inject, expect, test } from 'vitest'
import { Difference, ROUTES } from '../src/contract.ts'
import { aCircleOf, atTheConsole, numberOf } from './support/held.ts'
import { aSystem, eventsAfter, membersOf, refused, told, typesOf } from './support/registry.ts'
import { type Someone, eventually, roomPath, sendPath, sharedStage, text } from './support/rooms.ts'

const stage = sharedStage()
const doors = inject('stack')

test('a list from which most are missing changes nothing and waits; approved by another, it is applied', async () => {
  const portal = await aSystem()
  const circle = await aCircleOf(8, portal, stage, { signsIn: true })
  const [nadia] = circle.people as [Someone]
  const { roomId } = await stage.settled(circle.id)
  const theirs = await stage.signIn(circle.people[0] as Someone)
  const spoken = String((await theirs('PUT', sendPath(roomId), text('bonjour'))).body['event_id'])
  const before = { members: await membersOf(portal, circle.id, 'all'), events: await eventsAfter(portal, '0', `circleId=${circle.id}`) }

  const trial = told(await portal.put(`/circles/${circle.id}/members?dryRun=true`, circle.list(circle.people.slice(5))), Difference)
  expect(trial.held).toEqual({ level: 'circle', ref: circle.id, endings: 5, ofMemberships: 8 })
  expect(trial.changes).toHaveLength(5)

  // An impatient system sends it three times: it waits once.
  const answers = [
    await circle.put(circle.people.slice(5)),
    await circle.put(circle.people.slice(5)),
    await circle.put(circle.people.slice(5).toReversed()),
  ]
  const [id, ...again] = answers.map((answer) => numberOf(refused(answer))) as [string, string, string]
  expect(again).toEqual([id, id])
  expect(refused(answers[0] as (typeof answers)[0]).message).toContain(`n° ${id}`)
  expect(await membersOf(portal, circle.id, 'all')).toEqual(before.members)
  const events = (await eventsAfter(portal, '0', `circleId=${circle.id}`)).slice(before.events.length)
  expect(typesOf(events)).toEqual(['held.stopped'])
  expect((await theirs('GET', roomPath(roomId, 'event', spoken))).status).toBe(200)

  const claire = await atTheConsole(stage, doors)
  expect(await claire.waitingOf(portal.name)).toMatchObject([
    {
      id,
      kind: 'members.replace',
      by: portal.name,
      level: 'circle',
      ref: circle.id,
      endings: 5,
      ofMemberships: 8,
      about: circle.patient.displayName,
    },
  ])
  const { difference } = await claire.held(id)
  expect(difference).toMatchObject({ losses: 5, gains: 0 })
  expect(difference.items.map(({ person, circle: of }) => [person.id, of?.patient])).toContainEqual([nadia.id, circle.patient.displayName])

  const approved = await claire.decide(id, 'approval')
  expect(approved).toMatchObject({ status: 200, body: { state: 'approved', decidedBy: claire.person.fullName } })
  expect((await membersOf(portal, circle.id)).map(({ personId }) => personId).toSorted()).toEqual(
    circle.people
      .slice(5)
      .map(({ id: person }) => person)
      .toSorted(),
  )
  expect((await theirs('GET', roomPath(roomId, 'event', spoken))).status).not.toBe(200)
  const after = (await eventsAfter(portal, '0', `circleId=${circle.id}`)).slice(before.events.length)
  expect(after.find(({ type }) => type === 'held.approved')).toMatchObject({
    by: claire.person.fullName,
    reason: 'Vérifié avec la structure',
    after: { held: id, by: portal.name },
  })
  // Once more is the same decision.
  expect((await claire.decide(id, 'approval')).status).toBe(200)
  expect(await claire.decide(id, 'rejection')).toMatchObject({ status: 409, body: { code: 'HELD_ALREADY_DECIDED' } })
})

test('an author does not approve their own, a key does not decide at all; rejected, everything stays', async () => {
  const portal = await aSystem()
  const [claire, denis] = [await atTheConsole(stage, doors), await atTheConsole(stage, doors)]
  const circle = await aCircleOf(8, portal, stage)
  const nobody = () => claire.call('PUT', `/circles/${circle.id}/members?confirmEmpty=true`, { members: [] })
  // Whom another source holds loses nothing by an empty list of the console: it is let through.
  expect((await claire.call('PUT', `/circles/${circle.id}/members`, circle.list(circle.people))).status).toBe(200)
  expect((await nobody()).status).toBe(200)
  expect((await claire.call('PUT', `/circles/${circle.id}/members`, circle.list(circle.people))).status).toBe(200)
  for (const { id: person } of circle.people) expect((await portal.delete(`/circles/${circle.id}/members/${person}`)).status).toBe(204)

  const stopped = await nobody()
  const id = numberOf({ status: stopped.status, ...stopped.body })
  expect(await claire.decide(id, 'approval')).toMatchObject({ status: 403, body: { code: 'HELD_BY_ITS_AUTHOR' } })
  expect((await claire.held(id)).mine).toBe(true)
  const byKey = await portal.ask('POST', `/held-changes/${id}/approval`, { body: { reason: 'oui' } })
  expect(refused(byKey)).toMatchObject({ status: 403, code: 'HELD_NEEDS_A_PERSON' })
  const small = await aSystem({ scopes: ['circles:write'] })
  expect(refused(await small.get('/held-changes')).status).toBe(403)

  expect(await denis.decide(id, 'rejection', 'Erreur de saisie')).toMatchObject({ status: 200, body: { state: 'rejected' } })
  expect(await membersOf(portal, circle.id)).toHaveLength(8)
  // Sent again after that, it is asked again.
  const again = await nobody()
  expect(numberOf({ status: again.status, ...again.body })).not.toBe(id)
})

test('what has become impossible is told, and goes on waiting', async () => {
  const portal = await aSystem()
  const circle = await aCircleOf(8, portal, stage)
  const stay = circle.people.slice(7)
  const newcomer = await stage.newPerson({}, { withPassword: false })
  const id = numberOf(refused(await circle.put([...stay, newcomer])))
  const denis = await atTheConsole(stage, doors)
  await portal.delete(`/people/${newcomer.id}`)

  expect(await denis.held(id)).toMatchObject({ state: 'waiting', difference: { losses: 7, gains: 0 } })
  expect(await denis.decide(id, 'approval')).toMatchObject({ status: 409, body: { code: 'PERSON_DEPARTED' } })
  expect(await denis.held(id)).toMatchObject({ state: 'waiting' })
  expect(await membersOf(portal, circle.id)).toHaveLength(8)
})

test('two who approve at once apply it once', async () => {
  const portal = await aSystem()
  const circle = await aCircleOf(8, portal, stage)
  const id = numberOf(refused(await circle.put(circle.people.slice(7))))
  const [claire, denis] = [await atTheConsole(stage, doors), await atTheConsole(stage, doors)]
  const answers = await Promise.all([claire.decide(id, 'approval'), denis.decide(id, 'approval'), denis.decide(id, 'rejection')])
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1)
  const { state } = await claire.held(id)
  expect(await membersOf(portal, circle.id)).toHaveLength(state === 'approved' ? 1 : 8)
  const decided = (await eventsAfter(portal, '0', `circleId=${circle.id}`)).filter(({ type }) => /^held\.(approved|rejected)$/.test(type))
  expect(decided).toHaveLength(1)
})

test('administrators are told once that something waits, without the name of a patient', async () => {
  const portal = await aSystem()
  const claire = await atTheConsole(stage, doors)
  const circle = await aCircleOf(8, portal, stage)
  const id = numberOf(
    refused(await circle.put([])).code === 'EMPTY_SNAPSHOT' ? refused(await circle.put(circle.people.slice(7))) : { status: 0 },
  )
  await circle.put(circle.people.slice(7))
  const said = await eventually(async () => {
    const { items } = (await stage.told('GET', `/people/${claire.person.id}/notifications`)) as unknown as {
      items: { body: string; type: string }[]
    }
    const about = items.filter(({ body }) => body.includes(`n° ${id})`))
    expect(about).toHaveLength(1)
    return about[0]?.body ?? ''
  })
  expect(said).toContain(portal.name)
  expect(said).not.toContain(circle.patient.displayName)
  expect(ROUTES.listHeldChanges.answer.parse((await claire.call('GET', '/held-changes')).body).waiting).toBeGreaterThanOrEqual(1)
})
