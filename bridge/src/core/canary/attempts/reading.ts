import { attempts } from '../attempt.ts'

const ofOneRoom = attempts('reading', 'readers', [
  ['reads the message', 'Lire le message', 'GET v3/rooms/{room}/event/{message}'],
  ['reads the message by the version r0', 'Lire le message par la version r0', 'GET r0/rooms/{room}/event/{message}'],
  ['reads the message by the version api/v1', 'Lire le message par la version api/v1', 'GET api/v1/rooms/{room}/event/{message}'],
  ['reads the message by the version unstable', 'Lire le message par la version unstable', 'GET unstable/rooms/{room}/event/{message}'],
  ['reads what surrounds the message', 'Lire ce qui entoure le message', 'GET v3/rooms/{room}/context/{message}?limit=20'],
  ['reads what surrounds it by the version r0', 'Lire ce qui l’entoure par la version r0', 'GET r0/rooms/{room}/context/{message}'],
  ['reads the history backwards', 'Lire l’historique à rebours', 'GET v3/rooms/{room}/messages?dir=b&limit=50'],
  [
    'reads the history from an instant of before',
    'Lire l’historique depuis un instant d’avant',
    'GET v3/rooms/{room}/messages?dir=f&from={before}',
  ],
  ['reads the history by the version r0', 'Lire l’historique par la version r0', 'GET r0/rooms/{room}/messages?dir=b'],
  ['reads the history by the version api/v1', 'Lire l’historique par la version api/v1', 'GET api/v1/rooms/{room}/messages?dir=b'],
  ['reads the history by the version unstable', 'Lire l’historique par la version unstable', 'GET unstable/rooms/{room}/messages?dir=b'],
  ['reads who is a member', 'Lire qui est membre', 'GET v3/rooms/{room}/members'],
  ['reads who was a member at an instant', 'Lire qui était membre à un instant', 'GET v3/rooms/{room}/members?at={before}'],
  ['reads who left', 'Lire qui est parti', 'GET v3/rooms/{room}/members?membership=leave'],
  ['reads who is present', 'Lire qui est présent', 'GET v3/rooms/{room}/joined_members'],
  ['reads who is present by the version r0', 'Lire qui est présent par la version r0', 'GET r0/rooms/{room}/joined_members'],
  ['reads all the settings', 'Lire tous les réglages', 'GET v3/rooms/{room}/state'],
  ['reads the name of the room', 'Lire le nom du salon', 'GET v3/rooms/{room}/state/m.room.name'],
  ['reads the name with an empty key', 'Lire le nom avec une clé vide', 'GET v3/rooms/{room}/state/m.room.name/'],
  ['reads one member', 'Lire un membre', 'GET v3/rooms/{room}/state/m.room.member/{member}'],
  ['reads the creation as an event', 'Lire la création sous sa forme complète', 'GET v3/rooms/{room}/state/m.room.create/?format=event'],
  ['takes the first synchronisation of the room', 'Demander la première synchronisation du salon', 'GET v3/rooms/{room}/initialSync'],
  ['reads what relates to the message', 'Lire ce qui se rapporte au message', 'GET v1/rooms/{room}/relations/{message}'],
  [
    'reads what relates to it by the version unstable',
    'Lire ce qui s’y rapporte par la version unstable',
    'GET unstable/rooms/{room}/relations/{message}',
  ],
  ['reads the answers in its thread', 'Lire les réponses du fil', 'GET v1/rooms/{room}/relations/{message}/m.thread'],
  [
    'reads the messages of its thread',
    'Lire les messages du fil',
    'GET v1/rooms/{room}/relations/{message}/m.thread/m.room.message?recurse=true',
  ],
  ['reads the threads', 'Lire les fils', 'GET v1/rooms/{room}/threads'],
  ['reads the rooms below', 'Lire les salons rattachés', 'GET v1/rooms/{room}/hierarchy'],
  ['finds a message by its date', 'Trouver un message par sa date', 'GET v1/rooms/{room}/timestamp_to_event?ts=1&dir=f'],
  ['reads the summary of the room', 'Lire le résumé du salon', 'GET v1/room_summary/{room}'],
  ['reads the aliases of the room', 'Lire les alias du salon', 'GET v3/rooms/{room}/aliases'],
  ['reads their notes on the room', 'Lire ses notes sur le salon', 'GET v3/user/{me}/rooms/{room}/tags'],
  ['asks only whether the message is there', 'Demander seulement si le message existe', 'HEAD v3/rooms/{room}/event/{message}'],
  ['asks only whether there is a history', 'Demander seulement s’il y a un historique', 'HEAD v3/rooms/{room}/messages?dir=b'],
])

/** Answered to whoever is signed in; what is in it depends on who asks. */
const ofAllRooms = attempts(
  'reading',
  'whoever is signed in',
  [
    ['synchronises anew', 'Se synchroniser à neuf', 'GET v3/sync?timeout=0'],
    ['synchronises with all settings', 'Se synchroniser avec tous les réglages', 'GET v3/sync?timeout=0&full_state=true'],
    ['synchronises from before', 'Se synchroniser depuis un instant d’avant', 'GET v3/sync?timeout=0&since={before}'],
    [
      'synchronises from before by the version r0',
      'Se synchroniser depuis avant par la version r0',
      'GET r0/sync?timeout=0&since={before}',
    ],
    [
      'synchronises from before with all settings',
      'Se synchroniser depuis avant avec tous les réglages',
      'GET v3/sync?timeout=0&since={before}&full_state=true',
    ],
    [
      'synchronises the rooms they left',
      'Se synchroniser avec les salons quittés',
      'GET v3/sync?timeout=0&filter=%7B%22room%22%3A%7B%22include_leave%22%3Atrue%2C%22timeline%22%3A%7B%22limit%22%3A50%7D%7D%7D',
    ],
    ['lists their rooms', 'Lister ses salons', 'GET v3/joined_rooms'],
  ],
  { list: true, services: true },
)

/** The same, but for other systems, to which nobody's words are told. */
const ofAllWords = attempts(
  'reading',
  'whoever is signed in',
  [
    [
      'synchronises by windows',
      'Se synchroniser par fenêtres',
      'POST unstable/org.matrix.simplified_msc3575/sync',
      { body: { lists: { all: { ranges: [[0, 50]], required_state: [['*', '*']], timeline_limit: 50 } } } },
    ],
    [
      'synchronises one room by windows',
      'Se synchroniser par fenêtres sur un salon',
      'POST unstable/org.matrix.simplified_msc3575/sync',
      { body: { room_subscriptions: { '{room}': { required_state: [['*', '*']], timeline_limit: 50 } } } },
    ],
    ['lists the notifications', 'Lister les notifications', 'GET v3/notifications?limit=50'],
    ['lists the notifications by the version r0', 'Lister les notifications par la version r0', 'GET r0/notifications?limit=50'],
    ['lists the mentions', 'Lister les mentions', 'GET v3/notifications?only=highlight'],
    [
      'searches the secret',
      'Chercher le secret',
      'POST v3/search',
      { body: { search_categories: { room_events: { search_term: 'canarisecretjournal' } } } },
    ],
    [
      'searches the secret with what surrounds it, by the version r0',
      'Chercher le secret et ce qui l’entoure, par la version r0',
      'POST r0/search',
      {
        body: {
          search_categories: {
            room_events: { search_term: 'secret', include_state: true, event_context: { before_limit: 5, after_limit: 5 } },
          },
        },
      },
    ],
    [
      'searches in the room',
      'Chercher dans le salon',
      'POST v3/search',
      { body: { search_categories: { room_events: { search_term: 'secret', filter: { rooms: ['{room}'] } } } } },
    ],
    [
      'searches the patient in the directory of people',
      'Chercher l’usager dans l’annuaire',
      'POST v3/user_directory/search',
      { body: { search_term: 'canarisecretjournal' } },
    ],
  ],
  { list: true },
)

/** Addresses that exist for nobody. */
const absent = attempts('reading', 'nobody', [
  ['reads the message without naming its room', 'Lire le message sans nommer son salon', 'GET v3/events/{message}'],
  ['waits for the events of the room', 'Attendre les événements du salon', 'GET v3/events?room_id={room}&timeout=0'],
  ['takes the old first synchronisation', 'Demander l’ancienne première synchronisation', 'GET v3/initialSync'],
  ['lists the public rooms', 'Lister les salons publics', 'GET v3/publicRooms'],
  [
    'searches the public rooms',
    'Chercher dans les salons publics',
    'POST v3/publicRooms',
    { body: { filter: { generic_search_term: 'canari' } } },
  ],
  ['asks whether the room is public', 'Demander si le salon est public', 'GET v3/directory/list/room/{room}'],
  ['resolves an alias', 'Résoudre un alias', 'GET v3/directory/room/%23canari%3A{server}'],
  ['lists the rooms shared with a member', 'Lister les salons partagés avec un membre', 'GET v1/mutual_rooms?user_id={member}'],
  [
    'lists the shared rooms by the version unstable',
    'Lister les salons partagés par la version unstable',
    'GET unstable/uk.half-shot.msc2666/user/mutual_rooms?user_id={member}',
  ],
  [
    'reads the aliases by an old proposal',
    'Lire les alias par une ancienne proposition',
    'GET unstable/org.matrix.msc2432/rooms/{room}/aliases',
  ],
  [
    'reads the summary by an old proposal',
    'Lire le résumé par une ancienne proposition',
    'GET unstable/im.nheko.summary/rooms/{room}/summary',
  ],
  [
    'reads the rooms below by an old proposal',
    'Lire les salons rattachés par une ancienne proposition',
    'GET unstable/org.matrix.msc2946/rooms/{room}/hierarchy',
  ],
  [
    'finds a message by its date by an old proposal',
    'Trouver un message par sa date par une ancienne proposition',
    'GET unstable/org.matrix.msc3030/rooms/{room}/timestamp_to_event?ts=1&dir=f',
  ],
  [
    'synchronises by the first windows',
    'Se synchroniser par les premières fenêtres',
    'POST unstable/org.matrix.msc3575/sync',
    { body: {} },
  ],
  ['lists what is sent later', 'Lister les envois différés', 'GET unstable/org.matrix.msc4140/delayed_events'],
  ['reads the keys of the room', 'Lire les clés du salon', 'GET v3/room_keys/keys/{room}?version=1'],
])

export const reading = [...ofOneRoom, ...ofAllRooms, ...ofAllWords, ...absent]
