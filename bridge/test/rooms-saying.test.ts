import { beforeAll, expect, test } from 'vitest'
import { type Holder, aPng, holderOf } from './support/files.ts'
import { deposit, stack } from './support/own-documents.ts'
import { type Answer, type Json, type Matrix, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'

// What may be said where: the list of each kind of room, walked with everything that clients know how to send.
const stage = sharedStage()
const { addMember, employ, newCircle, newPerson, newStructure, settled, settledDac, signIn } = stage

type Kind = 'journal' | 'liaison' | 'documents' | 'space'
const rooms = {} as Record<Kind, string>
const said = {} as Record<Kind, string>
let manager: Matrix
let files: Holder
beforeAll(async () => {
  const person = await newPerson()
  const dac = await newStructure({ dac: true })
  await employ(person, dac.id, 'manager')
  const circle = await newCircle(dac.id)
  await addMember(circle.id, person.id)
  rooms.journal = (await settled(circle.id)).roomId
  Object.assign(rooms, await settledDac(dac.id))
  manager = await signIn(person)
  files = await holderOf(stage, stack.baseUrl, person)
  said.documents = await deposit(files, rooms.documents, some('premier'))
  for (const kind of ['journal', 'liaison'] as const)
    said[kind] = String((await manager('PUT', sendPath(rooms[kind]), text('Bonjour'))).body['event_id'])
})

const refusal = ({ status, body }: Answer) => (status === 200 ? 'said' : `${status} ${String(body['fr.sphere.refusal'])}`)
const message = (msgtype: string, more: Json = {}) => ['m.room.message', { msgtype, body: 'plaie.png', ...more }] as const
const to = (kind: Kind, rel_type: string, more: Json = {}) => ({ 'm.relates_to': { rel_type, event_id: said[kind], ...more } })
const NOT = '403 NOT_SAYABLE'

const conversation: readonly [string, (kind: Kind) => readonly [string, Json], string][] = [
  ['a text', () => ['m.room.message', text('Bonjour')], 'said'],
  ['a notice', () => message('m.notice'), 'said'],
  ['an emote', () => message('m.emote'), 'said'],
  ['an image', () => message('m.image'), 'said'],
  ['a voice note', () => message('m.audio', { 'org.matrix.msc3245.voice': {} }), 'said'],
  ['a video', () => message('m.video'), 'said'],
  ['a file', () => message('m.file'), 'said'],
  ['a reply', (kind) => message('m.text', { 'm.relates_to': { 'm.in_reply_to': { event_id: said[kind] } } }), 'said'],
  ['a reply in a thread', (kind) => message('m.text', to(kind, 'm.thread')), 'said'],
  ['a reaction', (kind) => ['m.reaction', to(kind, 'm.annotation', { key: '👍' })], 'said'],
  ['a mention of everybody', () => message('m.text', { 'm.mentions': { room: true } }), 'said'],
  ['a long text', () => message('m.text', { body: 'a'.repeat(20_000) }), 'said'],
  ['a novel', () => message('m.text', { body: 'a'.repeat(40_000) }), '403 TOO_LONG'],
  ['a reaction that is a text', (kind) => ['m.reaction', to(kind, 'm.annotation', { key: 'a'.repeat(600) })], '403 TOO_LONG'],
  ['a reaction to nothing', () => ['m.reaction', { body: 'caché' }], NOT],
  ['a reference', (kind) => message('m.text', to(kind, 'm.reference')), NOT],
  ['an edit', (kind) => message('m.text', { 'm.new_content': text('autre'), ...to(kind, 'm.replace') }), NOT],
  ['a relation that is no text', (kind) => message('m.text', { 'm.relates_to': { rel_type: 7, event_id: said[kind] } }), NOT],
  ['a place', () => message('m.location', { geo_uri: 'geo:45.8,1.26' }), NOT],
  ['a request to verify a key', () => message('m.key.verification.request'), NOT],
  ['a notice of the server', () => message('m.server_notice'), NOT],
  ['a type of its own', () => message('fr.exemple.autre'), NOT],
  // Synapse itself knows better.
  ['a message without a type', () => ['m.room.message', { body: 'a' }], '400 undefined'],
  ['an encrypted message', () => ['m.room.encrypted', { algorithm: 'm.megolm.v1.aes-sha2', ciphertext: 'x' }], NOT],
  ['a sticker', () => ['m.sticker', { body: 'a', info: {} }], NOT],
  ['a poll', () => ['m.poll.start', { 'm.poll': {} }], NOT],
  ['a poll of before', () => ['org.matrix.msc3381.poll.start', {}], NOT],
  ['an answer to a poll', () => ['m.poll.response', {}], NOT],
  ['a beacon', () => ['m.beacon', {}], NOT],
  ['a call', () => ['m.call.invite', { call_id: '1', lifetime: 1, offer: {}, version: '1' }], NOT],
  ['a call of many', () => ['m.rtc.notification', {}], NOT],
  ['an event of its own', () => ['fr.exemple.evenement', { body: 'a' }], NOT],
]

test.each(['journal', 'liaison'] as const)('in the %s people talk, and nothing else', async (kind) => {
  const answers = await Promise.all(
    conversation.map(async ([what, make]) => {
      const [type, content] = make(kind)
      return [what, refusal(await manager('PUT', sendPath(rooms[kind], type), content))]
    }),
  )
  expect(answers).toEqual(conversation.map(([what, , expected]) => [what, expected]))
})

test('in the documents files are deposited with a word, and nobody talks', async () => {
  const here = async (type: string, content: Json) => refusal(await manager('PUT', sendPath(rooms.documents, type), content))
  const [only, url] = ['403 ONLY_FILES_HERE', () => files.upload(aPng())]
  for (const kind of ['m.file', 'm.image', 'm.video', 'm.audio']) {
    expect(await here(...message(kind, { url: await url(), filename: 'plaie.png' })), kind).toBe('said')
    expect(await here(...message(kind)), `${kind} without a file`).toBe(only)
  }
  for (const kind of ['m.text', 'm.emote', 'm.notice', 'm.location'])
    expect(await here(...message(kind, { url: await url() })), kind).toBe(only)
  expect(await here('m.reaction', to('documents', 'm.annotation', { key: '👍' }))).toBe(only)
  expect(await here(...message('m.file', { url: await url(), ...to('documents', 'm.replace') }))).toBe(only)
})

test('in a Space nothing is said', async () => {
  for (const [type, content] of [message('m.text'), message('m.file'), ['m.reaction', {}] as const])
    expect((await manager('PUT', sendPath(rooms.space, type), content)).status).toBe(403)
})

test('what calls, widgets, beacons, pins and encryption leave in a room is refused too', async () => {
  const states = ['m.call.member', 'org.matrix.msc3401.call.member', 'im.vector.modular.widgets', 'm.beacon_info', 'm.room.pinned_events']
  for (const type of [...states, 'm.room.encryption', 'm.room.topic', 'm.room.avatar', 'm.room.server_acl'])
    expect((await manager('PUT', roomPath(rooms.journal, 'state', type, some('k')), { a: 1, topic: 'a' })).status, type).toBe(403)
})
