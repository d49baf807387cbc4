import { expect, test } from 'vitest'
import type { Folder } from '../src/contract.ts'
import { aDac, aFolder, asked, codeOf, settledFolder, stage } from './support/folders.ts'
import { deposit } from './support/own-documents.ts'
import { type Json, type Matrix, CLIENT, eventually, roomPath, some } from './support/rooms.ts'

const {
  addMember,
  endMember,
  employ,
  eventsOf,
  joinedIn,
  newCircle,
  newPerson,
  newStructure,
  settled,
  settledDac,
  signIn,
  stateEvent,
  told,
} = stage

const namesIn = async (space: string): Promise<string[]> => {
  const children = (await stage.readState(space)).filter(({ type, content }) => type === 'm.space.child' && Object.keys(content).length > 0)
  const sorted = children.toSorted((a, b) => (String(a.content['order']) < String(b.content['order']) ? -1 : 1))
  return Promise.all(sorted.map(async ({ state_key: room = '' }) => String((await stateEvent(room, 'm.room.name'))?.['name'])))
}

test('a manager makes, renames, archives and opens folders; each is a room of everybody of the DAC, in the order of the names', async () => {
  const { dac, rooms, manager, editor, member } = await aDac()
  const [second, first] = [await aFolder(manager, dac.id, 'Réunions'), await aFolder(manager, dac.id, 'Annuaire')]
  const [room] = [await settledFolder(dac.id, first), await settledFolder(dac.id, second)]
  expect(await joinedIn(room)).toEqual([manager, editor, member].map(({ userId }) => userId).toSorted())
  await eventually(async () => expect(await namesIn(rooms['documents-space'])).toEqual(['Annuaire', 'Documents généraux', 'Réunions']))

  const path = `/structures/${dac.id}/folders/${first.id}`
  expect(codeOf(await asked(manager, 'PUT', path, { name: 'Répertoire', archived: false }, { 'if-match': '"v9"' }))[0]).toBe(412)
  expect((await asked(manager, 'PUT', path, { name: 'Zones', archived: false }, { 'if-match': '"v1"' })).json).toMatchObject({ version: 2 })
  await settledDac(dac.id)
  await eventually(async () => expect(await namesIn(rooms['documents-space'])).toEqual(['Documents généraux', 'Réunions', 'Zones']))

  await asked(manager, 'PUT', `/structures/${dac.id}/folders/${second.id}`, { name: 'Réunions', archived: true })
  await settledDac(dac.id)
  await eventually(async () =>
    expect(await namesIn(rooms['documents-space'])).toEqual(['Documents généraux', 'Zones', 'Archivé — Réunions']),
  )
  const { items } = await told<{ items: Folder[] }>('GET', `/structures/${dac.id}/folders?archived=false`)
  expect(items.map(({ name }) => name)).toEqual(['Documents généraux', 'Zones'])
  // The name is free again, until the archived one is opened under it.
  await aFolder(manager, dac.id, 'réunions')
  expect(codeOf(await asked(manager, 'PUT', `/structures/${dac.id}/folders/${second.id}`, { name: 'Réunions', archived: false }))).toEqual([
    409,
    'FOLDER_NAME_TAKEN',
  ])
  const recorded = (await eventsOf('')).filter(({ structureId, type }) => structureId === dac.id && type.startsWith('folder.'))
  expect(recorded.map(({ type }) => type)).toEqual([
    'folder.created',
    'folder.created',
    'folder.renamed',
    'folder.archived',
    'folder.created',
  ])
  expect(recorded[0]?.by).toBe(manager.fullName)
})

test('in an archived folder nothing is deposited or removed, and everything is read', async () => {
  const { dac, manager, editor, member } = await aDac()
  const folder = await aFolder(manager, dac.id)
  const room = await settledFolder(dac.id, folder)
  const event = await deposit(editor, room, some('protocole'))
  await asked(manager, 'PUT', `/structures/${dac.id}/folders/${folder.id}`, { name: folder.name, archived: true })
  await expect(deposit(editor, room, some('protocole'))).rejects.toThrow('FOLDER_ARCHIVED')
  const removal = await manager.fetch('PUT', roomPath(room, 'redact', event, some('txn')), { body: JSON.stringify({ reason: 'Périmé' }) })
  expect([removal.status, removal.json['fr.sphere.refusal']]).toEqual([403, 'FOLDER_ARCHIVED'])
  expect((await member.fetch('GET', `${roomPath(room, 'messages')}?dir=b`)).status).toBe(200)
})

test('of ten who give one name at once, one makes the folder', async () => {
  const { dac, manager } = await aDac()
  const answers = await Promise.all(
    [
      'Protocoles',
      'PROTOCOLES',
      ' protocoles ',
      'Prôtocoles',
      'Protocoles',
      'Protocoles',
      'protocoles',
      'Protocoles',
      'Protocoles',
      'Protocoles',
    ].map(async (name) => codeOf(await asked(manager, 'POST', `/structures/${dac.id}/folders`, { name }))[0]),
  )
  expect(answers.toSorted((a, b) => Number(a) - Number(b))).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
  const { items } = await told<{ items: Folder[] }>('GET', `/structures/${dac.id}/folders`)
  expect(items).toHaveLength(2)
})

test('managers alone change folders; to who does not work there they do not exist', async () => {
  const { dac, manager, editor, member } = await aDac()
  const other = await aDac()
  const folder = await aFolder(manager, dac.id)
  const list = `/structures/${dac.id}/folders`
  for (const who of [editor, member]) {
    expect((await asked(who, 'GET', list)).status).toBe(200)
    expect(codeOf(await asked(who, 'POST', list, { name: some('x') }))).toEqual([403, 'MANAGERS_ONLY'])
    expect(codeOf(await asked(who, 'PUT', `${list}/${folder.id}`, { name: 'x', archived: true }))).toEqual([403, 'MANAGERS_ONLY'])
  }
  for (const path of [list, `/structures/${dac.id}/documents`, `/structures/${dac.id}/documents/${encodeURIComponent('$x')}/versions`])
    expect(codeOf(await asked(other.manager, 'GET', path))).toEqual([404, 'STRUCTURE_UNKNOWN'])
  expect(codeOf(await asked(other.manager, 'POST', list, { name: some('x') }))).toEqual([404, 'STRUCTURE_UNKNOWN'])
  // Nor does one reach it through one's own.
  expect(
    codeOf(await asked(other.manager, 'PUT', `/structures/${other.dac.id}/folders/${folder.id}`, { name: 'x', archived: true })),
  ).toEqual([404, 'FOLDER_UNKNOWN'])
  const practice = await newStructure()
  expect((await stage.registry('POST', `/structures/${practice.id}/folders`, { name: 'x' })).body['code']).toBe('ONLY_DACS_HAVE_FOLDERS')
})

test('who leaves the team reads nothing of its folders from then on; who has another employment there stays; who returns reads all of it', async () => {
  const { dac, rooms, manager, editor, member } = await aDac()
  const room = await settledFolder(dac.id, await aFolder(manager, dac.id))
  const file = await editor.upload(Buffer.from('Protocole'), 'text/plain', 'protocole.txt')
  await editor.attach(room, file)
  const reads = async (who: typeof member) => [
    (await who.fetch('GET', `${roomPath(room, 'messages')}?dir=b`)).status,
    (await who.fetch('GET', `/_matrix/client/v1/rooms/${encodeURIComponent(rooms['documents-space'])}/hierarchy`)).status,
    (await who.download(file)).status,
  ]
  expect(await reads(member)).toEqual([200, 200, 200])
  await told('DELETE', `/people/${member.id}/employments/${dac.id}`)
  // At the commit, whatever the homeserver has done.
  expect(await reads(member)).toEqual([403, 403, 404])
  await settledDac(dac.id)
  expect(await joinedIn(room)).toEqual([manager.userId, editor.userId].toSorted())
  expect((await member.fetch('GET', `${CLIENT}/joined_rooms`)).json).toEqual({ joined_rooms: [] })

  await employ(member, dac.id)
  await settledDac(dac.id)
  await eventually(async () => expect(await reads(member)).toEqual([200, 200, 200]))
})

/** The rooms of a Space, as a client shows them to this person. */
async function tree(who: Matrix, space: string): Promise<string[]> {
  const { body } = await who('GET', `/_matrix/client/v1/rooms/${encodeURIComponent(space)}/hierarchy?limit=100`)
  return ((body['rooms'] as Json[] | undefined) ?? []).map((room) => String(room['name']))
}

test('each finds the journals that they follow of the DAC in a sub-space of their own, and nobody else’s', async () => {
  const dac = await newStructure({ name: some('DAC'), kind: 'DAC', dac: true })
  const [paul, nadia] = [await newPerson(), await newPerson()]
  for (const person of [paul, nadia]) await employ(person, dac.id)
  const { space } = await settledDac(dac.id)
  const [asPaul, asNadia] = [await signIn(paul), await signIn(nadia)]
  const [circle, elsewhere] = [await newCircle(dac.id), await newCircle((await newStructure()).id)]
  for (const { id } of [circle, elsewhere]) await addMember(id, paul.id)
  const [{ name, roomId }, other] = [await settled(circle.id), await settled(elsewhere.id)]
  const JOURNALS = 'Journaux des usagers'
  await eventually(async () => expect(await tree(asPaul, space)).toEqual(expect.arrayContaining([JOURNALS, name])))
  expect(await tree(asPaul, space)).not.toContain(other.name)
  expect(await tree(asNadia, space)).not.toContain(JOURNALS)
  expect(await tree(asNadia, space)).not.toContain(name)

  const personal =
    (await stage.readState(space)).find(({ type, content }) => type === 'm.space.child' && content['order'] === '3')?.state_key ?? ''
  expect(await joinedIn(personal)).toEqual([paul.userId])
  // No name of a patient stays in its past.
  expect(JSON.stringify(await stage.timelineOf(personal))).not.toContain(name)
  for (const path of ['state', 'messages?dir=b', 'joined_members'])
    expect((await asNadia('GET', `${CLIENT}/rooms/${encodeURIComponent(personal)}/${path}`)).status).toBe(403)

  // The circle becomes another DAC's, and comes back; a circle that one leaves is not shown any more.
  const put = (structureId: string) => told('PUT', `/circles/${circle.id}`, { patientId: circle.patient.id, structureId })
  await put(elsewhere.structure.id)
  await eventually(async () => expect(await stateEvent(personal, 'm.space.child', roomId)).toEqual({}))
  await put(dac.id)
  await eventually(async () => expect(await stateEvent(personal, 'm.space.child', roomId)).toMatchObject({ suggested: false }))
  await endMember(circle.id, paul.id)
  await eventually(async () => expect(await stateEvent(personal, 'm.space.child', roomId)).toEqual({}))
  await addMember(circle.id, paul.id)
  await told('DELETE', `/people/${paul.id}/employments/${dac.id}`)
  await eventually(async () => expect(await joinedIn(personal)).toEqual([]))
  await eventually(async () => expect((await asPaul('GET', roomPath(roomId, 'state'))).status).toBe(200))
})

test('nobody changes what lies in a Space, not even the service otherwise than the registry says', async () => {
  const { rooms } = await aDac()
  const child = '!etranger:localhost'
  // Not even the service: only one value is accepted there.
  const refused = await stage.bridge('PUT', roomPath(rooms.space, 'state', 'm.space.child', child), { via: ['localhost'] })
  expect([refused.status, refused.body['fr.sphere.refusal']]).toEqual([403, 'NOT_AS_THE_KIND_SAYS'])
  const emptied = await stage.bridge('PUT', roomPath(rooms.space, 'state', 'm.space.child', rooms.liaison), {})
  expect([emptied.status, emptied.body['fr.sphere.refusal']]).toEqual([403, 'NOT_AS_THE_KIND_SAYS'])
})
