import { expect, test } from 'vitest'
import { CLIENT, type Someone, eventually, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stage = sharedStage()
const { addMember, newCircle, newPerson, newStructure, settled, signIn, logIn, joinedIn, noticesOf, told, stateOf } = stage

async function circleOf(...people: readonly { id: string }[]) {
  const circle = await newCircle((await newStructure()).id)
  for (const { id } of people) await addMember(circle.id, id)
  return { circle: circle.id, room: (await settled(circle.id)).roomId }
}
const setStatus = ({ id, givenName, familyName, profession }: Someone, status: string) =>
  told('PUT', `/people/${id}`, { givenName, familyName, profession, status })
const profileOf = async (user: string) =>
  (await stage.bridge('GET', `${CLIENT}/profile/${encodeURIComponent(user)}/displayname`)).body['displayname']

test('a suspended person loses their sessions and their rooms and cannot sign in; active again, all of it is back', async () => {
  const [stays, suspended] = [await newPerson({}, { withPassword: false }), await newPerson()]
  const { circle, room } = await circleOf(stays, suspended)
  const theirs = await signIn(suspended)
  expect((await theirs('PUT', sendPath(room), text('bonjour'))).status).toBe(200)

  await setStatus(suspended, 'suspended')
  await settled(circle)
  await eventually(async () => expect(await theirs('GET', `${CLIENT}/account/whoami`)).toMatchObject({ status: 401 }))
  expect(await joinedIn(room)).toEqual([stays.userId])
  expect((await theirs('GET', `${roomPath(room, 'messages')}?dir=b`)).status).toBe(401)
  expect((await logIn(suspended.userId, suspended.password)).status).toBeGreaterThanOrEqual(401)
  expect((await stateOf(circle)).members.find(({ userId }) => userId === suspended.userId)).toMatchObject({
    wanted: false,
    actual: 'leave',
    inStep: true,
  })

  await setStatus(suspended, 'active')
  await eventually(async () => expect((await logIn(suspended.userId, suspended.password)).status).toBe(200))
  await settled(circle)
  expect(await joinedIn(room)).toContain(suspended.userId)
  expect((await (await signIn(suspended))('GET', `${roomPath(room, 'messages')}?dir=b`)).status).toBe(200)
})

test('a departed person is out of every room, their sessions end, and what they wrote stays', async () => {
  const [stays, departed] = [await newPerson({}, { withPassword: false }), await newPerson()]
  const [one, two] = [await circleOf(stays, departed), await circleOf(stays, departed)]
  const theirs = await signIn(departed)
  const words = some('écrit avant le départ')
  expect((await theirs('PUT', sendPath(one.room), text(words))).status).toBe(200)

  await told('DELETE', `/people/${departed.id}`)
  for (const { circle, room } of [one, two]) {
    await settled(circle)
    expect(await joinedIn(room)).toEqual([stays.userId])
  }
  await eventually(async () => expect((await theirs('GET', `${CLIENT}/account/whoami`)).status).toBe(401))
  expect((await logIn(departed.userId, departed.password)).status).toBeGreaterThanOrEqual(401)
  expect((await stage.timelineOf(one.room)).map(({ content }) => content['body'])).toContain(words)
})

test('a person is called by first name, LAST NAME and profession, also after a change', async () => {
  const person = await newPerson({ givenName: 'Anne-Lise', familyName: some('Le Goff'), profession: 'Sage-femme' }, { withPassword: false })
  await eventually(async () => expect(await profileOf(person.userId)).toBe(`${person.fullName} — Sage-femme`))
  const { room } = await circleOf(person)

  await told('PUT', `/people/${person.id}`, { givenName: 'Anne-Lise', familyName: person.familyName, profession: 'Cadre de santé' })
  await eventually(async () => {
    expect(await profileOf(person.userId)).toBe(`${person.fullName} — Cadre de santé`)
    expect(await stage.stateEvent(room, 'm.room.member', person.userId)).toMatchObject({
      displayname: `${person.fullName} — Cadre de santé`,
    })
  })
})

test('an account is named after the person; a namesake gets a number, and a given name of account is kept', async () => {
  const familyName = `Bénard${some('').replaceAll('-', '')}`
  const plain = familyName.replace('é', 'e').toLowerCase()
  const [first, namesake] = [await newPerson({ givenName: 'Zoë', familyName }), await newPerson({ givenName: 'Zoë', familyName })]
  expect([first.userId, namesake.userId]).toEqual([`@zoe.${plain}:${stage.serverName}`, `@zoe.${plain}2:${stage.serverName}`])
  const chosen = some('compte')
  const given = await newPerson({ localpart: chosen })
  expect((await logIn(chosen, given.password)).status).toBe(200)
  expect((await logIn(namesake.userId, namesake.password)).status).toBe(200)
})

test('a membership that starts and ends by the calendar moves the person by itself, and is announced each time', async () => {
  const [stays, replacement] = [await newPerson({}, { withPassword: false }), await newPerson({}, { withPassword: false })]
  const { circle, room } = await circleOf(stays)
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()
  await addMember(circle, replacement.id, { start: inSeconds(3), end: inSeconds(8), reason: 'remplacement' })
  expect(await joinedIn(room)).toEqual([stays.userId])
  expect((await stateOf(circle)).members.map(({ userId }) => userId)).toEqual([stays.userId])

  await eventually(async () => expect(await joinedIn(room)).toContain(replacement.userId))
  await eventually(async () => expect(await joinedIn(room)).toEqual([stays.userId]))
  await settled(circle)
  expect((await noticesOf(room)).map(({ body }) => body).filter((body) => body.includes(replacement.fullName))).toEqual([
    `${replacement.fullName} (Infirmière libérale) a rejoint le cercle de soins à la demande de essais (motif : remplacement).`,
    `${replacement.fullName} a quitté le cercle de soins à la demande de essais (motif : remplacement).`,
  ])
})

test('a person whose account the homeserver refuses does not hold up the others; the cause is there to read, and once it is gone they come in', async () => {
  const [broken, well, later] = await Promise.all([0, 1, 2].map(() => newPerson({}, { withPassword: false })))
  if (broken === undefined || well === undefined || later === undefined) throw new Error('three people were made')
  await stage.withAccount(broken)
  const suspend = (on: boolean) => stage.admin('PUT', `/_synapse/admin/v1/suspend/${encodeURIComponent(broken.userId)}`, { suspend: on })
  expect((await suspend(true)).status).toBe(200)

  const circle = await newCircle((await newStructure()).id)
  await told('PUT', `/circles/${circle.id}/members`, { members: [broken, well].map(({ id }) => ({ personId: id, role: 'Infirmière' })) })
  const cause = async () => {
    const state = await stateOf(circle.id)
    expect(state.members.find(({ userId }) => userId === broken.userId)).toMatchObject({
      wanted: true,
      inStep: false,
      error: expect.stringMatching(/\w/),
    })
    expect(state).toMatchObject({
      inStep: false,
      pending: { attempts: expect.any(Number) },
      lastError: { message: expect.stringMatching(/\w/) },
    })
    return state
  }
  const { roomId } = await eventually(async () => {
    const state = await cause()
    expect(await joinedIn(String(state.roomId))).toEqual([well.userId])
    return state
  })
  // Neither who comes to a room that exists already.
  await addMember(circle.id, later.id)
  await eventually(async () => expect(await joinedIn(String(roomId))).toEqual([well.userId, later.userId].toSorted()))
  await eventually(cause)
  await eventually(async () => expect((await noticesOf(String(roomId))).some(({ body }) => body.includes(later.fullName))).toBe(true))
  // Once the cause is gone, it mends itself.
  expect((await suspend(false)).status).toBe(200)
  expect((await settled(circle.id)).members.every(({ inStep, error }) => inStep && error === null)).toBe(true)
})

test('a member changes their picture in the journal and keeps the name that the registry gives them', async () => {
  const circle = await newCircle((await newStructure()).id)
  const person = await newPerson()
  await addMember(circle.id, person.id)
  const { roomId: room } = await settled(circle.id)
  const matrix = await signIn(person)
  const before = await stage.stateEvent(room, 'm.room.member', person.userId)
  const path = roomPath(room, 'state', 'm.room.member', person.userId)

  const renamed = await matrix('PUT', path, { ...before, displayname: 'Dr House' })
  expect([renamed.status, renamed.body['fr.sphere.refusal']]).toEqual([403, 'NAME_FOLLOWS_THE_REGISTRY'])
  expect((await matrix('PUT', path, { ...before, avatar_url: `mxc://${person.userId.split(':')[1]}/portrait` })).status).toBe(200)
  expect((await stage.stateEvent(room, 'm.room.member', person.userId))?.['displayname']).toBe(before?.['displayname'])
})
