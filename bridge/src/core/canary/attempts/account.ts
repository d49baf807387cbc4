import { type Json, attempts } from '../attempt.ts'

const body = (given: Json): { body: Json } => ({ body: given })

const closed = attempts('account', 'nobody', [
  ['registers an account', 'Créer un compte', 'POST v3/register', body({ username: '{once}', password: 'un mot de passe 42' })],
  ['registers as a guest', 'S’inscrire en invité', 'POST v3/register?kind=guest', body({})],
  [
    'registers as a bridge would',
    'S’inscrire comme une passerelle',
    'POST v3/register',
    body({ type: 'm.login.application_service', username: '{once}' }),
  ],
  ['asks whether a name is free', 'Demander si un identifiant est libre', 'GET v3/register/available?username={once}'],
  ['takes another name', 'Prendre un autre nom', 'PUT v3/profile/{me}/displayname', body({ displayname: 'Dr House' })],
  [
    'takes another name by the version r0',
    'Prendre un autre nom par la version r0',
    'PUT r0/profile/{me}/displayname',
    body({ displayname: 'Dr House' }),
  ],
  ['renames a member', 'Renommer un membre', 'PUT v3/profile/{member}/displayname', body({ displayname: 'Dr House' })],
  [
    'changes the picture of a member',
    'Changer l’image d’un membre',
    'PUT v3/profile/{member}/avatar_url',
    body({ avatar_url: 'mxc://{server}/x' }),
  ],
  ['adds a field to their profile', 'Ajouter un champ à son profil', 'PUT v3/profile/{me}/org.example.x', body({ 'org.example.x': 1 })],
  ['closes their account', 'Fermer son compte', 'POST v3/account/deactivate', body({})],
  ['adds an e-mail address', 'Ajouter une adresse', 'POST v3/account/3pid/add', body({ sid: 'x', client_secret: 'y' })],
  [
    'asks for an e-mail of confirmation',
    'Demander un courriel de confirmation',
    'POST v3/account/3pid/email/requestToken',
    body({ client_secret: 'y', email: 'a@example.org', send_attempt: 1 }),
  ],
  [
    'asks for a new password by e-mail',
    'Demander un mot de passe par courriel',
    'POST v3/account/password/email/requestToken',
    body({ client_secret: 'y', email: 'a@example.org', send_attempt: 1 }),
  ],
  ['reads the private notes of a member', 'Lire les notes d’un membre', 'GET v3/user/{member}/account_data/m.direct'],
  [
    'writes the private notes of a member',
    'Écrire les notes d’un membre',
    'PUT v3/user/{member}/account_data/m.direct',
    body({ x: ['!y'] }),
  ],
  [
    'reads the notes of a member on the room',
    'Lire les notes d’un membre sur le salon',
    'GET v3/user/{member}/rooms/{room}/account_data/m.fully_read',
  ],
  ['reads the tags of a member', 'Lire les étiquettes d’un membre', 'GET v3/user/{member}/rooms/{room}/tags'],
  ['reads the filter of a member', 'Lire le filtre d’un membre', 'GET v3/user/{member}/filter/0'],
  ['makes a filter for a member', 'Créer un filtre pour un membre', 'POST v3/user/{member}/filter', body({})],
  ['vouches for a member', 'Se porter garant d’un membre', 'POST v3/user/{member}/openid/request_token', body({})],
  ['asks where a member is', 'Demander d’où se connecte un membre', 'GET v3/admin/whois/{member}'],
  [
    'signs in without a password',
    'Se connecter sans mot de passe',
    'POST v3/login',
    body({ type: 'm.login.password', identifier: { type: 'm.id.user', user: '{once}' }, password: '' }),
  ],
  [
    'signs in as a bridge would',
    'Se connecter comme une passerelle',
    'POST v3/login',
    body({ type: 'm.login.application_service', identifier: { type: 'm.id.user', user: '{member}' } }),
  ],
  ['signs in with a token', 'Se connecter avec un jeton', 'POST v3/login', body({ type: 'm.login.token', token: '{once}' })],
  [
    'renews a session with a wrong token',
    'Renouveler une session avec un faux jeton',
    'POST v3/refresh',
    body({ refresh_token: '{once}' }),
  ],
])

const own = attempts(
  'account',
  'whoever is signed in',
  [
    ['asks who they are', 'Demander qui l’on est', 'GET v3/account/whoami'],
    ['reads the profile of a member', 'Lire le profil d’un membre', 'GET v3/profile/{member}', { services: false }],
    ['lists their sessions', 'Lister ses sessions', 'GET v3/devices'],
    ['reads what the server can do', 'Lire ce que sait faire le serveur', 'GET v3/capabilities'],
  ],
  { services: true },
)

const open = attempts(
  'account',
  'everybody',
  [
    ['reads the versions', 'Lire les versions', 'GET versions'],
    ['reads the ways to sign in', 'Lire les façons de se connecter', 'GET v3/login'],
  ],
  { token: 'nowhere' },
)

export const account = [...closed, ...own, ...open]
