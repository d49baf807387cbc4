import fc from 'fast-check'
import { COMMON, type Cast } from './cast.ts'
import type { Sent } from './requests.ts'

type Change = (sent: Sent) => Sent
const VERBS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'get', 'Get'] as const
const VERSIONS = ['r0', 'v1', 'v2', 'v3', 'v9', 'unstable', 'api/v1', 'V3', '%763', 'unstable/org.matrix.msc3575', ''] as const
const PREFIXES = ['/_matrix/client', '/_matrix/media', '/_matrix/federation', '/_synapse/admin', '/_MATRIX/client', '//_matrix/client', '/_matrix//client', '/_matrix/./client', '/x/../_matrix/client', 'http://localhost/_matrix/client', '/_matrix%2Fclient'] as const // prettier-ignore
const CUTS = ['/', '//', '/.', '/..', '/%2e%2e', '%2f', '%5c', '\\', ';x=1', '%00', '%0a', '%c0%af', '%ff', '%', '%zz', '#', '%23', '%3f', '?', '+', '%20', 'é', '\t', ' '] as const // prettier-ignore

/** The request changed in up to three ways; one in eight goes as it is. */
export function mutated(cast: Cast, sent: Sent): fc.Arbitrary<Sent> {
  const change = fc.oneof(
    { weight: 4, arbitrary: inPath() },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...VERBS).map((verb): Change => (now) => ({ ...now, verb })),
    },
    { weight: 3, arbitrary: inQuery(cast) },
    { weight: 3, arbitrary: inHeaders(cast) },
    { weight: 2, arbitrary: inBody(cast) },
  )
  return fc
    .oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 7, arbitrary: fc.array(change, { minLength: 1, maxLength: 3, size: 'small' }) },
    )
    .map((changes) => changes.reduce((now, next) => next(now), sent))
}

const split = (path: string): [string, string] => {
  const at = path.indexOf('?')
  return at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at)]
}
const onPath =
  (act: (path: string) => string): Change =>
  (sent) => {
    const [path, query] = split(sent.path)
    return { ...sent, path: act(path) + query }
  }
const onSegment =
  (dice: number, act: (segment: string) => string): Change =>
  (sent) =>
    onPath((path) => {
      const parts = path.split('/')
      const at = 1 + (dice % Math.max(1, parts.length - 1))
      return parts.map((part, index) => (index === at ? act(part) : part)).join('/')
    })(sent)

/** Segments encoded, doubled, emptied, cut, and prefixes that are not those of the API. */
function inPath(): fc.Arbitrary<Change> {
  const escaped = (text: string, at: number) =>
    `${text.slice(0, at)}%${(text.charCodeAt(at) & 255).toString(16).padStart(2, '0')}${text.slice(at + 1)}`
  return fc.oneof(
    fc.tuple(fc.nat(), fc.nat()).map(([dice, at]) => onSegment(dice, (part) => (part === '' ? part : escaped(part, at % part.length)))),
    fc.nat().map((dice) => onSegment(dice, (part) => part.replaceAll('%', '%25'))),
    fc.nat().map((dice) => onSegment(dice, decoded)),
    fc.nat().map((dice) => onSegment(dice, (part) => part.toUpperCase())),
    fc.nat().map((dice) => onSegment(dice, (part) => `${part}/${part}`)),
    fc.nat().map((dice) => onSegment(dice, () => '')),
    fc.tuple(fc.nat(), fc.constantFrom(...CUTS)).map(([dice, cut]) => onSegment(dice, (part) => part + cut)),
    fc.tuple(fc.nat(), fc.constantFrom(...CUTS)).map(([dice, cut]) => onSegment(dice, (part) => cut + part)),
    fc.constantFrom(...CUTS).map((cut) => onPath((path) => path + cut)),
    fc
      .constantFrom(...VERSIONS)
      .map((version) => onPath((path) => path.replace(/^(\/_matrix\/client)\/(api\/v1|[^/]+)/, version === '' ? '$1' : `$1/${version}`))),
    fc.constantFrom(...PREFIXES).map((prefix) => onPath((path) => path.replace(/^\/_matrix\/client/, prefix))),
    fc.string({ maxLength: 12 }).map((text) => onPath((path) => `${path}/${text.replace(/[\r\n]/g, '')}`)),
    fc.constantFrom(20, 3_000).map((length) => onPath((path) => `${path}${'a'.repeat(length)}`)),
  )
}
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The token where Synapse may read it and we may not, and other people's. */
function tokens(cast: Cast): fc.Arbitrary<string> {
  const known = cast.actors.map(({ token }) => token)
  return fc.constantFrom(...known, 'jeton', '')
}

function inQuery(cast: Cast): fc.Arbitrary<Change> {
  const name = fc.constantFrom('access_token', 'access%5ftoken', 'access_token%20', 'Access_Token', 'user_id', 'org.matrix.msc3202.device_id', 'since', 'at', 'from', 'to', 'dir', 'limit', 'timeout', 'filter', 'full_state', 'org.matrix.msc4140.delay', 'set_presence', 'membership', 'ts') // prettier-ignore
  const value = fc.oneof(
    tokens(cast),
    fc.constantFrom('0', '-1', '1e9', 'true', 'b', 'f', 'join', '', '%ff', '%00', `@sphere:${cast.serverName}`, '{}', '{"room":{"include_leave":true}}', '[]', '%7B%22room%22:%7B%22include_leave%22:true%7D%7D'), // prettier-ignore
    fc.constantFrom(...cast.actors.map(({ since }) => since)),
  )
  const more = fc.tuple(fc.constantFrom('&', ';', '&&', '?', '&amp;'), name, value)
  const withToken = (sent: Sent) => sent.headers.find(([header]) => header === 'authorization')?.[1].slice(7) ?? ''
  const add = (sent: Sent, text: string) => ({ ...sent, path: sent.path + (sent.path.includes('?') ? text : `?${text.slice(1)}`) })
  return fc.oneof(
    more.map(
      ([between, key, given]): Change =>
        (sent) =>
          add(sent, `${between}${key}=${given}`),
    ),
    // The token goes into the address instead, alone, before or behind something, or with another.
    fc
      .tuple(
        fc.constantFrom('=T', '=T;x=1', '=T&access_token=O', '=O;access_token=T', '=O&x=1;access_token=T', '=T%20', '=+T', '=%54'),
        tokens(cast),
      )
      .map(([form, other]): Change => (sent) => ({
        ...add(sent, `&access_token${form.replace('T', withToken(sent)).replace('O', other)}`),
        headers: sent.headers.filter(([header]) => header !== 'authorization'),
      })),
  )
}

const HEADERS: readonly (readonly [string, string])[] = [
  ['x-forwarded-for', '127.0.0.1, ::1'],
  ['x-forwarded-host', 'example.org'],
  ['forwarded', 'for=127.0.0.1;host=x'],
  ['content-type', 'application/x-www-form-urlencoded'],
  ['content-type', 'multipart/form-data; boundary=x'],
  ['content-type', ''],
  ['content-encoding', 'gzip'],
  ['accept-encoding', 'gzip, br;q=0'],
  ['transfer-encoding', 'chunked'],
  ['transfer-encoding', 'identity'],
  ['transfer-encoding', 'gzip, chunked'],
  ['expect', '100-continue'],
  ['expect', 'rien'],
  ['connection', 'authorization, close'],
  ['connection', 'upgrade'],
  ['upgrade', 'websocket'],
  ['upgrade', 'h2c'],
  ['te', 'trailers'],
  ['trailer', 'authorization'],
  ['host', 'x'],
  ['host', ''],
  ['range', 'bytes=0-1,5-'],
  ['range', 'bytes=9-1'],
  ['if-none-match', '*'],
  ['origin', 'https://example.org'],
  ['x-http-method-override', 'GET'],
  ['x-original-url', '/_synapse/admin/v1/rooms'],
  ['x-matrix', 'origin=x'],
  ['cookie', 'a=b'],
  ['content-length', '0'],
  ['content-length', '5'],
  ['x-long', 'a'.repeat(20_000)],
]

function inHeaders(cast: Cast): fc.Arbitrary<Change> {
  const add =
    (name: string, value: string): Change =>
    (sent) => ({ ...sent, headers: [...sent.headers, [name, value]] })
  const authorized =
    (act: (token: string) => string): Change =>
    (sent) => ({
      ...sent,
      headers: sent.headers.map(([name, value]) => (name === 'authorization' ? [name, act(value.slice(7))] : [name, value])),
    })
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...HEADERS).map(([name, value]) => add(name, value)) },
    { weight: 2, arbitrary: tokens(cast).map((token) => add('authorization', `Bearer ${token}`)) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(
          'bearer T',
          'Bearer  T',
          'Bearer\tT',
          'Bearer T ',
          'Bearer T x',
          'Basic T',
          'T',
          'Bearer T,Bearer T',
          'X-Matrix origin=x',
        )
        .map((form) => authorized((token) => form.replaceAll('T', token))),
    },
  )
}

/** Words that are two things at once, cut short, deep, large, or no words at all. */
function inBody(cast: Cast): fc.Arbitrary<Change> {
  const body = fc.oneof(
    fc.json({ maxDepth: 3 }),
    fc.constantFrom(
      '',
      '{',
      '[]',
      'null',
      '"',
      '{"a":1,"a":2}',
      `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
      'x'.repeat(200_000),
      '\u0000\u0001',
      '\ud800',
    ),
    // JSON for one reader, a form with a token for another.
    tokens(cast).map((token) =>
      JSON.stringify({ search_categories: { room_events: { search_term: COMMON } }, a: `&access_token=${token}&` }),
    ),
  )
  return fc.tuple(body, fc.boolean()).map(([text, form]): Change => (sent) => ({
    ...sent,
    verb: ['GET', 'HEAD'].includes(sent.verb) && form ? 'POST' : sent.verb,
    body: text,
    headers: form
      ? [...sent.headers.filter(([name]) => name !== 'content-type'), ['content-type', 'application/x-www-form-urlencoded']]
      : sent.headers,
  }))
}
