import { expect, inject, test } from 'vitest'
import { deposit } from './support/own-documents.ts'
import { holderOf } from './support/files.ts'
import { CLIENT, type Matrix, eventually, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stage = sharedStage()
const { employ, newPerson, newStructure, settledDac, signIn, joinedIn, noticesOf, stateEvent, told } = stage

async function openDac() {
  const dac = await newStructure({ name: some('DAC'), kind: 'DAC', dac: true })
  const [member, editor] = [await newPerson({ profession: 'Secrétaire' }), await newPerson({ profession: 'Coordinatrice' })]
  await employ(member, dac.id)
  await employ(editor, dac.id, 'editor')
  return { dac, member, editor, rooms: await settledDac(dac.id) }
}
const write = (who: Matrix, room: string) => who('PUT', sendPath(room), text('bonjour'))

test('a DAC has a Space that holds its liaison book and its folders of documents, for its own people alone', async () => {
  const { dac, member, editor, rooms } = await openDac()
  const via = [stage.serverName]
  expect(await stateEvent(rooms.space, 'm.room.create')).toMatchObject({ type: 'm.space', 'm.federate': false })
  expect(await stateEvent(rooms.space, 'm.space.child', rooms.liaison)).toMatchObject({ via, order: '1' })
  expect(await stateEvent(rooms.space, 'm.space.child', rooms['documents-space'])).toMatchObject({ via, order: '2' })
  expect(await stateEvent(rooms['documents-space'], 'm.space.child', rooms.documents)).toMatchObject({ via, order: '1 documents generaux' })
  for (const room of [rooms.liaison, rooms['documents-space']])
    expect(await stateEvent(room, 'm.space.parent', rooms.space)).toEqual({ via, canonical: true })
  expect(await stateEvent(rooms.documents, 'm.space.parent', rooms['documents-space'])).toEqual({ via, canonical: true })
  const names = await Promise.all(
    [rooms.space, rooms.liaison, rooms['documents-space'], rooms.documents].map((room) => stateEvent(room, 'm.room.name')),
  )
  expect(names).toEqual([dac.name, `Cahier de liaison — ${dac.name}`, 'Documents', 'Documents généraux'].map((name) => ({ name })))
  for (const room of Object.values(rooms)) expect(await joinedIn(room)).toEqual([member.userId, editor.userId].toSorted())

  // As a client shows it: the Space and what lies in it.
  const seen = await (await signIn(member))('GET', `/_matrix/client/v1/rooms/${encodeURIComponent(rooms.space)}/hierarchy`)
  expect((seen.body['rooms'] as { room_id: string }[]).map(({ room_id: room }) => room)).toEqual([
    rooms.space,
    rooms.liaison,
    rooms['documents-space'],
    rooms.documents,
  ])
})

test('everybody writes in the liaison book, editors alone deposit in the folders, nobody writes in a Space', async () => {
  const { member, editor, rooms } = await openDac()
  const [asMember, asEditor] = [await signIn(member), await signIn(editor)]
  for (const who of [asMember, asEditor]) expect((await write(who, rooms.liaison)).status).toBe(200)
  await deposit(await holderOf(stage, inject('stack').baseUrl, editor), rooms.documents, some('protocole'))
  expect(await write(asEditor, rooms.documents)).toMatchObject({ status: 403, body: { 'fr.sphere.refusal': 'ONLY_FILES_HERE' } })
  expect(await write(asMember, rooms.documents)).toMatchObject({
    status: 403,
    body: {
      'fr.sphere.refusal': 'ONLY_EDITORS_WRITE',
      error: 'Seuls les éditeurs et les gestionnaires de la structure déposent dans ce classeur.',
    },
  })
  for (const who of [asMember, asEditor]) {
    expect(await write(who, rooms['documents-space'])).toMatchObject({ body: { 'fr.sphere.refusal': 'NOTHING_IS_WRITTEN_HERE' } })
    const refused = await write(who, rooms.space)
    expect(refused).toMatchObject({
      status: 403,
      body: { 'fr.sphere.refusal': 'NOTHING_IS_WRITTEN_HERE', error: 'On n’écrit pas dans un espace : ouvrez le cahier de liaison.' },
    })
  }
})

test('a member of staff who becomes a manager deposits, and no longer once they are a plain member again', async () => {
  const { dac, member, rooms } = await openDac()
  const theirs = await holderOf(stage, inject('stack').baseUrl, member)
  await employ(member, dac.id, 'manager')
  await deposit(theirs, rooms.documents, some('protocole'))
  await employ(member, dac.id)
  await expect(deposit(theirs, rooms.documents, some('protocole'))).rejects.toThrow('ONLY_EDITORS_WRITE')
})

test('arrivals and departures of the team are told in the liaison book, once, and nowhere else', async () => {
  const { dac, member, editor, rooms } = await openDac()
  await told('DELETE', `/people/${member.id}/employments/${dac.id}`)
  await settledDac(dac.id)
  const bodies = (await noticesOf(rooms.liaison)).map(({ body }) => body)
  expect(bodies).toEqual([
    `${member.fullName} (Secrétaire) rejoint l’équipe.`,
    `${editor.fullName} (Coordinatrice) rejoint l’équipe.`,
    `${member.fullName} quitte l’équipe.`,
  ])
  for (const room of [rooms.space, rooms.documents]) expect(await noticesOf(room)).toEqual([])
})

test('a person who leaves the team is out of its Space and rooms and reads nothing of them', async () => {
  const { dac, member, editor, rooms } = await openDac()
  const theirs = await signIn(member)
  await told('DELETE', `/people/${member.id}/employments/${dac.id}`)
  await settledDac(dac.id)
  for (const room of Object.values(rooms)) {
    expect(await joinedIn(room)).toEqual([editor.userId])
    expect((await theirs('GET', `${roomPath(room, 'messages')}?dir=b`)).status).toBe(403)
  }
  expect((await theirs('GET', `${CLIENT}/joined_rooms`)).body).toEqual({ joined_rooms: [] })
})

test('a DAC that is renamed has its rooms renamed; a structure that is no DAC has none', async () => {
  const { dac, rooms } = await openDac()
  const name = some('Appui santé')
  await told('PUT', `/structures/${dac.id}`, { name, kind: 'DAC', dac: true })
  await settledDac(dac.id)
  await eventually(async () => expect(await stateEvent(rooms.liaison, 'm.room.name')).toEqual({ name: `Cahier de liaison — ${name}` }))

  const practice = await newStructure()
  await employ(await newPerson({}, { withPassword: false }), practice.id, 'manager')
  expect(await told('GET', `/structures/${practice.id}/state`)).toEqual({ rooms: [] })
})
