import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type OwnStack, ownStack } from './support/own-stack.ts'
import { type Answer, CLIENT, type Matrix, type Stage, eventually, roomPath, sendPath, text } from './support/rooms.ts'

let own: OwnStack
let stage: Stage
let circle: string
let journal: string
let documents: string
let message: string
let member: { userId: string; matrix: Matrix }
let editor: { userId: string; matrix: Matrix }

beforeAll(async () => {
  own = await ownStack('outage')
  stage = own.stage
  const dac = await stage.newStructure({ kind: 'DAC', dac: true })
  circle = (await stage.newCircle(dac.id)).id
  const [one, two] = [await stage.newPerson(), await stage.newPerson()]
  await stage.addMember(circle, one.id)
  await stage.employ(two, dac.id, 'editor')
  journal = (await stage.settled(circle)).roomId
  documents = (await stage.settledDac(dac.id)).documents
  member = { userId: one.userId, matrix: await stage.signIn(one) }
  editor = { userId: two.userId, matrix: await stage.signIn(two) }
  message = String((await member.matrix('PUT', sendPath(journal), text('avant la panne'))).body['event_id'])
})
afterAll(() => own.end())
const isWell = () => eventually(async () => expect(await stage.health()).toMatchObject({ status: 200, body: { status: 'ok' } }), 60_000)
beforeEach(isWell)

const rules = () => {
  const part = own.stack.processes['policy']
  if (part === undefined) throw new Error('no policy process')
  return part
}
/** Everything but a plain message in a journal. */
const asked = (): Record<string, () => Promise<Answer>> => ({
  'a reaction': () =>
    member.matrix('PUT', sendPath(journal, 'm.reaction'), { 'm.relates_to': { rel_type: 'm.annotation', event_id: message, key: '👍' } }),
  'an edit': () =>
    member.matrix('PUT', sendPath(journal), {
      ...text('* x'),
      'm.new_content': text('x'),
      'm.relates_to': { rel_type: 'm.replace', event_id: message },
    }),
  'a deletion': () => member.matrix('PUT', roomPath(journal, 'redact', message, 'txn'), {}),
  'a message in the documents': () => editor.matrix('PUT', sendPath(documents), text('x')),
  'a state': () => member.matrix('PUT', roomPath(journal, 'state', 'm.room.topic', ''), { topic: 'x' }),
  'a state by the bridge': () => stage.bridge('PUT', roomPath(journal, 'state', 'm.room.name', ''), { name: 'x' }),
  'an invitation by the bridge': () => stage.bridge('POST', roomPath(journal, 'invite'), { user_id: editor.userId }),
  'an outsider who joins': () => editor.matrix('POST', roomPath(journal, 'join'), {}),
  'a removal by the bridge': () => stage.bridge('POST', roomPath(journal, 'kick'), { user_id: member.userId }),
  'a new room, asked for round the gateway': () => stage.as(member.userId)('POST', `${CLIENT}/createRoom`, {}),
})

async function expectOnlyPlainMessages(): Promise<void> {
  const before = (await stage.readState(journal)).map((event) => event.event_id)
  expect((await member.matrix('PUT', sendPath(journal), text('pendant la panne'))).status).toBe(200)
  const refused = await Promise.all(Object.entries(asked()).map(async ([act, send]) => [act, await send()] as const))
  for (const [act, { status, body, headers }] of refused)
    expect({ status, retry: headers.get('retry-after'), ...body }, act).toMatchObject({
      status: 503,
      retry: '2',
      error: 'Le service des règles ne répond pas : réessayez dans un instant.',
      'fr.sphere.refusal': 'POLICY_UNAVAILABLE',
    })
  expect((await stage.readState(journal)).map((event) => event.event_id)).toEqual(before)
}
async function expectHealthToSay(part: string): Promise<void> {
  const { status, body } = await eventually(async () => {
    const answer = await stage.health()
    expect(answer.status).toBe(503)
    return answer
  })
  const parts = body['parts'] as { part: string; status: string; advice: string | null }[]
  expect([status, body['status']]).toEqual([503, 'down'])
  expect(parts.find((one) => one.part === part)).toMatchObject({
    status: 'down',
    advice: expect.stringContaining('Redémarrez le rôle « policy »'),
  })
  expect(parts.find((one) => one.part === 'database')).toMatchObject({ status: 'ok', advice: null })
}
/** A change made during the outage waits, is seen to wait, and applies by itself afterwards. */
async function changeMembership(): Promise<() => Promise<void>> {
  const newcomer = await stage.newPerson({}, { withPassword: false })
  await stage.addMember(circle, newcomer.id)
  await eventually(async () => {
    const { pending, members } = await stage.stateOf(circle)
    expect(pending).not.toBeNull()
    expect(members.find(({ personId }) => personId === newcomer.id)).toMatchObject({ wanted: true, inStep: false })
  })
  return async () => {
    await stage.settled(circle)
    expect(await stage.joinedIn(journal)).toContain(newcomer.userId)
    expect((await stage.noticesOf(journal)).filter(({ body }) => body.includes(newcomer.fullName))).toHaveLength(1)
  }
}

test('with the rules stopped, plain messages go through and nothing else; what the registry changed meanwhile applies when they are back', async () => {
  await rules().stop()
  try {
    const applied = await changeMembership()
    await expectOnlyPlainMessages()
    await expectHealthToSay('policy')
    await rules().start()
    await applied()
  } finally {
    await rules().start()
  }
  await isWell()
})

test('with the rules frozen, it is the same: who waits is answered, and refused', async () => {
  rules().kill('SIGSTOP')
  try {
    const applied = await changeMembership()
    await expectOnlyPlainMessages()
    await expectHealthToSay('policy')
    rules().kill('SIGCONT')
    await applied()
  } finally {
    rules().kill('SIGCONT')
  }
  await isWell()
})

test('the rules come back by themselves after a kill -9', async () => {
  const killed = rules().pid()
  rules().kill('SIGKILL')
  await eventually(() => expect([killed, undefined]).not.toContain(rules().pid()))
  await eventually(async () => expect((await asked()['a reaction']?.())?.status).toBe(200))
  await isWell()
})

test('with the homeserver away, the registry still takes changes, says what is down, and the room follows when it is back', async () => {
  const synapse = own.stack.processes['synapse']
  const newcomer = await stage.newPerson({}, { withPassword: false })
  await synapse?.stop()
  await stage.addMember(circle, newcomer.id)
  await eventually(async () => expect((await stage.stateOf(circle)).lastError?.message).toMatch(/\w/))
  const { status, body } = await stage.health()
  expect(status).toBe(503)
  expect(body['parts']).toContainEqual(
    expect.objectContaining({ part: 'homeserver', status: 'down', advice: expect.stringContaining('Synapse') }),
  )
  await synapse?.start()
  await stage.settled(circle)
  expect(await stage.joinedIn(journal)).toContain(newcomer.userId)
  await isWell()
})
