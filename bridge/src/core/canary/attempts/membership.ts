import { type Json, attempts } from '../attempt.ts'

const body = (given: Json): { body: Json } => ({ body: given })

const moving = attempts('membership', 'nobody', [
  ['invites an outsider', 'Inviter quelqu’un du dehors', 'POST v3/rooms/{room}/invite', body({ user_id: '{outsider}' })],
  ['invites an outsider by the version r0', 'Inviter par la version r0', 'POST r0/rooms/{room}/invite', body({ user_id: '{outsider}' })],
  [
    'invites an outsider in a transaction',
    'Inviter dans une transaction',
    'PUT v3/rooms/{room}/invite/{once}',
    body({ user_id: '{outsider}' }),
  ],
  ['invites a member', 'Inviter un membre', 'POST v3/rooms/{room}/invite', body({ user_id: '{member}' })],
  [
    'invites an e-mail address',
    'Inviter une adresse de courriel',
    'POST v3/rooms/{room}/invite',
    body({ id_server: 'vector.im', id_access_token: 'x', medium: 'email', address: 'a@example.org' }),
  ],
  [
    'invites somebody of another server',
    'Inviter quelqu’un d’un autre serveur',
    'POST v3/rooms/{room}/invite',
    body({ user_id: '@somebody:example.org' }),
  ],
  ['removes a member', 'Exclure un membre', 'POST v3/rooms/{room}/kick', body({ user_id: '{member}', reason: 'canari' })],
  ['bans a member', 'Bannir un membre', 'POST v3/rooms/{room}/ban', body({ user_id: '{member}' })],
  ['bans an outsider', 'Bannir quelqu’un du dehors', 'POST v3/rooms/{room}/ban', body({ user_id: '{outsider}' })],
  ['lifts a ban', 'Lever un bannissement', 'POST v3/rooms/{room}/unban', body({ user_id: '{outsider}' })],
  ['knocks', 'Demander à entrer', 'POST v3/knock/{room}', body({})],
  ['invites by a setting', 'Inviter par un réglage', 'PUT v3/rooms/{room}/state/m.room.member/{outsider}', body({ membership: 'invite' })],
  [
    'makes an outsider enter by a setting',
    'Faire entrer par un réglage',
    'PUT v3/rooms/{room}/state/m.room.member/{outsider}',
    body({ membership: 'join' }),
  ],
  ['removes by a setting', 'Exclure par un réglage', 'PUT v3/rooms/{room}/state/m.room.member/{member}', body({ membership: 'leave' })],
  ['bans by a setting', 'Bannir par un réglage', 'PUT v3/rooms/{room}/state/m.room.member/{member}', body({ membership: 'ban' })],
  ['invents a membership', 'Inventer une appartenance', 'PUT v3/rooms/{room}/state/m.room.member/{member}', body({ membership: 'guest' })],
  [
    'knocks by a setting',
    'Demander à entrer par un réglage',
    'PUT v3/rooms/{room}/state/m.room.member/{me}',
    body({ membership: 'knock' }),
  ],
  [
    'takes another name in the room',
    'Prendre un autre nom dans le salon',
    'PUT v3/rooms/{room}/state/m.room.member/{me}',
    body({ membership: 'join', displayname: 'Dr House' }),
  ],
])

/** A member is there already: what they are answered does not matter. */
const entering = attempts(
  'membership',
  'readers',
  [
    ['enters by its identifier', 'Entrer par son identifiant', 'POST v3/join/{room}', body({})],
    ['enters the room', 'Entrer dans le salon', 'POST v3/rooms/{room}/join', body({})],
    ['enters by the version r0', 'Entrer par la version r0', 'POST r0/join/{room}', body({})],
    ['enters in a transaction', 'Entrer dans une transaction', 'PUT v3/join/{room}/{once}', body({})],
    ['enters by another server', 'Entrer par un autre serveur', 'POST v3/join/{room}?server_name=example.org', body({})],
    ['enters by a setting', 'Entrer par un réglage', 'PUT v3/rooms/{room}/state/m.room.member/{me}', body({ membership: 'join' })],
  ],
  { onlyOutsiders: true },
)

export const membership = [...moving, ...entering]
