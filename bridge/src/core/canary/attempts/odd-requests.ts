import { attempts } from '../attempt.ts'

/** Nobody is answered so; a member who is has seen nothing new, but the door and Synapse must read an address alike. */
const spellings = attempts(
  'odd-requests',
  'readers',
  [
    ['reads with a slash at the end', 'Lire avec une barre à la fin', 'GET v3/rooms/{room}/messages/?dir=b'],
    ['reads with two slashes', 'Lire avec deux barres', 'GET v3//rooms/{room}/messages?dir=b'],
    ['reads with two slashes at the start', 'Lire avec deux barres au début', 'GET //_matrix/client/v3/rooms/{room}/messages?dir=b'],
    ['reads with an escaped slash', 'Lire avec une barre codée', 'GET v3%2Frooms/{room}/messages?dir=b'],
    ['reads with an escaped letter', 'Lire avec une lettre codée', 'GET v3/%72ooms/{room}/messages?dir=b'],
    ['reads with an escaped letter in the verb', 'Lire avec une lettre codée dans l’acte', 'GET v3/rooms/{room}/mess%61ges?dir=b'],
    ['reads with dots', 'Lire avec des points', 'GET v3/rooms/{room}/state/../messages?dir=b'],
    ['reads with escaped dots', 'Lire avec des points codés', 'GET v3/rooms/{room}/state/%2e%2e/messages?dir=b'],
    ['reads through another room', 'Lire à travers un autre salon', 'GET v3/rooms/!ailleurs:{server}/../{room}/messages?dir=b'],
    ['reads with one dot', 'Lire avec un point', 'GET v3/./rooms/{room}/messages?dir=b'],
    ['reads with capitals', 'Lire avec des majuscules', 'GET V3/rooms/{room}/messages?dir=b'],
    ['reads by a version that is not', 'Lire par une version inexistante', 'GET v9/rooms/{room}/messages?dir=b'],
    ['reads by the version v2_alpha', 'Lire par la version v2_alpha', 'GET v2_alpha/rooms/{room}/messages?dir=b'],
    ['reads the room as it is written', 'Lire le salon tel qu’il s’écrit', 'GET v3/rooms/{room:raw}/messages?dir=b'],
    ['reads the room escaped twice', 'Lire le salon codé deux fois', 'GET v3/rooms/{room:twice}/messages?dir=b'],
    ['reads with a null character', 'Lire avec un caractère nul', 'GET v3/rooms/{room}%00/messages?dir=b'],
    ['reads with a broken escape', 'Lire avec un codage rompu', 'GET v3/rooms/{room}%zz/messages?dir=b'],
    ['reads with parameters after a semicolon', 'Lire avec un point-virgule', 'GET v3/rooms/{room}/messages;x=y?dir=b'],
    ['reads with a backslash', 'Lire avec une barre inversée', 'GET v3\\rooms\\{room}\\messages?dir=b'],
    ['reads with the whole address', 'Lire avec l’adresse complète', 'GET http://localhost/_matrix/client/v3/rooms/{room}/messages?dir=b'],
    ['reads by POST', 'Lire par POST', 'POST v3/rooms/{room}/messages?dir=b', { body: {} }],
    ['reads by PATCH', 'Lire par PATCH', 'PATCH v3/rooms/{room}/messages?dir=b', { body: {} }],
    [
      'reads by another verb in a header',
      'Lire par un autre verbe en en-tête',
      'POST v3/rooms/{room}/messages?dir=b',
      { body: {}, headers: { 'x-http-method-override': 'GET', 'x-http-method': 'GET', 'x-method-override': 'GET' } },
    ],
  ],
  { loosely: true },
)

const misled = attempts('odd-requests', 'everybody', [
  [
    'reads by another address in a header',
    'Lire par une autre adresse en en-tête',
    'GET versions',
    { headers: { 'x-original-url': '/_synapse/admin/v1/rooms', 'x-rewrite-url': '/_synapse/admin/v1/rooms' }, loosely: true },
  ],
])

const identities = attempts('odd-requests', 'readers', [
  [
    'reads with the token in the address',
    'Lire avec le jeton dans l’adresse',
    'GET v3/rooms/{room}/event/{message}?access_token={token}',
    { token: 'nowhere' },
  ],
  [
    'reads with the token twice',
    'Lire avec le jeton deux fois',
    'GET v3/rooms/{room}/event/{message}?access_token={token}',
    { loosely: true },
  ],
  [
    'reads with two tokens in the address',
    'Lire avec deux jetons dans l’adresse',
    'GET v3/rooms/{room}/event/{message}?access_token={once}&access_token={token}',
    { token: 'nowhere', loosely: true },
  ],
  [
    'reads with two headers of authorisation',
    'Lire avec deux en-têtes d’autorisation',
    'GET v3/rooms/{room}/event/{message}',
    { token: 'nowhere', loosely: true, headers: { authorization: ['Bearer {token}', 'Bearer {once}'] } },
  ],
  [
    'reads with the token in small letters',
    'Lire avec l’en-tête en minuscules',
    'GET v3/rooms/{room}/event/{message}',
    { token: 'nowhere', loosely: true, headers: { authorization: 'bearer {token}' } },
  ],
  [
    'reads with the token as a password',
    'Lire avec le jeton en mot de passe',
    'GET v3/rooms/{room}/event/{message}',
    { token: 'nowhere', loosely: true, headers: { authorization: 'Basic {token}' } },
  ],
  [
    'reads with a header that names a member',
    'Lire avec un en-tête qui nomme un membre',
    'GET v3/rooms/{room}/event/{message}',
    { headers: { 'x-forwarded-user': '{member}', 'x-remote-user': '{member}', 'x-matrix-user': '{member}' } },
  ],
  [
    'reads as if from this machine',
    'Lire comme depuis cette machine',
    'GET v3/rooms/{room}/event/{message}',
    { headers: { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1', host: 'localhost' } },
  ],
  [
    'reads another room of the same name',
    'Lire avec deux salons dans l’adresse',
    'GET v3/rooms/{room}/event/{message}?room_id=!x:{server}',
  ],
])

const acts = attempts('odd-requests', 'nobody', [
  ['reads in the name of a member', 'Lire au nom d’un membre', 'GET v3/rooms/{room}/event/{message}?user_id={member}'],
  [
    'reads the history in the name of a member',
    'Lire l’historique au nom d’un membre',
    'GET v3/rooms/{room}/messages?dir=b&user_id={member}',
  ],
  [
    'reads as the device of a member',
    'Lire comme l’appareil d’un membre',
    'GET v3/rooms/{room}/messages?dir=b&user_id={member}&device_id=X&org.matrix.msc3202.device_id=X',
  ],
  [
    'invites in the name of a member',
    'Inviter au nom d’un membre',
    'POST v3/rooms/{room}/invite?user_id={member}',
    { body: { user_id: '{outsider}' } },
  ],
  [
    'invites with a slash at the end',
    'Inviter avec une barre à la fin',
    'POST v3/rooms/{room}/invite/',
    { body: { user_id: '{outsider}' } },
  ],
  [
    'invites with a text that is no JSON',
    'Inviter avec un texte qui n’est pas du JSON',
    'POST v3/rooms/{room}/invite',
    { body: '{"user_id": ' },
  ],
  [
    'invites with a form',
    'Inviter avec un formulaire',
    'POST v3/rooms/{room}/invite',
    { body: 'user_id={outsider}', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  ],
  [
    'opens the room with two slashes',
    'Ouvrir le salon avec deux barres',
    'PUT v3/rooms/{room}/state//m.room.join_rules/',
    { body: { join_rule: 'public' } },
  ],
  ['renames with an escaped slash', 'Renommer avec une barre codée', 'PUT v3/rooms/{room}/state/m.room.name%2F', { body: { name: 'x' } }],
])

export const oddRequests = [...spellings, ...misled, ...identities, ...acts]
