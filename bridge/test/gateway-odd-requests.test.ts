import { expect, inject, test } from 'vitest'
import { send } from '../../synapse-config/fuzz/send.ts'
import { CLIENT, ask, doorsOf, roomPath, sendPath, some, text } from './support/rooms.ts'
import { asking, speak } from './support/raw.ts'

const stack = inject('stack')
const { newPerson, newStructure, newCircle, addMember, endMember, settled, logIn } = doorsOf(stack)
const SECRET = 'le secret du journal'
type Header = readonly [string, string]

/** Somebody who was in a journal and is not any more, and somebody who is. */
async function oneWhoLeft() {
  const circle = await newCircle((await newStructure()).id)
  const [stays, leaves] = await Promise.all([newPerson(), newPerson()])
  for (const { id } of [stays, leaves]) await addMember(circle.id, id)
  const { roomId: room } = await settled(circle.id)
  const [member, former] = await Promise.all([stays, leaves].map(async (one) => (await logIn(one.userId, one.password)).body.access_token))
  const said = await ask(`${stack.baseUrl}${sendPath(room)}`, 'PUT', String(member), text(SECRET))
  await endMember(circle.id, leaves.id)
  await settled(circle.id)
  return { room, event: String(said.body['event_id']), member: String(member), former: String(former) }
}
/** The bytes as they are: a client of Node's would mend or refuse some of these. */
const asks = (path: string, { verb = 'GET', headers = [] as readonly Header[], body = '' } = {}) =>
  send(stack.baseUrl, { actor: 0, verb, path, headers: [['host', 'localhost'], ...headers], body })
const bearer = (token: string): Header => ['authorization', `Bearer ${token}`]

test('a token that Synapse finds where others do not look opens nothing', async () => {
  const { room, event, member, former } = await oneWhoLeft()
  const path = roomPath(room, 'event', event)
  // Twisted separates by `;` too, and reads the body of a form.
  const wrong = some('jeton')
  const form: Header = ['content-type', 'application/x-www-form-urlencoded']
  for (const query of [
    `access_token=${former};x=1`,
    `access_token=${wrong};access_token=${former}`,
    `x=1;access_token=${former}`,
    `access_token=${wrong}&x;access_token=${former}`,
  ]) {
    const { status, body } = await asks(`${path}?${query}`)
    expect([400, 401], query).toContain(status)
    expect(body).not.toContain(SECRET)
  }
  const search = JSON.stringify({ search_categories: { room_events: { search_term: 'secret' } }, a: `&access_token=${member}&` })
  for (const query of ['', `?access_token=${wrong}`, `?access_token=${former}`])
    expect((await asks(`${CLIENT}/search${query}`, { verb: 'POST', headers: [form], body: search })).body, query).not.toContain(SECRET)
  // A member is not asked for more than before.
  expect((await asks(`${path}?access_token=${member}`)).body).toContain(SECRET)
  expect((await asks(`${path}?a=b&access_token=${member}&c=d`)).body).toContain(SECRET)
})

test('no header ends the gateway', async () => {
  const { member } = await oneWhoLeft()
  const odd: Header[] = [
    ['trailer', 'authorization'],
    ['te', 'trailers'],
    ['upgrade', 'h2c'],
    ['expect', '100-continue'],
    ['content-type', 'é'],
  ]
  expect((await asks(`${CLIENT}/account/whoami`, { headers: [bearer(member), ['connection', 'authorization, close']] })).status).toBe(400)
  for (const header of odd) {
    expect((await asks(`${CLIENT}/account/whoami`, { headers: [bearer(member), header] })).status, header.join(': ')).toBe(200)
    expect((await asks('/api/v1/circles', { headers: [header] })).status, header.join(': ')).toBe(401)
  }
  for (const coding of ['gzip, chunked', 'identity'])
    expect((await asks(`${CLIENT}/login`, { verb: 'POST', headers: [['transfer-encoding', coding]], body: '{}' })).status, coding).toBe(400)
})

test('a body in pieces is passed on whole, whatever the verb, and is never read as a second request', async () => {
  const { room, member } = await oneWhoLeft()
  const chunked: Header = ['transfer-encoding', 'chunked']
  const said = await asks(sendPath(room), { verb: 'PUT', headers: [bearer(member), chunked], body: JSON.stringify(text('en morceaux')) })
  expect(said.status).toBe(200)
  const smuggled = `GET ${CLIENT}/account/whoami HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${member}\r\n\r\n`
  const heard = await asks('/_matrix/client/versions', { headers: [chunked], body: smuggled })
  expect(heard.status).toBe(200)
  expect(heard.body).not.toContain('user_id')
})

test('two tokens are refused wherever they are; HEAD is answered as GET, without a body', async () => {
  const { room, event, member, former } = await oneWhoLeft()
  for (const path of [`${CLIENT}/account/whoami`, roomPath(room, 'event', event)])
    expect((await asks(path, { headers: [bearer(member), bearer(former)] })).status, path).toBe(400)
  for (const path of [`${CLIENT}/sync?timeout=0`, `${CLIENT}/notifications`])
    for (const headers of [[bearer(former)], [bearer(member)]])
      expect(await asks(path, { verb: 'HEAD', headers }), path).toMatchObject({ status: 200, body: '' })
  // Who left may show their token in the address, as anybody.
  expect((await asks(`${CLIENT}/sync?timeout=0&access_token=${former}`)).status).toBe(200)
})

test('a body that is refused before it was read holds up no later request of the same connection', async () => {
  const body = 'a'.repeat(12_000_000)
  const put = `PUT /api/v1/imports/x/file?name=a.csv HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${stack.apiKey}\r\nContent-Type: text/csv\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const { statuses } = await speak(stack.baseUrl, put + asking('GET /health/live HTTP/1.1', []))
  expect(statuses).toEqual([400, 200])
})
