import { CLIENT, roomPath } from './rooms.ts'

interface Given {
  member: string
  outsider: string
  room: string
  asToken: string
}
export const WHOAMI = `${CLIENT}/account/whoami`
export const SEARCH = `POST ${CLIENT}/user_directory/search HTTP/1.1`
export const bearer = (token: string) => `Authorization: Bearer ${token}`

/** What is said of who asks, of the road, and of the words: each read in one way only, or refused. */
export const ODD: Record<string, (given: Given) => { line: string; headers: string[]; body?: string; status: number }> = {
  'two tokens, where nothing of a room is asked': ({ member, outsider }) => ({
    line: `GET ${WHOAMI} HTTP/1.1`,
    headers: [bearer(member), bearer(outsider)],
    status: 400,
  }),
  'two tokens, the second a member’s': ({ member, outsider, room }) => ({
    line: `GET ${roomPath(room, 'state')} HTTP/1.1`,
    headers: [bearer(outsider), bearer(member)],
    status: 400,
  }),
  'a token in the address twice': ({ member, outsider }) => ({
    line: `GET ${WHOAMI}?access_token=${member}&access_token=${outsider} HTTP/1.1`,
    headers: [],
    status: 400,
  }),
  'a token in the address twice, once with an escape': ({ member, outsider, room }) => ({
    line: `GET ${roomPath(room, 'state')}?access_token=${outsider}&%61ccess_token=${member} HTTP/1.1`,
    headers: [],
    status: 400,
  }),
  'a token behind a semicolon': ({ member }) => ({ line: `GET ${WHOAMI}?a=b;access_token=${member} HTTP/1.1`, headers: [], status: 400 }),
  'a token that is no text': ({ member }) => ({ line: `GET ${WHOAMI}?access_token=${member}%ff HTTP/1.1`, headers: [], status: 400 }),
  'a token header that is no text': () => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: [`Authorization: Bearer \u00e9`], status: 401 }),
  'a zero in a parameter': ({ member, room }) => ({
    line: `GET ${roomPath(room, 'messages')}?dir=b&from=%00 HTTP/1.1`,
    headers: [bearer(member)],
    status: 400,
  }),
  'a parameter twice': ({ member, room }) => ({
    line: `GET ${roomPath(room, 'messages')}?dir=b&limit=1&limit=50 HTTP/1.1`,
    headers: [bearer(member)],
    status: 400,
  }),
  'somebody else’s name': ({ member }) => ({
    line: `GET ${WHOAMI}?user_id=@sphere:localhost HTTP/1.1`,
    headers: [bearer(member)],
    status: 400,
  }),
  'the bridge’s own token': ({ asToken }) => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: [bearer(asToken)], status: 401 }),
  'the bridge’s own token in the address': ({ room, asToken }) => ({
    line: `GET ${roomPath(room, 'state')}?access_token=${asToken} HTTP/1.1`,
    headers: [],
    status: 401,
  }),
  'the bridge’s own token, to upload': ({ asToken }) => ({
    line: 'POST /_matrix/media/v3/upload HTTP/1.1',
    headers: [bearer(asToken), 'Content-Length: 1'],
    body: 'x',
    status: 401,
  }),
  'a form, whose fields would be parameters': () => ({
    line: SEARCH,
    headers: ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 14'],
    body: 'access_token=x',
    status: 415,
  }),
  'a compressed body': ({ member }) => ({
    line: SEARCH,
    headers: [bearer(member), 'Content-Encoding: gzip', 'Content-Length: 2'],
    body: '{}',
    status: 415,
  }),
  'a token that the next proxy is told to drop': ({ member }) => ({
    line: `GET ${WHOAMI} HTTP/1.1`,
    headers: [bearer(member), 'Connection: authorization'],
    status: 400,
  }),
  'two hosts': ({ member }) => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: [bearer(member), 'Host: elsewhere'], status: 400 }),
  'two lengths': ({ member }) => ({
    line: SEARCH,
    headers: [bearer(member), 'Content-Length: 2', 'Content-Length: 2'],
    body: '{}',
    status: 400,
  }),
  'a length and chunks': ({ member }) => ({
    line: SEARCH,
    headers: [bearer(member), 'Content-Length: 5', 'Transfer-Encoding: chunked'],
    body: `0\r\n\r\nGET ${WHOAMI} HTTP/1.1\r\n\r\n`,
    status: 400,
  }),
  'an unknown coding': ({ member }) => ({
    line: SEARCH,
    headers: [bearer(member), 'Transfer-Encoding: xchunked'],
    body: '0\r\n\r\n',
    status: 400,
  }),
  'chunks twice': ({ member }) => ({
    line: SEARCH,
    headers: [bearer(member), 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'],
    body: '0\r\n\r\n',
    status: 400,
  }),
  'chunks in HTTP/1.0': ({ member }) => ({
    line: SEARCH.replace('1.1', '1.0'),
    headers: [bearer(member), 'Transfer-Encoding: chunked'],
    body: '2\r\n{}\r\n0\r\n\r\n',
    status: 400,
  }),
  'a version that is not': ({ member }) => ({ line: `GET ${WHOAMI} HTTP/2.0`, headers: [bearer(member)], status: 505 }),
  'a folded header': ({ member }) => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: ['X-A: b', ` ${bearer(member)}`], status: 400 }),
  'a space before the colon': ({ member }) => ({
    line: `GET ${WHOAMI} HTTP/1.1`,
    headers: [`Authorization : Bearer ${member}`],
    status: 400,
  }),
  'a zero in a header': ({ member }) => ({ line: `GET ${WHOAMI} HTTP/1.1`, headers: [`${bearer(member)}\0`], status: 400 }),
  'a whole address': ({ member }) => ({ line: `GET http://localhost${WHOAMI} HTTP/1.1`, headers: [bearer(member)], status: 400 }),
  'a whole address of elsewhere': ({ member, room }) => ({
    line: `GET http://example.org${roomPath(room, 'state')} HTTP/1.1`,
    headers: [bearer(member)],
    status: 400,
  }),
  'no address': () => ({ line: 'OPTIONS * HTTP/1.1', headers: [], status: 400 }),
  'a verb in small letters': ({ member }) => ({ line: `get ${WHOAMI} HTTP/1.1`, headers: [bearer(member)], status: 400 }),
  'a verb that is not': ({ member }) => ({ line: `TRACE ${WHOAMI} HTTP/1.1`, headers: [bearer(member)], status: 404 }),
  'an address that is no ASCII': ({ member }) => ({
    line: `GET ${CLIENT}/rooms/\xe9/state HTTP/1.1`,
    headers: [bearer(member)],
    status: 400,
  }),
  'parameters of a segment': ({ member }) => ({ line: `GET ${WHOAMI};a=b HTTP/1.1`, headers: [bearer(member)], status: 404 }),
  'a fragment': ({ member }) => ({ line: `GET ${WHOAMI}#x HTTP/1.1`, headers: [bearer(member)], status: 404 }),
  'a dot behind the version': ({ member }) => ({
    line: 'GET /_matrix/client/v3./account/whoami HTTP/1.1',
    headers: [bearer(member)],
    status: 404,
  }),
  'overlong UTF-8': ({ member }) => ({ line: `GET ${CLIENT}/rooms/%c0%a1x/state HTTP/1.1`, headers: [bearer(member)], status: 404 }),
  'two slashes inside': ({ member }) => ({
    line: 'GET /_matrix//client/v3/account/whoami HTTP/1.1',
    headers: [bearer(member)],
    status: 404,
  }),
  'capitals in the prefix': ({ member }) => ({
    line: 'GET /_MATRIX/client/v3/account/whoami HTTP/1.1',
    headers: [bearer(member)],
    status: 404,
  }),
  'a slash of Windows': ({ member }) => ({
    line: 'GET /_matrix\\client\\v3\\account\\whoami HTTP/1.1',
    headers: [bearer(member)],
    status: 404,
  }),
}
