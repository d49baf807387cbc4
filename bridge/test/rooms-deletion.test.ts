import { expect, inject, test } from 'vitest'
import { type GraphEvent, judgeRedactions } from '../../synapse-config/audit/room-graph.ts'
import { type Answer, type Json, type Matrix, doorsOf, roomPath, sendPath, some, text } from './support/rooms.ts'
import { graphEvent } from './support/graph.ts'

const stack = inject('stack')
const doors = doorsOf(stack)
const { told, newPerson, newStructure, newCircle, addMember, settled, signIn, bridge } = doors

/** Two people at home in one journal. */
async function twoPeople() {
  const circle = await newCircle((await newStructure()).id)
  const [nadia, marc] = await Promise.all([newPerson(), newPerson()])
  for (const { id } of [nadia, marc]) await addMember(circle.id, id)
  const { roomId: room } = await settled(circle.id)
  return { circle, room, nadia: await signIn(nadia), marc: await signIn(marc) }
}
async function says(who: Matrix, room: string, words = some('mot')): Promise<string> {
  const { status, body } = await who('PUT', sendPath(room), text(words))
  expect(status, JSON.stringify(body)).toBe(200)
  return String(body['event_id'])
}
const deletes = (who: Matrix, room: string, event: string) => who('PUT', roomPath(room, 'redact', event, some('txn')), {})
const deletesBySending = (who: Matrix, room: string, event: unknown) => who('PUT', sendPath(room, 'm.room.redaction'), { redacts: event })
const refusal = ({ status, body }: Answer) => [status, body['fr.sphere.refusal']]
const contentOf = async (who: Matrix, room: string, event: string) =>
  (await who('GET', roomPath(room, 'event', event))).body['content'] as Json

test.each([
  ['by /redact', deletes],
  ['by /send/m.room.redaction', deletesBySending],
])('an author deletes their last message, and not the one before, %s', async (_route, act) => {
  const { room, nadia, marc } = await twoPeople()
  const [first, second] = [await says(nadia, room), await says(nadia, room)]
  expect(refusal(await act(nadia, room, first))).toEqual([403, 'NO_LONGER_THE_LAST'])
  expect(refusal(await act(marc, room, second))).toEqual([403, 'ONLY_ITS_AUTHOR_DELETES'])

  expect((await act(nadia, room, second)).status).toBe(200)
  expect(await contentOf(marc, room, second)).toEqual({})
  // What was deleted still counts as said: the past does not melt away one message at a time.
  expect(refusal(await act(nadia, room, first))).toEqual([403, 'NO_LONGER_THE_LAST'])
  expect(await contentOf(marc, room, first)).toHaveProperty('body')
})

test('a reaction, a notice or a new member does not make a message less than the last', async () => {
  const { circle, room, nadia, marc } = await twoPeople()
  const message = await says(nadia, room)
  const reaction = await marc('PUT', sendPath(room, 'm.reaction'), {
    'm.relates_to': { rel_type: 'm.annotation', event_id: message, key: '👍' },
  })
  expect(reaction.status).toBe(200)
  await addMember(circle.id, (await newPerson({}, { withPassword: false })).id)
  await settled(circle.id)

  expect(refusal(await deletes(marc, room, String(reaction.body['event_id'])))).toEqual([403, 'ONLY_MESSAGES_ARE_DELETED'])
  expect((await deletes(nadia, room, message)).status).toBe(200)
})

test('nobody deletes a notice, a setting, what is not there, or a message elsewhere', async () => {
  const [here, elsewhere] = [await twoPeople(), await twoPeople()]
  const { body } = await bridge('GET', `${roomPath(here.room, 'messages')}?dir=b&limit=50`)
  const chunk = body['chunk'] as { event_id: string; type: string; sender: string }[]
  const targets = [
    chunk.find(({ type }) => type === 'm.room.message')?.event_id ?? '',
    chunk.find(({ type }) => type === 'm.room.member')?.event_id ?? '',
    '$nothing',
    await says(elsewhere.nadia, elsewhere.room),
  ]
  for (const target of targets) {
    for (const act of [deletes, deletesBySending]) expect((await act(here.nadia, here.room, target)).status).toBe(target === '' ? 404 : 403)
    expect((await deletes(bridge, here.room, target)).status, 'not even the bridge').toBe(403)
  }
  expect(await contentOf(elsewhere.nadia, elsewhere.room, targets[3] ?? '')).toHaveProperty('body')
})

test('in a closed circle nothing is deleted any more', async () => {
  const { circle, room, nadia } = await twoPeople()
  const message = await says(nadia, room)
  await told('PUT', `/circles/${circle.id}`, { patientId: circle.patient.id, structureId: circle.structure.id, status: 'closed' })
  await settled(circle.id)
  expect(refusal(await deletes(nadia, room, message))).toEqual([403, 'CIRCLE_CLOSED'])
})

test('history is not rewritten: no edit, and no message that destroys itself', async () => {
  const { room, nadia } = await twoPeople()
  const message = await says(nadia, room)
  const wrong: Json[] = [
    { ...text('* autre'), 'm.new_content': text('autre'), 'm.relates_to': { rel_type: 'm.replace', event_id: message } },
    { ...text('* autre'), 'm.relates_to': { rel_type: 'm.replace', event_id: message } },
    { ...text('* autre'), 'm.new_content': text('autre') },
    { ...text('bref'), 'org.matrix.self_destruct_after': 1 },
    { ...text('bref'), 'm.self_destruct': 1_000 },
  ]
  for (const content of wrong) expect(refusal(await nadia('PUT', sendPath(room), content))).toEqual([403, 'NOT_SAYABLE'])
})

test('the audit sees a deletion that should not have been', () => {
  const redaction = (given: Partial<GraphEvent>) => graphEvent('$3', 3, { type: 'm.room.redaction', ...given })
  const judge = (given: Partial<GraphEvent>, before = graphEvent('$2', 2)) =>
    judgeRedactions(new Map([graphEvent('$1', 1), before, redaction(given)]), '@sphere:x')[0]?.wrong
  expect(judge({ redacts: '$2' })).toBeNull()
  expect(judge({ redacts: '$1' })).toBe('a message had followed')
  expect(judge({ redacts: '$1' }, graphEvent('$2', 2, { sender: '@sphere:x' }))).toBeNull()
  expect(judge({ redacts: '$1' }, graphEvent('$2', 2, { type: 'm.reaction' }))).toBeNull()
  expect(judge({ redacts: '$2', sender: '@b:x' })).toBe('its author is another')
  expect(judge({ redacts: '$2' }, graphEvent('$2', 2, { sender: '@sphere:x' }))).toBe('its target is not a message of a person')
  const inAFolder = (given: Partial<GraphEvent>) =>
    judgeRedactions(new Map([graphEvent('$1', 1), graphEvent('$2', 2), redaction(given)]), '@sphere:x', true)[0]?.wrong
  expect([inAFolder({ redacts: '$1' }), inAFolder({ redacts: '$1', reasoned: true, sender: '@b:x' })]).toEqual(['it gives no reason', null])
  expect(judge({ redacts: '$gone' })).toBe('its target is not in this room')
})
