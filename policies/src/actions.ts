import { type Wish, wish } from './wishes.ts'

const poll = wish(
  ({ within }) => `lancer un sondage ${within}`,
  ({ within }) => `start a poll ${within}`,
)
const call = wish(
  ({ within }) => `lancer un appel ${within}`,
  ({ within }) => `start a call ${within}`,
)
const ownName = wish(
  () => 'changer son nom affiché',
  () => 'change their displayed name',
)
const address = wish(
  () => 'donner une adresse publique à un salon',
  () => 'give a room a public address',
)

/** More exactly, for acts that are common enough. Only names of this list are recorded: what a client invents may say anything. */
export const ACTIONS: Readonly<Record<string, Wish>> = {
  edit: wish(
    ({ within }) => `modifier un message déjà envoyé ${within}`,
    ({ within }) => `edit a message already sent ${within}`,
  ),
  vanish: wish(
    ({ within }) => `envoyer un message qui se détruit ${within}`,
    ({ within }) => `send a message that destroys itself ${within}`,
  ),
  'm.reaction': wish(
    ({ within }) => `réagir à un message ${within}`,
    ({ within }) => `react to a message ${within}`,
  ),
  'm.room.encrypted': wish(
    ({ within }) => `envoyer un message chiffré ${within}`,
    ({ within }) => `send an encrypted message ${within}`,
  ),
  'm.sticker': wish(
    ({ within }) => `envoyer un autocollant ${within}`,
    ({ within }) => `send a sticker ${within}`,
  ),
  'm.poll.start': poll,
  'org.matrix.msc3381.poll.start': poll,
  'm.call.invite': call,
  'org.matrix.msc3401.call.member': call,
  'm.room.name': wish(
    ({ the }) => `renommer ${the}`,
    ({ the }) => `rename ${the}`,
  ),
  'm.room.topic': wish(
    ({ of }) => `changer le sujet ${of}`,
    ({ of }) => `change the topic ${of}`,
  ),
  'm.room.avatar': wish(
    ({ of }) => `changer l’image ${of}`,
    ({ of }) => `change the picture ${of}`,
  ),
  'm.room.power_levels': wish(
    ({ within }) => `changer les droits des membres ${within}`,
    ({ within }) => `change the rights of members ${within}`,
  ),
  'm.room.join_rules': wish(
    ({ within }) => `changer qui peut entrer ${within}`,
    ({ the }) => `change who may enter ${the}`,
  ),
  'm.room.history_visibility': wish(
    ({ of }) => `changer qui lit l’historique ${of}`,
    ({ of }) => `change who reads the history ${of}`,
  ),
  'm.room.encryption': wish(
    ({ within }) => `activer le chiffrement ${within}`,
    ({ within }) => `turn encryption on ${within}`,
  ),
  'm.room.pinned_events': wish(
    ({ within }) => `épingler un message ${within}`,
    ({ within }) => `pin a message ${within}`,
  ),
  'm.room.tombstone': wish(
    ({ the }) => `remplacer ${the} par un autre salon`,
    ({ the }) => `replace ${the} by another room`,
  ),
  'PUT /profile/{userId}/displayname': ownName,
  'DELETE /profile/{userId}/displayname': ownName,
  'POST /account/deactivate': wish(
    () => 'supprimer son compte',
    () => 'delete their account',
  ),
  'POST /account/3pid': wish(
    () => 'ajouter une adresse ou un téléphone à son compte',
    () => 'add an address or a telephone to their account',
  ),
  'POST /knock/{anyRoom}': wish(
    () => 'demander à entrer dans un salon',
    () => 'ask to enter a room',
  ),
  'POST /pushers/set': wish(
    () => 'recevoir les nouvelles par courriel',
    () => 'be told of news by e-mail',
  ),
  'PUT /directory/room/{alias}': address,
  'PUT /directory/list/room/{anyRoom}': wish(
    () => 'publier un salon dans un annuaire',
    () => 'publish a room in a directory',
  ),
}
export const isKnownAction = (name: string): boolean => Object.hasOwn(ACTIONS, name)
