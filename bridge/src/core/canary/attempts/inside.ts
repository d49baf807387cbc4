import { type Json, type Row, attempts } from '../attempt.ts'

const body = (given: Json): { body: Json } => ({ body: given })

/** What only the inside of the house may reach, and our own doors with a token that is not theirs. */
const ROWS: readonly Row[] = [
  ['reads the version by the administration', 'Lire la version par l’administration', 'GET /_synapse/admin/v1/server_version'],
  ['lists the rooms by the administration', 'Lister les salons par l’administration', 'GET /_synapse/admin/v1/rooms'],
  [
    'reads the messages by the administration',
    'Lire les messages par l’administration',
    'GET /_synapse/admin/v1/rooms/{room}/messages?dir=b',
  ],
  ['reads the settings by the administration', 'Lire les réglages par l’administration', 'GET /_synapse/admin/v1/rooms/{room}/state'],
  ['reads the message by the administration', 'Lire le message par l’administration', 'GET /_synapse/admin/v1/fetch_event/{message}'],
  ['enters by the administration', 'Entrer par l’administration', 'POST /_synapse/admin/v1/join/{room}', body({ user_id: '{me}' })],
  [
    'takes power by the administration',
    'Prendre les droits par l’administration',
    'POST /_synapse/admin/v1/rooms/{room}/make_room_admin',
    body({ user_id: '{me}' }),
  ],
  [
    'erases the room by the administration',
    'Effacer le salon par l’administration',
    'DELETE /_synapse/admin/v2/rooms/{room}',
    body({ purge: true }),
  ],
  ['reads an account by the administration', 'Lire un compte par l’administration', 'GET /_synapse/admin/v2/users/{member}'],
  [
    'signs in as a member by the administration',
    'Se connecter comme un membre par l’administration',
    'POST /_synapse/admin/v1/users/{member}/login',
    body({}),
  ],
  ['registers by the administration', 'Créer un compte par l’administration', 'GET /_synapse/admin/v1/register'],
  [
    'resets a password by its own page',
    'Réinitialiser un mot de passe par sa page',
    'GET /_synapse/client/password_reset/email/submit_token?token=x&client_secret=y&sid=z',
  ],
  ['asks as another server would', 'Demander comme un autre serveur', 'GET /_matrix/federation/v1/version'],
  ['reads the event as another server would', 'Lire l’événement comme un autre serveur', 'GET /_matrix/federation/v1/event/{message}'],
  [
    'reads the state as another server would',
    'Lire l’état comme un autre serveur',
    'GET /_matrix/federation/v1/state/{room}?event_id={message}',
  ],
  [
    'catches up as another server would',
    'Rattraper l’historique comme un autre serveur',
    'GET /_matrix/federation/v1/backfill/{room}?v={message}&limit=10',
  ],
  [
    'asks who an OpenID token names',
    'Demander qui désigne un jeton OpenID',
    'GET /_matrix/federation/v1/openid/userinfo?access_token={once}',
  ],
  ['reads the keys of the server', 'Lire les clés du serveur', 'GET /_matrix/key/v2/server'],
  ['delivers as the homeserver would', 'Livrer comme le serveur', 'PUT /_matrix/app/v1/transactions/{once}', body({ events: [] })],
  ['delivers by the old address', 'Livrer par l’ancienne adresse', 'PUT /transactions/{once}', body({ events: [] })],
  ['asks the rules', 'Interroger les règles', 'POST /policy/event', body({})],
  ['goes inside by dots', 'Passer à l’intérieur par des points', 'GET /_matrix/client/../../_synapse/admin/v1/server_version'],
  [
    'goes inside by escaped dots',
    'Passer à l’intérieur par des points codés',
    'GET /_matrix/client/%2e%2e/%2e%2e/_synapse/admin/v1/server_version',
  ],
  [
    'goes inside by escaped slashes',
    'Passer à l’intérieur par des barres codées',
    'GET /_matrix/client/..%2f..%2f_synapse/admin/v1/server_version',
  ],
  ['goes inside by two slashes', 'Passer à l’intérieur par deux barres', 'GET //_synapse/admin/v1/server_version'],
  ['goes inside by an escaped letter', 'Passer à l’intérieur par une lettre codée', 'GET /%5fsynapse/admin/v1/server_version'],
  ['lists the circles of the registry', 'Lister les cercles du registre', 'GET /api/v1/circles'],
  ['lists the people of the registry', 'Lister les professionnels du registre', 'GET /api/v1/people'],
  ['reads the events of the registry', 'Lire les événements du registre', 'GET /api/v1/events'],
  ['reads the circle in the registry', 'Lire le cercle dans le registre', 'GET /api/v1/circles/{circle}/state'],
  ['places themselves in the circle', 'Se placer dans le cercle', 'PUT /api/v1/circles/{circle}/members/{once}', body({ role: 'x' })],
  ['makes a key of the registry', 'Créer une clé du registre', 'POST /api/v1/keys', body({ name: 'x', scopes: ['*'] })],
  ['reads the session of the console', 'Lire la session de la console', 'GET /api/console/session'],
]

export const inside = attempts('inside', 'nobody', ROWS)
