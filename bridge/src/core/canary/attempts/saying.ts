import { type Json, attempts } from '../attempt.ts'

const text = (body: string, more: Json = {}): { body: Json } => ({ body: { msgtype: 'm.text', body, ...more } })
const message = (more: Json): { body: Json } => ({ body: { body: 'canari', ...more } })
const SEND = 'PUT v3/rooms/{room}/send/m.room.message/{once}'

const allowed = attempts('saying', 'those who talk', [
  ['writes a message', 'Écrire un message', SEND, { ...text('Essai du canari.'), alsoLive: true }],
  [
    'writes a message by the version r0',
    'Écrire un message par la version r0',
    'PUT r0/rooms/{room}/send/m.room.message/{once}',
    text('Essai.'),
  ],
  [
    'writes a message without a transaction',
    'Écrire un message sans transaction',
    'POST v3/rooms/{room}/send/m.room.message',
    text('Essai.'),
  ],
  [
    'answers the message',
    'Répondre au message',
    SEND,
    text('Réponse.', { 'm.relates_to': { 'm.in_reply_to': { event_id: '{message}' } } }),
  ],
  [
    'writes in the thread of the message',
    'Écrire dans le fil du message',
    SEND,
    text('Fil.', { 'm.relates_to': { rel_type: 'm.thread', event_id: '{message}' } }),
  ],
])
const talk = attempts('saying', 'those who talk', [
  ['writes as a robot', 'Écrire comme un robot', SEND, message({ msgtype: 'm.notice' })],
  [
    'reacts to the message',
    'Réagir au message',
    'PUT v3/rooms/{room}/send/m.reaction/{once}',
    { body: { 'm.relates_to': { rel_type: 'm.annotation', event_id: '{message}', key: '👍 {once}' } } },
  ],
])

const neverSaid = attempts('saying', 'nobody', [
  [
    'rewrites the message',
    'Réécrire le message',
    SEND,
    text('* autre', {
      'm.new_content': { msgtype: 'm.text', body: 'autre' },
      'm.relates_to': { rel_type: 'm.replace', event_id: '{message}' },
    }),
  ],
  ['rewrites without saying so', 'Réécrire sans le dire', SEND, text('* autre', { 'm.new_content': { msgtype: 'm.text', body: 'autre' } })],
  [
    'says something encrypted',
    'Dire quelque chose de chiffré',
    'PUT v3/rooms/{room}/send/m.room.encrypted/{once}',
    { body: { algorithm: 'm.megolm.v1.aes-sha2', ciphertext: 'x', session_id: 's', sender_key: 'k', device_id: 'D' } },
  ],
  [
    'says something that destroys itself',
    'Dire quelque chose qui se détruit',
    SEND,
    text('bientôt parti', { 'org.matrix.self_destruct_after': 1 }),
  ],
  ['sends an unknown kind of message', 'Envoyer un genre de message inconnu', SEND, message({ msgtype: 'org.example.odd' })],
  [
    'asks for a verification',
    'Demander une vérification',
    SEND,
    message({ msgtype: 'm.key.verification.request', to: '{member}', methods: [], from_device: 'D' }),
  ],
  ['sends an unknown type', 'Envoyer un type inconnu', 'PUT v3/rooms/{room}/send/org.example.note/{once}', { body: { note: 'x' } }],
  [
    'opens a poll',
    'Ouvrir un sondage',
    'PUT v3/rooms/{room}/send/org.matrix.msc3381.poll.start/{once}',
    { body: { 'org.matrix.msc3381.poll.start': { question: { body: '?' }, answers: [] } } },
  ],
  [
    'calls',
    'Appeler',
    'PUT v3/rooms/{room}/send/m.call.invite/{once}',
    { body: { call_id: 'c', version: '1', lifetime: 1, offer: { type: 'offer', sdp: '' } } },
  ],
  [
    'sends a sticker',
    'Envoyer un autocollant',
    'PUT v3/rooms/{room}/send/m.sticker/{once}',
    message({ info: {}, url: 'mxc://{server}/x' }),
  ],
  [
    'hides words in a housekeeping event',
    'Cacher des mots dans un événement technique',
    'PUT v3/rooms/{room}/send/org.matrix.dummy_event/{once}',
    message({}),
  ],
])

/** Small signs that a room shows to its members. */
const signs = attempts(
  'saying',
  'readers',
  [
    ['shows that they are writing', 'Montrer qu’on écrit', 'PUT v3/rooms/{room}/typing/{me}', { body: { typing: false } }],
    [
      'shows that another is writing',
      'Montrer qu’un autre écrit',
      'PUT v3/rooms/{room}/typing/{member}',
      { body: { typing: true, timeout: 1000 } },
    ],
    ['confirms that they have read', 'Confirmer sa lecture', 'POST v3/rooms/{room}/receipt/m.read/{message}', { body: {} }],
    [
      'moves their reading mark',
      'Déplacer son repère de lecture',
      'POST v3/rooms/{room}/read_markers',
      { body: { 'm.fully_read': '{message}' } },
    ],
    ['reports the message', 'Signaler le message', 'POST v3/rooms/{room}/report/{message}', { body: { reason: 'canari' } }],
    ['reports the room', 'Signaler le salon', 'POST v3/rooms/{room}/report', { body: { reason: 'canari' } }],
    [
      'keeps a note on the room',
      'Garder une note sur le salon',
      'PUT v3/user/{me}/rooms/{room}/account_data/org.example.note',
      { body: { x: 1 } },
    ],
    ['tags the room', 'Étiqueter le salon', 'PUT v3/user/{me}/rooms/{room}/tags/u.canari', { body: {} }],
  ],
  { onlyOutsiders: true },
)

export const saying = [...allowed, ...talk, ...neverSaid, ...signs]
