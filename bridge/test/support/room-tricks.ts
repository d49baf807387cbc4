import { CLIENT, roomPath, sendPath, some, text } from './rooms.ts'

/** Who tries, on what: users and rooms by their Matrix identifiers. */
export interface Target {
  me: string
  room: string
  /** A member of the room, and somebody who is not. */
  member: string
  outsider: string
  /** A message that a member wrote there. */
  message: string
  /** The marker of the room, copied. */
  marker: { kind: string; id: string }
  serverName: string
}
type Sent = readonly [method: string, path: string, body?: unknown]
export type Tricks = Record<string, (target: Target) => Sent>

const inRoom =
  (act: string, body: (target: Target) => unknown) =>
  (target: Target): Sent => ['POST', roomPath(target.room, act), body(target)]
const say =
  (type: string, content: (target: Target) => unknown) =>
  (target: Target): Sent => ['PUT', sendPath(target.room, type), content(target)]
const set =
  (type: string, content: unknown, key: (target: Target) => string = () => '') =>
  (target: Target): Sent => [
    'PUT',
    roomPath(target.room, 'state', type, key(target)),
    typeof content === 'function' ? (content as (target: Target) => unknown)(target) : content,
  ]
const make =
  (body: (target: Target) => unknown) =>
  (target: Target): Sent => ['POST', `${CLIENT}/createRoom`, body(target)]
const who = ({ member }: Target) => member
const mine = ({ me }: Target) => me
const theirs = ({ outsider }: Target) => outsider
const encoded = ({ room }: Target) => encodeURIComponent(room)

export const MEMBERSHIP: Tricks = {
  'invites an outsider': inRoom('invite', ({ outsider }) => ({ user_id: outsider })),
  'invites a member': inRoom('invite', ({ member }) => ({ user_id: member })),
  'invites by an old path': ({ room, outsider }) => [
    'POST',
    `/_matrix/client/r0/rooms/${encodeURIComponent(room)}/invite`,
    { user_id: outsider },
  ],
  'invites an e-mail address': inRoom('invite', () => ({
    id_server: 'vector.im',
    id_access_token: 'x',
    medium: 'email',
    address: 'a@example.org',
  })),
  'removes a member': inRoom('kick', ({ member }) => ({ user_id: member, reason: 'dehors' })),
  'bans a member': inRoom('ban', ({ member }) => ({ user_id: member })),
  'bans an outsider': inRoom('ban', ({ outsider }) => ({ user_id: outsider })),
  'lifts a ban': inRoom('unban', ({ outsider }) => ({ user_id: outsider })),
  knocks: (target) => ['POST', `${CLIENT}/knock/${encoded(target)}`, {}],
  'takes another name': set('m.room.member', { membership: 'join', displayname: 'Dr House' }, mine),
  'knocks by state': set('m.room.member', { membership: 'knock' }, mine),
  'bans themself by state': set('m.room.member', { membership: 'ban' }, mine),
  'invites by state': set('m.room.member', { membership: 'invite' }, theirs),
  'makes an outsider join by state': set('m.room.member', { membership: 'join' }, theirs),
  'removes by state': set('m.room.member', { membership: 'leave' }, who),
  'bans by state': set('m.room.member', { membership: 'ban' }, who),
  'invents a membership': set('m.room.member', { membership: 'guest' }, who),
  'invites somebody who does not exist': inRoom('invite', ({ serverName }) => ({ user_id: `@${some('personne')}:${serverName}` })),
  'invites somebody of another server': inRoom('invite', () => ({ user_id: '@somebody:example.org' })),
}
/** Refused to those who do not belong; a member is there already. */
export const ENTERING: Tricks = {
  'joins by identifier': (target) => ['POST', `${CLIENT}/join/${encoded(target)}`, {}],
  'joins the room': inRoom('join', () => ({})),
  'joins by an old path': (target) => ['POST', `/_matrix/client/r0/rooms/${encoded(target)}/join`, {}],
  'joins by state': set('m.room.member', { membership: 'join' }, mine),
  'peeks at the messages': (target) => ['GET', `${roomPath(target.room, 'messages')}?dir=b`],
  'peeks at the state': ({ room }) => ['GET', roomPath(room, 'state')],
  writes: say('m.room.message', () => text('bonjour')),
  reacts: say('m.reaction', ({ message }) => ({ 'm.relates_to': { rel_type: 'm.annotation', event_id: message, key: '👍' } })),
}

export const SETTINGS: Tricks = {
  'takes power': set('m.room.power_levels', ({ me }: Target) => ({ users: { [me]: 100 } })),
  'gives everybody power': set('m.room.power_levels', { users_default: 100 }),
  renames: set('m.room.name', { name: 'Autre nom' }),
  'sets a topic': set('m.room.topic', { topic: 'Sujet' }),
  'sets an avatar': set('m.room.avatar', { url: 'mxc://localhost/abc' }),
  'opens the room': set('m.room.join_rules', { join_rule: 'public' }),
  'opens the room to those who knock': set('m.room.join_rules', { join_rule: 'knock' }),
  'closes the history': set('m.room.history_visibility', { history_visibility: 'joined' }),
  'shows the history to the world': set('m.room.history_visibility', { history_visibility: 'world_readable' }),
  'lets guests in': set('m.room.guest_access', { guest_access: 'can_join' }),
  'turns encryption on': set('m.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' }),
  pins: set('m.room.pinned_events', ({ message }: Target) => ({ pinned: [message] })),
  'ends the room': set('m.room.tombstone', { body: 'fin', replacement_room: '!ailleurs:localhost' }),
  'shuts servers out': set('m.room.server_acl', { allow: [], deny: ['*'] }),
  'names an address': set('m.room.canonical_alias', { alias: '#cercle:localhost' }),
  'adds a child to the Space': set('m.space.child', { via: ['localhost'] }, ({ room }) => room),
  'adds a parent': set('m.space.parent', { via: ['localhost'], canonical: true }, ({ room }) => room),
  'rewrites the marker': set('fr.sphere.room', ({ marker }: Target) => ({ ...marker, everybody_writes: true })),
  'rewrites the creation': set('m.room.create', ({ me }: Target) => ({ creator: me, room_version: '11' })),
  'adds a widget': set('im.vector.modular.widgets', { type: 'm.custom', url: 'https://example.org' }, () => 'w'),
  'opens a call': set('org.matrix.msc3401.call.member', { memberships: [] }, mine),
  'shares a place': set('org.matrix.msc3672.beacon_info', { live: true }, mine),
  'sets a state of their own': set('org.example.note', { note: 'x' }),
  'sets a state later': ({ room }) => [
    'PUT',
    `${roomPath(room, 'state', 'm.room.name', '')}?org.matrix.msc4140.delay=1000`,
    { name: 'Plus tard' },
  ],
  'upgrades to 11': inRoom('upgrade', () => ({ new_version: '11' })),
  'upgrades to 12': inRoom('upgrade', () => ({ new_version: '12' })),
  'gives it an address': (target) => [
    'PUT',
    `${CLIENT}/directory/room/${encodeURIComponent(`#${some('adresse')}:${target.serverName}`)}`,
    { room_id: target.room },
  ],
  'publishes it': (target) => ['PUT', `${CLIENT}/directory/list/room/${encoded(target)}`, { visibility: 'public' }],
}

export const SAYINGS: Tricks = {
  'rewrites a message': say('m.room.message', ({ message }) => ({
    ...text('* autre'),
    'm.new_content': text('autre'),
    'm.relates_to': { rel_type: 'm.replace', event_id: message },
  })),
  'rewrites without saying so': say('m.room.message', () => ({ ...text('* autre'), 'm.new_content': text('autre') })),
  'replaces a reaction': say('m.reaction', ({ message }) => ({ 'm.relates_to': { rel_type: 'm.replace', event_id: message } })),
  'says something encrypted': say('m.room.encrypted', () => ({
    algorithm: 'm.megolm.v1.aes-sha2',
    ciphertext: 'x',
    session_id: 's',
    sender_key: 'k',
    device_id: 'D',
  })),
  'sends an unknown kind of message': say('m.room.message', () => ({ msgtype: 'org.example.odd', body: 'x' })),
  'asks for a key verification': say('m.room.message', ({ member }) => ({
    msgtype: 'm.key.verification.request',
    body: 'x',
    to: member,
    methods: [],
    from_device: 'D',
  })),
  'opens a poll': say('org.matrix.msc3381.poll.start', () => ({
    'org.matrix.msc3381.poll.start': { question: { body: '?' }, answers: [] },
  })),
  calls: say('m.call.invite', () => ({ call_id: 'c', version: '1', lifetime: 1, offer: { type: 'offer', sdp: '' } })),
  'deletes a message': ({ room, message }) => ['PUT', roomPath(room, 'redact', message, some('txn')), {}],
  'deletes a message as an event': say('m.room.redaction', ({ message }) => ({ redacts: message })),
  'deletes what is not there': say('m.room.redaction', () => ({ redacts: '$rien' })),
  'hides words in a housekeeping event': say('org.matrix.dummy_event', () => ({ body: 'mots cachés' })),
}

const marked = ({ marker }: Target) => ({ creation_content: { 'fr.sphere.room': marker } })
export const ROOMS: Tricks = {
  'makes a room': make(() => ({})),
  'makes a named room': make(() => ({ name: 'Entre nous', preset: 'private_chat', room_version: '12' })),
  'makes a public room with somebody': make(({ member }) => ({ preset: 'private_chat', visibility: 'public', invite: [member] })),
  'makes a Space with somebody': make(({ member }) => ({ creation_content: { type: 'm.space' }, invite: [member] })),
  'makes a room with the bot': make(({ serverName }) => ({ is_direct: true, invite: [`@sphere:${serverName}`] })),
  'makes a room whose first state invites': make(({ member }) => ({
    initial_state: [{ type: 'm.room.member', state_key: member, content: { membership: 'invite' } }],
  })),
  'makes a Space': make(() => ({ creation_content: { type: 'm.space' } })),
  'makes a public room': make(() => ({ preset: 'public_chat', visibility: 'public', room_alias_name: some('salon') })),
  'makes a room with our marker': make(marked),
  'makes a room that passes for a journal': make((target) => ({
    ...marked(target),
    initial_state: [{ type: 'fr.sphere.room', state_key: '', content: { ...target.marker, everybody_writes: true } }],
  })),
  'makes a room that follows this one': make(({ room, message }) => ({
    creation_content: { predecessor: { room_id: room, event_id: message } },
  })),
}

/** What only the inside of the house may reach: the public port does not know them. */
export const INSIDE = ({ me, room }: Target): string[] => [
  '/_synapse/admin/v1/server_version',
  `/_synapse/admin/v1/join/${encodeURIComponent(room)}`,
  `/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/make_room_admin`,
  `/_synapse/admin/v2/users/${encodeURIComponent(me)}`,
  '/_synapse/admin/v1/register',
  '/_synapse/client/password_reset/email/submit_token',
  '/_matrix/federation/v1/version',
  '/_matrix/key/v2/server',
  '/_matrix/app/v1/transactions/1',
  '/policy/event',
  '//_synapse/admin/v1/server_version',
  '/_matrix/../_synapse/admin/v1/server_version',
  '/_matrix/client/../../_synapse/admin/v1/server_version',
  '/_matrix/client/%2e%2e/%2e%2e/_synapse/admin/v1/server_version',
  '/_matrix/client/..%2f..%2f_synapse/admin/v1/server_version',
  '/%5fsynapse/admin/v1/server_version',
  '/_synapse%2Fadmin/v1/server_version',
]
/** Tricks that the homeserver refuses by itself, before it asks us. */
export const REFUSED_WITHOUT_US = ['invites an e-mail address', 'invents a membership', 'rewrites the creation', 'sets a state later']
export const LIST = (...tables: Tricks[]): [string, Tricks[string]][] => tables.flatMap((table) => Object.entries(table))
