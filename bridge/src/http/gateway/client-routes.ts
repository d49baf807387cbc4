/**
 * Every address of the client-server API that exists from outside. What is not here does not exist (404), and a test asks
 * the pinned Synapse for all its routes: each must be answered here, so that an upgrade opens nothing by itself.
 */

/** What the gateway does before Synapse hears of a request. */
export type Treatment =
  /** Synapse answers, to anybody or to whose token it is; nothing of a room is in it, or the module decides. */
  | 'pass'
  /** The room named in the path must be one where the registry puts the caller now. */
  | 'room'
  /** Tells of all rooms at once: waits while the caller is still to be taken out of one. */
  | 'all-rooms'
  /** The same, and the answer tells of rooms just left: what was said there is taken out. */
  | 'sync'
  /** Tells of all rooms, left ones included: what is not of the caller's present rooms is taken out of the answer. */
  | 'notifications'
  /** Answered by the gateway: a conversation with these people, found or made. */
  | 'create-room'
  /** Answered by the gateway: the registry's active professionals. */
  | 'directory'
  /** The profile of the user named in the path is shown when they are active. */
  | 'profile'
  /** A file: read by who may, as its rooms say now. */
  | 'file'
  /** A file comes in: looked at as it passes. */
  | 'upload'
  /** A person's picture, which everybody sees. */
  | 'picture'
  /** Always possible, for those too whom the registry no longer counts; leaving a conversation closes its past at once. */
  | 'leave'
  /** The same room, and its mails are marked too. */
  | 'marked-unread'
  /** Where a device is woken: identifiers alone leave. */
  | 'pusher'
  /** What the person silences in their client becomes their wish with us. */
  | 'push-rule'
  /** Done with the person's password in hand: wrong ones are counted. */
  | 'confirm-password'
  /** From device to device: agreed to, and nothing done. */
  | 'to-device'
  /** Closed to everybody, with words. */
  | 'closed'
  /** Answered as if it did not exist. */
  | 'absent'

export interface ClientRoute {
  readonly verbs: readonly string[]
  readonly versions: readonly string[]
  /** {roomId} is the room, {userId} a user; any other {name} is one segment that is not empty, {name?} one that may be; a last * is the rest. */
  readonly path: string
  readonly treatment: Treatment
}

const ALL = ['api/v1', 'r0', 'v3', 'unstable']
const STABLE = ['r0', 'v3', 'unstable']
const V1 = ['v1']
const V1U = ['v1', 'unstable']
const V3 = ['v3']
const U = ['unstable']

const group =
  (treatment: Treatment) =>
  (...rows: readonly [verbs: string, versions: readonly string[], path: string][]): ClientRoute[] =>
    rows.map(([verbs, versions, path]) => ({ verbs: verbs.split(' '), versions, path, treatment }))

const passed = group('pass')(
  ['GET', [''], '/versions'],
  ['GET POST', ALL, '/login'],
  ['POST', STABLE, '/refresh'],
  ['POST', ALL, '/logout'],
  ['POST', ALL, '/logout/all'],
  ['GET', STABLE, '/account/whoami'],
  ['GET', STABLE, '/account/3pid'],
  ['GET', STABLE, '/password_policy'],
  ['GET', STABLE, '/capabilities'],
  ['GET', STABLE, '/auth/{stage}/fallback/web'],
  ['POST', STABLE, '/auth/{stage}/fallback/web'],
  ['GET', STABLE, '/devices'],
  ['GET PUT', STABLE, '/devices/{deviceId}'],
  ['POST', STABLE, '/user/{userId}/filter'],
  ['GET', STABLE, '/user/{userId}/filter/{filterId}'],
  ['GET PUT', STABLE, '/user/{userId}/account_data/{type}'],
  ['POST', STABLE, '/user/{userId}/openid/request_token'],
  ['GET', ALL, '/pushrules/*'],
  ['GET', ALL, '/pushers'],
  ['GET', ALL, '/joined_rooms'],
  ['GET', ALL, '/voip/turnServer'],
  ['GET', STABLE, '/thirdparty/protocols'],
  ['GET PUT', ALL, '/presence/{userId}/status'],
  // No encryption here, but clients do not start without these; what they store harms nobody.
  ['POST', STABLE, '/keys/upload'],
  ['POST', STABLE, '/keys/query'],
  ['POST', STABLE, '/keys/claim'],
  ['GET', STABLE, '/keys/changes'],
  ['POST', STABLE, '/keys/signatures/upload'],
  ['GET POST', STABLE, '/room_keys/version'],
  ['GET PUT DELETE', STABLE, '/room_keys/version/{version}'],
  // Joining reads nothing: the module asks the registry about it.
  ['POST', ALL, '/join/{anyRoom}'],
  ['PUT', ALL, '/join/{anyRoom}/{txnId}'],
  ['POST', ALL, '/rooms/{anyRoom}/join'],
  ['PUT', ALL, '/rooms/{anyRoom}/join/{txnId}'],
  // Forgetting what was left reads nothing.
  ['POST', ALL, '/rooms/{anyRoom}/forget'],
  ['PUT', ALL, '/rooms/{anyRoom}/forget/{txnId}'],
  ['GET', V1, '/media/config'],
)

const ours = [
  ...group('confirm-password')(
    ['POST', STABLE, '/account/password'],
    ['DELETE', STABLE, '/devices/{deviceId}'],
    ['POST', STABLE, '/delete_devices'],
    ['POST', ['v3', 'unstable'], '/keys/device_signing/upload'],
  ),
  ...group('push-rule')(['PUT DELETE', ALL, '/pushrules/*']),
  ...group('pusher')(['POST', ALL, '/pushers/set']),
  ...group('to-device')(['PUT', STABLE, '/sendToDevice/{type}/{txnId}']),
  ...group('create-room')(['POST', ALL, '/createRoom'], ['PUT', ALL, '/createRoom/{txnId}']),
  ...group('leave')(['POST', ALL, '/rooms/{roomId}/leave'], ['PUT', ALL, '/rooms/{roomId}/leave/{txnId}']),
  ...group('marked-unread')(
    ['PUT', STABLE, '/user/{userId}/rooms/{roomId}/account_data/m.marked_unread'],
    // Element before the specification had it.
    ['PUT', STABLE, '/user/{userId}/rooms/{roomId}/account_data/com.famedly.marked_unread'],
  ),
  ...group('directory')(['POST', STABLE, '/user_directory/search']),
  ...group('profile')(
    ['GET', ALL, '/profile/{userId}'],
    ['GET', ALL, '/profile/{userId}/avatar_url'],
    ['GET', ALL, '/profile/{userId}/displayname'],
    ['GET', V3, '/profile/{userId}/{field}'],
  ),
]

const files = [
  ...group('file')(
    ['GET', V1, '/media/download/{server}/{mediaId}'],
    ['GET', V1, '/media/download/{server}/{mediaId}/{fileName}'],
    ['GET', V1, '/media/thumbnail/{server}/{mediaId}'],
  ),
  ...group('picture')(['PUT DELETE', ALL, '/profile/{userId}/avatar_url']),
]

const ofOneRoom = group('room')(
  ['GET', ALL, '/rooms/{roomId}/messages'],
  ['GET', ALL, '/rooms/{roomId}/event/{eventId}'],
  ['GET', ALL, '/rooms/{roomId}/context/{eventId}'],
  ['GET', ALL, '/rooms/{roomId}/members'],
  ['GET', ALL, '/rooms/{roomId}/joined_members'],
  ['GET', ALL, '/rooms/{roomId}/state'],
  ['GET PUT', ALL, '/rooms/{roomId}/state/{type}'],
  ['GET PUT', ALL, '/rooms/{roomId}/state/{type}/{stateKey?}'],
  ['GET', ALL, '/rooms/{roomId}/initialSync'],
  ['GET', ['r0', 'v3'], '/rooms/{roomId}/aliases'],
  ['GET', V1U, '/rooms/{roomId}/relations/{eventId}'],
  ['GET', V1U, '/rooms/{roomId}/relations/{eventId}/{relType}'],
  ['GET', V1U, '/rooms/{roomId}/relations/{eventId}/{relType}/{type}'],
  ['GET', V1, '/rooms/{roomId}/threads'],
  ['GET', V1, '/rooms/{roomId}/hierarchy'],
  ['GET', V1, '/rooms/{roomId}/timestamp_to_event'],
  ['GET', V1, '/room_summary/{roomId}'],
  ['POST', ALL, '/rooms/{roomId}/send/{type}'],
  ['PUT', ALL, '/rooms/{roomId}/send/{type}/{txnId}'],
  ['POST', ALL, '/rooms/{roomId}/redact/{eventId}'],
  ['PUT', ALL, '/rooms/{roomId}/redact/{eventId}/{txnId}'],
  ['PUT', ALL, '/rooms/{roomId}/typing/{userId}'],
  ['POST', STABLE, '/rooms/{roomId}/receipt/{type}/{eventId}'],
  ['POST', STABLE, '/rooms/{roomId}/read_markers'],
  ['POST', STABLE, '/rooms/{roomId}/report/{eventId}'],
  ['POST', V3, '/rooms/{roomId}/report'],
  ...(['invite', 'kick', 'ban', 'unban'] as const).flatMap((act): [string, readonly string[], string][] => [
    ['POST', ALL, `/rooms/{roomId}/${act}`],
    ['PUT', ALL, `/rooms/{roomId}/${act}/{txnId}`],
  ]),
  ['POST', STABLE, '/rooms/{roomId}/upgrade'],
  ['GET PUT', STABLE, '/user/{userId}/rooms/{roomId}/account_data/{type}'],
  ['GET', STABLE, '/user/{userId}/rooms/{roomId}/tags'],
  ['PUT DELETE', STABLE, '/user/{userId}/rooms/{roomId}/tags/{tag}'],
)

const ofAllRooms = [
  ...group('sync')(['GET', STABLE, '/sync'], ['POST', U, '/org.matrix.simplified_msc3575/sync']),
  ...group('all-rooms')(['POST', ALL, '/search']),
  ...group('notifications')(['GET', STABLE, '/notifications']),
]

const closed = group('closed')(
  // Accounts are made, named and ended by the registry.
  ['POST', STABLE, '/register'],
  ['GET', STABLE, '/register/available'],
  ['POST', STABLE, '/account/deactivate'],
  ['POST', STABLE, '/account/3pid'],
  ['POST', STABLE, '/account/3pid/{act}'],
  ['POST', STABLE, '/account/3pid/email/requestToken'],
  ['POST', STABLE, '/account/3pid/msisdn/requestToken'],
  ['POST', STABLE, '/account/password/email/requestToken'],
  ['POST', STABLE, '/register/email/requestToken'],
  ['POST', STABLE, '/register/msisdn/requestToken'],
  ['PUT DELETE', ALL, '/profile/{userId}/displayname'],
  ['PUT DELETE', V3, '/profile/{userId}/{field}'],
  // Rooms are made by the registry, and listed nowhere.
  ['GET POST', ALL, '/publicRooms'],
  ['GET PUT DELETE', ALL, '/directory/room/{alias}'],
  ['GET PUT', ALL, '/directory/list/room/{anyRoom}'],
  ['POST', STABLE, '/knock/{anyRoom}'],
  ['GET', V1, '/media/preview_url'],
)

const absent = group('absent')(
  // Given up by the specification, used by no client of today.
  ['GET', ALL, '/initialSync'],
  ['GET', ALL, '/events'],
  // By its identifier alone, an event would be read without naming its room.
  ['GET', ALL, '/events/{eventId}'],
  ['GET PUT DELETE', STABLE, '/room_keys/keys'],
  ['GET PUT DELETE', STABLE, '/room_keys/keys/{anyRoom}'],
  ['GET PUT DELETE', STABLE, '/room_keys/keys/{anyRoom}/{sessionId}'],
  ['GET', STABLE, '/account_validity/renew'],
  ['POST', STABLE, '/account_validity/send_mail'],
  ['GET POST', U, '/add_threepid/{medium}/submit_token'],
  ['GET', U, '/registration/{medium}/submit_token'],
  ['GET', V1U, '/register/m.login.registration_token/validity'],
  ['POST', V1U, '/appservice/{id}/ping'],
  ['PUT DELETE', ALL, '/directory/list/appservice/{networkId}/{anyRoom}'],
  ['GET', U, '/org.matrix.msc4140/delayed_events'],
  ['GET POST', U, '/org.matrix.msc4140/delayed_events/{delayId}'],
  ['POST', U, '/org.matrix.msc4140/delayed_events/{delayId}/{act}'],
  ['GET', U, '/org.matrix.msc2432/rooms/{anyRoom}/aliases'],
  ['GET', U, '/im.nheko.summary/rooms/{anyRoom}/summary'],
  ['GET', U, '/im.nheko.summary/summary/{anyRoom}'],
  ['GET', U, '/pushers/remove'],
  ['GET', V1U, '/mutual_rooms'],
  ['POST', V3, '/users/{userId}/report'],
  ['POST', STABLE, '/tokenrefresh'],
  ['GET', STABLE, '/thirdparty/protocol/{protocol}'],
  ['GET', STABLE, '/thirdparty/location'],
  ['GET', STABLE, '/thirdparty/location/{protocol}'],
  ['GET', STABLE, '/thirdparty/user'],
  ['GET', STABLE, '/thirdparty/user/{protocol}'],
  ['GET', ALL, '/admin/whois/{userId}'],
)

/** Earlier rows win where two match. */
export const CLIENT_ROUTES: readonly ClientRoute[] = [...passed, ...ours, ...files, ...ofOneRoom, ...ofAllRooms, ...closed, ...absent]
