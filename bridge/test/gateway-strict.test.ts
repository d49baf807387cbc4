import { beforeAll, expect, inject, test } from 'vitest'
import { type Matrix, CLIENT, doorsOf, eventually, roomPath, sendPath, some, text } from './support/rooms.ts'
import { asking, speak } from './support/raw.ts'

const stack = inject('stack')
const { newPerson, newStructure, newCircle, addMember, settled, logIn } = doorsOf(stack)

const who = { member: '', outsider: '' }
let state = ''
let room = ''
let as: Matrix
beforeAll(async () => {
  const circle = await newCircle((await newStructure()).id)
  const [member, outsider] = await Promise.all([newPerson(), newPerson()])
  await addMember(circle.id, member.id)
  room = (await settled(circle.id)).roomId
  state = roomPath(room, 'state')
  who.member = (await logIn(member.userId, member.password)).body.access_token
  who.outsider = (await logIn(outsider.userId, outsider.password)).body.access_token
  as = await doorsOf(stack).signIn(member)
})

const WHOAMI = `${CLIENT}/account/whoami`
const SEARCH = `POST ${CLIENT}/user_directory/search HTTP/1.1`
const bearer = (token: string) => `Authorization: Bearer ${token}`
const outside = (line: string, headers: string[], body?: string) => speak(stack.baseUrl, asking(line, headers, body))

/** What is said of who asks, of the road, and of the words: each read in one way only, or refused. */
const ODD: Record<string, () => { line: string; headers: string[]; body?: string; status: number }> = {
  'two tokens, where nothing of a room is asked': () => ({
    line: `GET ${WHOAMI} HTTP/1.1`,
    headers: [bearer(who.member), bearer(who.outsider)],
    status: 400,
  }),
  'two tokens, the second a member’s': () => ({
    line: `GET ${state} HTTP/1.1`,
    headers: [bearer(who.outsider), bearer(who.member)],
    status: 400,
  }),
  'a token in the address twice': () => ({
    line: `GET ${WHOAMI}?access_token=${who.member}&access_token=${who.outsider} HTTP/1.1`,
    headers: [],
    status: 400,
  }),
  'a token in the address twice, once with an escape': () => ({
    line: `GET ${state}?access_token=${who.outsider}&%61ccess_token=${who.member} HTTP/1.1`,
    headers: [],
    status: 400,
  }),
  'a token behind a semicolon': () => ({ line: `GET ${WHOAMI}?a=b;access_token=${who.member} HTTP/1.1`, headers: [], status: 400 }),
  'a token that is no text': () => ({ line: `GET ${WHOAMI}?access_token=${who.member}%ff HTTP/1.1`, headers: [], status: 400 }),
  'a token header that is no text': () => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: [`Authorization: Bearer \u00e9`], status: 401 }),
  'a zero in a parameter': () => ({
    line: `GET ${roomPath(room, 'messages')}?dir=b&from=%00 HTTP/1.1`,
    headers: [bearer(who.member)],
    status: 400,
  }),
  'a parameter twice': () => ({
    line: `GET ${roomPath(room, 'messages')}?dir=b&limit=1&limit=50 HTTP/1.1`,
    headers: [bearer(who.member)],
    status: 400,
  }),
  'somebody else’s name': () => ({ line: `GET ${WHOAMI}?user_id=@sphere:localhost HTTP/1.1`, headers: [bearer(who.member)], status: 400 }),
  'the bridge’s own token': () => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: [bearer(stack.secrets.asToken)], status: 401 }),
  'the bridge’s own token in the address': () => ({
    line: `GET ${state}?access_token=${stack.secrets.asToken} HTTP/1.1`,
    headers: [],
    status: 401,
  }),
  'the bridge’s own token, to upload': () => ({
    line: 'POST /_matrix/media/v3/upload HTTP/1.1',
    headers: [bearer(stack.secrets.asToken), 'Content-Length: 1'],
    body: 'x',
    status: 401,
  }),
  'a form, whose fields would be parameters': () => ({
    line: SEARCH,
    headers: ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 14'],
    body: 'access_token=x',
    status: 415,
  }),
  'a compressed body': () => ({
    line: SEARCH,
    headers: [bearer(who.member), 'Content-Encoding: gzip', 'Content-Length: 2'],
    body: '{}',
    status: 415,
  }),
  'a token that the next proxy is told to drop': () => ({
    line: `GET ${WHOAMI} HTTP/1.1`,
    headers: [bearer(who.member), 'Connection: authorization'],
    status: 400,
  }),
  'two hosts': () => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: [bearer(who.member), 'Host: elsewhere'], status: 400 }),
  'two lengths': () => ({
    line: SEARCH,
    headers: [bearer(who.member), 'Content-Length: 2', 'Content-Length: 2'],
    body: '{}',
    status: 400,
  }),
  'a length and chunks': () => ({
    line: SEARCH,
    headers: [bearer(who.member), 'Content-Length: 5', 'Transfer-Encoding: chunked'],
    body: `0\r\n\r\nGET ${WHOAMI} HTTP/1.1\r\n\r\n`,
    status: 400,
  }),
  'an unknown coding': () => ({
    line: SEARCH,
    headers: [bearer(who.member), 'Transfer-Encoding: xchunked'],
    body: '0\r\n\r\n',
    status: 400,
  }),
  'chunks twice': () => ({
    line: SEARCH,
    headers: [bearer(who.member), 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'],
    body: '0\r\n\r\n',
    status: 400,
  }),
  'chunks in HTTP/1.0': () => ({
    line: SEARCH.replace('1.1', '1.0'),
    headers: [bearer(who.member), 'Transfer-Encoding: chunked'],
    body: '2\r\n{}\r\n0\r\n\r\n',
    status: 400,
  }),
  'a version that is not': () => ({ line: `GET ${WHOAMI} HTTP/2.0`, headers: [bearer(who.member)], status: 505 }),
  'a folded header': () => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: ['X-A: b', ` ${bearer(who.member)}`], status: 400 }),
  'a space before the colon': () => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: [`Authorization : Bearer ${who.member}`], status: 400 }),
  'a zero in a header': () => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: [`${bearer(who.member)}\0`], status: 400 }),
  'a whole address': () => ({ line: `GET http://localhost${WHOAMI} HTTP/1.1`, headers: [bearer(who.member)], status: 400 }),
  'a whole address of elsewhere': () => ({ line: `GET http://example.org${state} HTTP/1.1`, headers: [bearer(who.member)], status: 400 }),
  'no address': () => ({ line: 'OPTIONS * HTTP/1.1', headers: [], status: 400 }),
  'a verb in small letters': () => ({ line: `get ${WHOAMI} HTTP/1.1`, headers: [bearer(who.member)], status: 400 }),
  'a verb that is not': () => ({ line: `TRACE ${WHOAMI} HTTP/1.1`, headers: [bearer(who.member)], status: 404 }),
  'an address that is no ASCII': () => ({ line: `GET ${CLIENT}/rooms/\xe9/state HTTP/1.1`, headers: [bearer(who.member)], status: 400 }),
  'parameters of a segment': () => ({ line: `GET ${WHOAMI};a=b HTTP/1.1`, headers: [bearer(who.member)], status: 404 }),
  'a fragment': () => ({ line: `GET ${WHOAMI}#x HTTP/1.1`, headers: [bearer(who.member)], status: 404 }),
  'a dot behind the version': () => ({
    line: 'GET /_matrix/client/v3./account/whoami HTTP/1.1',
    headers: [bearer(who.member)],
    status: 404,
  }),
  'overlong UTF-8': () => ({ line: `GET ${CLIENT}/rooms/%c0%a1x/state HTTP/1.1`, headers: [bearer(who.member)], status: 404 }),
  'two slashes inside': () => ({ line: 'GET /_matrix//client/v3/account/whoami HTTP/1.1', headers: [bearer(who.member)], status: 404 }),
  'capitals in the prefix': () => ({ line: 'GET /_MATRIX/client/v3/account/whoami HTTP/1.1', headers: [bearer(who.member)], status: 404 }),
  'a slash of Windows': () => ({ line: 'GET /_matrix\\client\\v3\\account\\whoami HTTP/1.1', headers: [bearer(who.member)], status: 404 }),
}
test.each(Object.keys(ODD))('refused, whoever asks: %s', async (name) => {
  const { line, headers, body, status } = ODD[name]?.() ?? { line: '', headers: [], status: 0 }
  const { statuses, said } = await outside(line, headers, body)
  expect(statuses, said).toEqual([status])
  expect(said).not.toContain('@')
})

test('addresses that only look like the client-server API are pages, never answers of Synapse', async () => {
  for (const path of [
    '//_matrix/client/v3/account/whoami',
    '/%5fmatrix/client/v3/account/whoami',
    '/x/../_matrix/client/v3/account/whoami',
  ]) {
    const { said } = await outside(`GET ${path} HTTP/1.1`, [bearer(who.member)])
    expect(said, path).toContain('<!doctype html>')
    expect(said, path).not.toContain('user_id')
  }
})

test('a verb named in a header, or another protocol, changes nothing', async () => {
  const overridden = await outside(`GET ${state} HTTP/1.1`, [bearer(who.outsider), 'X-HTTP-Method-Override: PUT'])
  expect(overridden.statuses).toEqual([403])
  const upgrade = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA']
  for (const [path, token, status] of [
    [state, who.outsider, 403],
    [WHOAMI, who.member, 200],
    ['/_synapse/admin/v1/server_version', stack.secrets.asToken, 401],
  ] as const)
    expect((await outside(`GET ${path} HTTP/1.1`, [bearer(token), ...upgrade])).statuses, path).toEqual([status])
  const socket = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==']
  expect((await outside(`GET ${state} HTTP/1.1`, [bearer(who.outsider), ...socket])).statuses).toEqual([403])
})

test('what follows a refused request on the same connection is a request of its own, its body is not', async () => {
  const hidden = `GET ${state} HTTP/1.1\r\nHost: localhost\r\n${bearer(who.member)}\r\n\r\n`
  for (const refused of [`${CLIENT}/register`, `${CLIENT}/unheard-of`, roomPath(room, 'kick')]) {
    const { statuses, said } = await speak(
      stack.baseUrl,
      `POST ${refused} HTTP/1.1\r\nHost: localhost\r\n${bearer(who.outsider)}\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}${asking(`GET ${WHOAMI} HTTP/1.1`, [bearer(who.outsider)])}`,
    )
    expect(statuses, refused).toEqual([refused.endsWith('unheard-of') ? 404 : 403, 200])
    expect(said).not.toContain('m.room.create')
  }
})

test('two requests on one connection are each judged by their own token', async () => {
  const first = `GET ${state} HTTP/1.1\r\nHost: localhost\r\n${bearer(who.member)}\r\n\r\n`
  const { statuses } = await speak(stack.baseUrl, `${first}${asking(`GET ${state} HTTP/1.1`, [bearer(who.outsider)])}`)
  expect(statuses).toEqual([200, 403])
})

test('HEAD is judged as GET and OPTIONS tells nothing, for every treatment', async () => {
  const rows = [
    [WHOAMI, 200, 200],
    [state, 200, 403],
    [`${CLIENT}/sync?timeout=0`, 200, 200],
    [`${CLIENT}/notifications`, 200, 200],
    [`${CLIENT}/publicRooms`, 403, 403],
    [`${CLIENT}/events`, 404, 404],
    [`${CLIENT}/unheard-of`, 404, 404],
  ] as const
  for (const [path, member, outsider] of rows) {
    const answers = await Promise.all([who.member, who.outsider].map((token) => outside(`HEAD ${path} HTTP/1.1`, [bearer(token)])))
    expect(
      answers.map(({ statuses }) => statuses),
      path,
    ).toEqual([[member], [outsider]])
    for (const { said } of answers) expect(said.split('\r\n\r\n')[1], path).toBe('')
    const options = await outside(`OPTIONS ${path} HTTP/1.1`, [bearer(who.member)])
    expect(options.statuses, path).toEqual([path.endsWith('unheard-of') ? 404 : 204])
    expect(options.said).not.toContain(room)
  }
})

test('a token in the address serves everywhere, answers that are looked through included', async () => {
  for (const path of [WHOAMI, state, `${CLIENT}/notifications`, `${CLIENT}/sync?timeout=0`]) {
    const { statuses, said } = await outside(`GET ${path}${path.includes('?') ? '&' : '?'}access_token=${who.member} HTTP/1.1`, [])
    expect(statuses, `${path} ${said}`).toEqual([200])
  }
  // A question mark inside a parameter is part of it, as it is to Synapse.
  expect((await outside(`GET ${state}?access_token=${who.member}?x=y HTTP/1.1`, [])).statuses).toEqual([401])
})

test('the version of the homeserver is told to nobody', async () => {
  const { said } = await outside(`GET ${CLIENT}/login HTTP/1.1`, [])
  expect(said).not.toMatch(/^server:/im)
})

test('an ordinary client notices nothing of all this', async () => {
  expect((await as('PUT', sendPath(room), text('bonjour ; ça va ? 100 % & plus + é'))).status).toBe(200)
  const filter = encodeURIComponent(JSON.stringify({ room: { timeline: { limit: 1 } }, x: 'a;b?c&d' }))
  expect((await as('GET', `${CLIENT}/sync?timeout=0&filter=${filter}`)).status).toBe(200)
  expect(
    (await as('POST', `${CLIENT}/join/${encodeURIComponent(room)}?server_name=localhost&server_name=localhost&via=localhost`, {})).status,
  ).toBe(200)
  const body = JSON.stringify({ search_term: some('personne') })
  const slowly = await outside(SEARCH, [bearer(who.member), 'Expect: 100-continue', `Content-Length: ${body.length}`], body)
  expect(slowly.statuses).toEqual([100, 200])
  const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
  expect((await outside(SEARCH, [bearer(who.member), 'Transfer-Encoding: chunked'], chunks)).statuses).toEqual([200])
  await eventually(async () => expect((await outside(`GET ${WHOAMI} HTTP/1.0`, [bearer(who.member)])).statuses).toEqual([200]))
})
