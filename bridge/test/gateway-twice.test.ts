import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { type Answer, type Json, CLIENT, ask, eventually, roomPath, sendPath, text } from './support/rooms.ts'

let own: OwnStack
let gateways: string[]
beforeAll(async () => {
  own = await ownStack('two-gateways')
  gateways = [own.stack.baseUrl, await own.stack.addGateway('gateway-2')]
})
afterAll(() => own?.end())

const GONE: Answer = { status: 0, body: {}, headers: new Headers() }

/** A request for news that waits at a gateway: what is already known is fetched first. */
async function waitsAt(gateway: string, token: string): Promise<{ waiting: Promise<Answer>; since: string }> {
  let since = ''
  for (;;) {
    since = String(
      (await ask(`${gateway}${CLIENT}/sync?timeout=0${since === '' ? '' : `&since=${since}`}`, 'GET', token)).body['next_batch'],
    )
    const waiting = ask(`${gateway}${CLIENT}/sync?timeout=120000&since=${since}`, 'GET', token).catch(() => GONE)
    const silence = new Promise<'silent'>((resolve) => setTimeout(resolve, 1_500, 'silent'))
    if ((await Promise.race([waiting, silence])) === 'silent') return { waiting, since }
  }
}

async function aMember() {
  const { newStructure, newCircle, newPerson, addMember, settled, logIn } = own.stage
  const circle = await newCircle((await newStructure()).id)
  const person = await newPerson()
  await addMember(circle.id, person.id)
  const { roomId: room } = await settled(circle.id)
  const token = (await logIn(person.userId, person.password)).body.access_token
  const said = await ask(`${own.stack.baseUrl}${sendPath(room)}`, 'PUT', token, text('le secret'))
  return { circle, person, room, token, event: String(said.body['event_id']) }
}

test('an access that the registry ends closes what waits at both gateways, and neither answers any more', async () => {
  const { circle, person, room, token, event } = await aMember()
  const open = await Promise.all(gateways.map((gateway) => waitsAt(gateway, token)))
  const reading = (gateway: string) => ask(`${gateway}${roomPath(room, 'event', event)}`, 'GET', token)
  for (const gateway of gateways) expect((await reading(gateway)).status).toBe(200)

  await own.stage.endMember(circle.id, person.id)
  // Each has learnt who the token is moments ago: what it may read is asked anew all the same.
  for (const gateway of gateways) expect((await reading(gateway)).status).toBe(403)
  for (const { waiting } of open) {
    const { status, body } = await waiting
    expect([0, 503]).toContain(status)
    expect(JSON.stringify(body)).not.toContain(room)
  }
  await own.stage.settled(circle.id)
  for (const [index, gateway] of gateways.entries()) {
    const next = await ask(`${gateway}${CLIENT}/sync?timeout=0&since=${open[index]?.since}`, 'GET', token)
    expect(Object.keys((next.body['rooms'] as { leave: Json }).leave)).toEqual([room])
    expect(JSON.stringify(next.body)).not.toContain('le secret')
  }
})

test('who signs out at one gateway is signed out at the other, and a gateway that is killed leaves nothing open', async () => {
  const { token, room, event, circle, person } = await aMember()
  const [first = '', second = ''] = gateways
  await killAndRestart(own.stack.processes['gateway-2'])
  expect((await ask(`${second}${roomPath(room, 'event', event)}`, 'GET', token)).status).toBe(200)
  await own.stage.endMember(circle.id, person.id)
  expect((await ask(`${second}${roomPath(room, 'event', event)}`, 'GET', token)).status).toBe(403)
  expect((await ask(`${first}${CLIENT}/logout`, 'POST', token, {})).status).toBe(200)
  await eventually(async () => {
    for (const gateway of gateways) expect((await ask(`${gateway}${CLIENT}/sync?timeout=0`, 'GET', token)).status).toBe(401)
  })
})
