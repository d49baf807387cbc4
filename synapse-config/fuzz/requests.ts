import fc from 'fast-check'
import { CLIENT_ROUTES } from '../../bridge/src/http/gateway/client-routes.ts'
import { COMMON, type Cast, type Kind } from './cast.ts'
import { mutated } from './mutations.ts'

/** One request as it goes over the wire: path and headers as they are, whatever they hold. */
export interface Sent {
  /** Whose request it is: an index into the cast. */
  readonly actor: number
  readonly verb: string
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** Who asks, and how often: most of them must not be told. */
const WEIGHTS: Record<Kind, number> = { member: 4, former: 5, ended: 6, outsider: 4, suspended: 1, 'signed-out': 1, nobody: 1 }

/** These would end the session, the membership or the lag that the other requests need; tests of their own are about them. */
const SPARED = /^\/(logout|account\/password|delete_devices|devices|rooms\/\{roomId\}\/leave|user\/\{userId\}\/openid)/
const BASES = CLIENT_ROUTES.filter(({ path }) => !SPARED.test(path)).flatMap(({ verbs, versions, path }) =>
  versions.flatMap((version) => verbs.map((verb) => ({ verb, path: `/_matrix/client${version === '' ? '' : `/${version}`}${path}` }))),
)
// Not in the table: addresses beside the client-server API.
const OUTSIDE = [
  '/_matrix/media/v3/upload',
  '/_matrix/media/r0/download/{server}/{mediaId}',
  '/_matrix/media/v3/thumbnail/{server}/{mediaId}',
  '/_synapse/admin/v1/rooms/{roomId}/messages',
  '/_synapse/admin/v2/users/{userId}',
  '/_matrix/federation/v1/event/{eventId}',
  '/_matrix/key/v2/server',
  '/api/v1/circles',
  '/health',
  '/',
].flatMap((path) => ['GET', 'POST', 'PUT'].map((verb) => ({ verb, path })))

/** Valid requests of the people of the cast, on its rooms and events, each changed in up to three ways. */
export function requests(cast: Cast): fc.Arbitrary<Sent> {
  const at = (kind: Kind) => cast.actors.flatMap((actor, index) => (actor.kind === kind ? [index] : []))
  const actor = fc.oneof(...Object.entries(WEIGHTS).map(([kind, weight]) => ({ weight, arbitrary: fc.constantFrom(...at(kind as Kind)) })))
  const naming = BASES.filter(({ path }) => /\{roomId\}/.test(path))
  const others = BASES.filter(({ path }) => !/\{roomId\}/.test(path))
  const reading = naming.filter(({ verb }) => verb === 'GET')
  const about = BASES.filter(({ path }) => /(sync|search|notifications)$/.test(path))
  const base = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...reading) },
    { weight: 4, arbitrary: fc.constantFrom(...naming) },
    { weight: 3, arbitrary: fc.constantFrom(...about) },
    { weight: 4, arbitrary: fc.constantFrom(...others) },
    { weight: 1, arbitrary: fc.constantFrom(...OUTSIDE) },
  )
  return fc
    .tuple(actor, base, fc.nat())
    .map(([index, asked, dice]) => {
      // Each of these waits for seconds, as it should: a few are enough.
      const waits = cast.actors[index]?.kind === 'ended' && about.includes(asked) && dice % 8 !== 0
      const { verb, path } = (waits ? reading[dice % reading.length] : asked) ?? asked
      return plain(cast, index, verb, path, dice)
    })
    .chain((sent) => mutated(cast, sent))
}

/** The request as a good client of theirs would send it. */
function plain(cast: Cast, index: number, verb: string, template: string, dice: number): Sent {
  const me = cast.actors[index]
  const pick = (...among: readonly string[]): string => among[dice % among.length] ?? ''
  const values: Record<string, string> = {
    roomId: pick(cast.journal, cast.journal, cast.journal, cast.elsewhere),
    anyRoom: pick(cast.journal, cast.elsewhere),
    eventId: pick(...cast.events),
    userId: me?.userId ?? '',
    type: /state/.test(template) ? pick('m.room.name', 'm.room.member', 'm.room.create') : pick('m.room.message', 'm.room.redaction'),
    'stateKey?': pick('', me?.userId ?? ''),
    txnId: `t${dice}`,
    relType: pick('m.thread', 'm.annotation'),
    server: cast.serverName,
    mediaId: pick('abcdefgh', 'x'),
    version: '1',
    tag: 'u.essai',
    field: 'm.tz',
    filterId: '0',
    alias: `#essai:${cast.serverName}`,
  }
  const path = template.replace(/\{(\w+\??)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x')).replace('*', 'global/')
  const query = queryOf(template, me?.since ?? '', dice)
  const content = verb === 'GET' || verb === 'HEAD' || verb === 'DELETE' ? '' : JSON.stringify(bodyOf(template, values, cast))
  const headers: [string, string][] = [['host', 'localhost']]
  if (me !== undefined && me.token !== '') headers.push(['authorization', `Bearer ${me.token}`])
  if (content !== '') headers.push(['content-type', 'application/json'])
  return { actor: index, verb, path: `${path}${query}`, headers, body: content }
}

function queryOf(template: string, since: string, dice: number): string {
  const choose = (...among: string[]) => among[dice % among.length] ?? ''
  if (template.endsWith('/sync')) return choose(`?timeout=0&since=${since}`, '?timeout=0&full_state=true', '?timeout=0')
  if (template.endsWith('/messages')) return choose('?dir=b&limit=20', '?dir=f', `?dir=b&from=${since}`)
  if (template.endsWith('/members')) return choose('', `?at=${since}`, '?membership=join')
  if (template.endsWith('timestamp_to_event')) return '?ts=1&dir=f'
  return choose('', '', '?limit=10')
}

function bodyOf(template: string, values: Record<string, string>, cast: Cast): unknown {
  const me = values['userId']
  const said = values['type'] === 'm.room.redaction' ? { redacts: values['eventId'] } : { msgtype: 'm.text', body: 'essai' }
  const known: readonly (readonly [RegExp, unknown])[] = [
    [/\/send\//, said],
    [/\/state\//, { membership: 'join', name: 'Essai' }],
    [/\/typing\//, { typing: true, timeout: 1000 }],
    // Not themselves: that would be leaving.
    [/\/(invite|kick|ban|unban)(\/|$)/, { user_id: cast.author.userId }],
    [/\/login$/, { type: 'm.login.password', identifier: { type: 'm.id.user', user: me }, password: 'essai' }],
    [/\/upgrade$/, { new_version: '12' }],
    [/\/createRoom/, { invite: [cast.author.userId], is_direct: true, preset: 'trusted_private_chat' }],
    [/\/search$/, { search_categories: { room_events: { search_term: COMMON } }, search_term: 'fuzz' }],
    [
      /msc3575\/sync$/,
      {
        lists: { all: { ranges: [[0, 20]], required_state: [['*', '*']], timeline_limit: 20 } },
        room_subscriptions: { [cast.journal]: { required_state: [['*', '*']], timeline_limit: 20 } },
      },
    ],
    [/\/read_markers$/, { 'm.fully_read': values['eventId'], 'm.read': values['eventId'] }],
    [/\/filter$/, { room: { rooms: [cast.journal], timeline: { limit: 50 }, include_leave: true } }],
    [/\/keys\/query$/, { device_keys: { [cast.author.userId]: [] } }],
  ]
  return known.find(([pattern]) => pattern.test(template))?.[1] ?? {}
}
