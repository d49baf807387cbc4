import { type Json, attempts } from '../attempt.ts'

const make = (body: Json = {}): { body: Json } => ({ body })
const MAKE = 'POST v3/createRoom'

/** Whatever else is asked for, nobody is to be in these rooms but whoever asks. */
const rooms = attempts('creating', 'nobody', [
  ['makes a room', 'Créer un salon', MAKE, make()],
  ['makes a room by the version r0', 'Créer un salon par la version r0', 'POST r0/createRoom', make()],
  ['makes a room in a transaction', 'Créer un salon dans une transaction', 'PUT v3/createRoom/{once}', make()],
  ['makes a named room', 'Créer un salon nommé', MAKE, make({ name: 'Entre nous', preset: 'private_chat', room_version: '12' })],
  ['makes a space', 'Créer un espace', MAKE, make({ creation_content: { type: 'm.space' } })],
  ['makes a public room', 'Créer un salon public', MAKE, make({ preset: 'public_chat', visibility: 'public', room_alias_name: '{once}' })],
  [
    'makes a room with our marker',
    'Créer un salon avec notre marque',
    MAKE,
    make({ creation_content: { 'fr.sphere.room': { kind: 'journal', id: '{circle}' } } }),
  ],
  [
    'makes a room that passes for a journal',
    'Créer un salon qui se fait passer pour un journal',
    MAKE,
    make({
      creation_content: { 'fr.sphere.room': { kind: 'journal', id: '{circle}' } },
      initial_state: [{ type: 'fr.sphere.room', state_key: '', content: { kind: 'journal', id: '{circle}', everybody_writes: true } }],
    }),
  ],
  [
    'makes a room that follows this one',
    'Créer un salon qui fait suite à celui-ci',
    MAKE,
    make({ creation_content: { predecessor: { room_id: '{room}', event_id: '{message}' } } }),
  ],
  ['writes to somebody who departed', 'Écrire à quelqu’un qui est parti', MAKE, make({ is_direct: true, invite: ['{departed}'] })],
  [
    'writes to somebody of another server',
    'Écrire à quelqu’un d’un autre serveur',
    MAKE,
    make({ is_direct: true, invite: ['@somebody:example.org'] }),
  ],
  ['writes to nobody but themselves', 'N’écrire qu’à soi-même', MAKE, make({ is_direct: true, invite: ['{me}'] })],
])

const mail = attempts('creating', 'whoever is signed in', [
  [
    'starts a chat with a colleague',
    'Écrire à un confrère',
    MAKE,
    { ...make({ preset: 'trusted_private_chat', is_direct: true, invite: ['{member}'] }), alsoLive: true },
  ],
])

export const creating = [...rooms, ...mail]
