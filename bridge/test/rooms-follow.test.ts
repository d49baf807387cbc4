import { expect, test } from 'vitest'
import { eventually, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stage = sharedStage()
const { addMember, endMember, newCircle, newPerson, newStructure, settled, signIn, joinedIn, noticesOf, timelineOf, told } = stage

/** A circle with its first member, whose journal therefore exists. */
async function openCircle() {
  const structure = await newStructure()
  const circle = await newCircle(structure.id)
  const first = await newPerson()
  await addMember(circle.id, first.id, { role: 'Médecin traitant' })
  const { roomId } = await settled(circle.id)
  return { structure, circle, first, room: roomId }
}
const bodies = async (room: string, type: string) =>
  (await noticesOf(room)).filter((notice) => notice.type === type).map(({ body }) => body)

test('a person whom the registry adds is in the journal and reads; the bot says once who came, as what, from where and at whose request', async () => {
  const { circle, structure, room } = await openCircle()
  const nadia = await newPerson({ givenName: 'Nadia' })
  await stage.employ(nadia, structure.id)
  await addMember(circle.id, nadia.id, { reason: 'relais de tournée' })

  await eventually(async () => expect(await joinedIn(room)).toContain(nadia.userId))
  const read = await (await signIn(nadia))('GET', `${roomPath(room, 'messages')}?dir=b`)
  expect(read.status).toBe(200)
  await settled(circle.id)
  const said = (await bodies(room, 'member.joined')).filter((body) => body.includes(nadia.fullName))
  expect(said).toEqual([
    `${nadia.fullName} (Infirmière libérale, ${structure.name}) a rejoint le cercle de soins à la demande de essais (motif : relais de tournée).`,
  ])
})

test('a person whose membership ends is out, reads nothing any more, and the bot says so once', async () => {
  const { circle, first, room } = await openCircle()
  const gone = await newPerson()
  await addMember(circle.id, gone.id)
  await settled(circle.id)
  const theirs = await signIn(gone)
  expect((await theirs('PUT', sendPath(room), text('bonjour'))).status).toBe(200)

  await endMember(circle.id, gone.id, '?reason=fin%20de%20mission')
  await settled(circle.id)
  expect(await joinedIn(room)).toEqual([first.userId])
  for (const path of ['messages?dir=b', 'state', 'members'])
    expect((await theirs('GET', `${roomPath(room)}/${path}`)).status, path).toBe(403)
  expect(await bodies(room, 'member.left')).toEqual([
    `${gone.fullName} a quitté le cercle de soins à la demande de essais (motif : fin de mission).`,
  ])
})

test('a newcomer reads what was said before they came', async () => {
  const { circle, first, room } = await openCircle()
  const earlier = some('dit avant')
  expect((await (await signIn(first))('PUT', sendPath(room), text(earlier))).status).toBe(200)

  const newcomer = await newPerson()
  await addMember(circle.id, newcomer.id)
  await settled(circle.id)
  const read = await timelineOf(room, await signIn(newcomer))
  expect(read.map(({ content }) => content['body'])).toContain(earlier)
})

test('a person whose role changes stays, and the bot says what changed', async () => {
  const { circle, first, room } = await openCircle()
  await addMember(circle.id, first.id, { role: 'Médecin coordonnateur' })
  await settled(circle.id)
  expect(await bodies(room, 'member.role-changed')).toEqual([
    `Changement de rôle : ${first.fullName}, Médecin traitant → Médecin coordonnateur à la demande de essais.`,
  ])
  expect((await timelineOf(room)).filter(({ type, state_key: user }) => type === 'm.room.member' && user === first.userId)).toHaveLength(2)
})

test('a person who comes back is told as back, and reads what was said while they were away', async () => {
  const { circle, first, room } = await openCircle()
  const nadia = await newPerson({ givenName: 'Nadia' })
  await addMember(circle.id, nadia.id)
  await settled(circle.id)
  await endMember(circle.id, nadia.id)
  await settled(circle.id)
  const meanwhile = some('pendant l’absence')
  await (
    await signIn(first)
  )('PUT', sendPath(room), text(meanwhile))

  await addMember(circle.id, nadia.id)
  await settled(circle.id)
  expect(await bodies(room, 'member.returned')).toEqual([
    `${nadia.fullName} (Infirmière libérale) est de retour dans le cercle de soins à la demande de essais.`,
  ])
  expect((await timelineOf(room, await signIn(nadia))).map(({ content }) => content['body'])).toContain(meanwhile)
})

test('people read a closed circle and no longer write in it; reopened, they write again', async () => {
  const { circle, first, room } = await openCircle()
  const theirs = await signIn(first)
  const turn = (status: string) =>
    told('PUT', `/circles/${circle.id}`, {
      patientId: circle.patient.id,
      structureId: circle.structure.id,
      status,
      reason: 'entrée en établissement',
    })

  await turn('closed')
  await settled(circle.id)
  const refused = await theirs('PUT', sendPath(room), text('encore un mot'))
  expect(refused).toMatchObject({
    status: 403,
    body: {
      errcode: 'M_FORBIDDEN',
      'fr.sphere.refusal': 'CIRCLE_CLOSED',
      error: 'Ce cercle de soins est fermé : son journal se lit encore, on n’y écrit plus.',
    },
  })
  expect((await theirs('GET', `${roomPath(room, 'messages')}?dir=b`)).status).toBe(200)
  expect(await bodies(room, 'circle.closed')).toEqual([
    'Le cercle de soins est fermé à la demande de essais (motif : entrée en établissement). Le journal reste lisible, on n’y écrit plus.',
  ])

  await turn('active')
  await settled(circle.id)
  expect((await theirs('PUT', sendPath(room), text('on reprend'))).status).toBe(200)
  expect(await bodies(room, 'circle.reopened')).toHaveLength(1)
})

test('the journal is named after the patient, and renamed with them', async () => {
  const { circle, room } = await openCircle()
  expect(await stage.stateEvent(room, 'm.room.name')).toEqual({ name: circle.patient.displayName })
  await told('PUT', `/patients/${circle.patient.id}`, { displayName: 'Denise Épouse-Martin' })
  await settled(circle.id)
  expect(await stage.stateEvent(room, 'm.room.name')).toEqual({ name: 'Denise Épouse-Martin' })
})

test('five people in one list are announced together', async () => {
  const { circle, room } = await openCircle()
  const five = await Promise.all(Array.from({ length: 5 }, () => newPerson({}, { withPassword: false })))
  await told('PUT', `/circles/${circle.id}/members`, {
    members: [...five.map(({ id }) => ({ personId: id, role: 'Aide à domicile' })), ...(await members(circle.id))],
  })
  await settled(circle.id)
  expect(await joinedIn(room)).toHaveLength(6)
  const [, together, ...more] = await bodies(room, 'member.joined')
  expect(more).toEqual([])
  for (const { fullName } of five) expect(together).toContain(`${fullName} (Aide à domicile)`)
  expect(together).toContain('ont rejoint le cercle de soins')
})
async function members(circle: string) {
  const { items } = await told<{ items: { personId: string; role: string }[] }>('GET', `/circles/${circle}/members`)
  return items.map(({ personId, role }) => ({ personId, role }))
}

test('a person whom two systems put in the circle stays, without a blink, when one of them ends it', async () => {
  const { circle, first, room } = await openCircle()
  await addMember(circle.id, first.id)
  await told('PUT', `/circles/${circle.id}/members/${first.id}?source=portail`, { role: 'Médecin traitant' })
  await endMember(circle.id, first.id)
  const state = await settled(circle.id)
  expect(state.members).toMatchObject([{ userId: first.userId, wanted: true, actual: 'join', sources: ['portail'] }])

  const moves = (await timelineOf(room)).filter(({ type, state_key: user }) => type === 'm.room.member' && user === first.userId)
  expect(moves.map(({ content }) => content['membership'])).toEqual(['invite', 'join'])
  expect(await bodies(room, 'member.left')).toEqual([])
})
