import { beforeAll, expect, inject, test } from 'vitest'
import { ODD, SEARCH, WHOAMI, bearer } from './support/odd-requests.ts'
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

const outside = (line: string, headers: string[], body?: string) => speak(stack.baseUrl, asking(line, headers, body))

test.each(Object.keys(ODD))('refused, whoever asks: %s', async (name) => {
  const { line, headers, body, status } = ODD[name]?.({ ...who, room, asToken: stack.secrets.asToken }) ?? {
    line: '',
    headers: [],
    status: 0,
  }
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
    ['/_synapse/admin/v1/server_version', stack.secrets.asToken, 404],
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

test('a deletion that names no message is refused in words, in every form', async () => {
  const forms = ['null', '1', '{}', '[]', '["$a"]', 'true', '"x"', '"$\\u0000"', '"$\\ud800"', '1e400']
  const send = (type: string, body: string) =>
    outside(
      `PUT ${roomPath(room, 'send', 'm.room.redaction', some('txn')).replace('m.room.redaction', type)} HTTP/1.1`,
      [bearer(who.member), `Content-Length: ${body.length}`],
      body,
    )
  for (const form of forms)
    for (const type of ['m.room.redaction', 'm%2Eroom.%72edaction']) {
      const { statuses, said } = await send(type, `{"redacts":${form}}`)
      expect(statuses, form).toEqual([400])
      expect(said).toContain('M_BAD_JSON')
    }
  expect((await send('m.room.redaction', '{}')).statuses).toEqual([400])
  expect((await send('m.room.redaction', `{"redacts":"$a","x":"${'x'.repeat(200_000)}"}`)).statuses).toEqual([413])
  const posted = '{"redacts":{}}'
  const inPieces = `${posted.length.toString(16)}\r\n${posted}\r\n0\r\n\r\n`
  const post = `POST ${roomPath(room, 'send', 'm.room.redaction')} HTTP/1.1`
  expect((await outside(post, [bearer(who.member), 'Transfer-Encoding: chunked'], inPieces)).statuses).toEqual([400])
  // An empty one is Synapse's to refuse.
  expect((await send('m.room.redaction', '')).statuses).toEqual([400])
  expect((await outside(post, [bearer(who.member), 'Transfer-Encoding: chunked'], '0\r\n\r\n')).statuses).toEqual([400])
  // What can be read goes on to Synapse, whole: by both ways a person deletes their last message.
  const say = async () => String((await as('PUT', sendPath(room), text('à supprimer'))).body['event_id'])
  expect((await as('PUT', sendPath(room, 'm.room.redaction'), { redacts: await say(), reason: 'é' })).status).toBe(200)
  expect((await as('PUT', roomPath(room, 'redact', await say(), some('txn')), { reason: 'x'.repeat(40_000) })).status).toBe(200)
  expect((await as('PUT', roomPath(room, 'redact', await say(), some('txn')), {})).status).toBe(200)
})

test('nobody stores what would make all their later answers fail', async () => {
  const me = String((await as('GET', WHOAMI)).body['user_id'])
  const mine = `${CLIENT}/user/${encodeURIComponent(me)}`
  const put = (path: string, body: string) => outside(`PUT ${path} HTTP/1.1`, [bearer(who.member), `Content-Length: ${body.length}`], body)
  for (const [path, body] of [
    [`${CLIENT}/pushrules/global/override/essai`, '{"conditions":{},"actions":["notify"]}'],
    [`${CLIENT}/pushrules/global/override/essai`, '{"conditions":[{"kind":1}],"actions":[]}'],
    [`${CLIENT}/pushrules/global/content/essai`, '{"pattern":{},"actions":["notify"]}'],
    [`${mine}/account_data/essai`, '{"x":1e400}'],
    [`${mine}/account_data/essai`, '{"x":"\\ud800"}'],
    [`${mine}/rooms/${encodeURIComponent(room)}/account_data/essai`, '{"x":[-1e400]}'],
    [`${mine}/rooms/${encodeURIComponent(room)}/tags/u.x`, '{"order":[{}]}'],
  ] as const)
    expect((await put(path, body)).statuses, `${path} ${body}`).toEqual([400])
  expect((await put(`${CLIENT}/pushrules/global/override/essai`, '{"conditions":[],"actions":["notify"]}')).statuses).toEqual([200])
  expect((await as('PUT', `${mine}/account_data/essai`, { x: 'x'.repeat(300_000) })).status).toBe(200)
  for (const path of [`${CLIENT}/pushrules/`, `${CLIENT}/sync?timeout=0`]) expect((await as('GET', path)).status, path).toBe(200)
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
