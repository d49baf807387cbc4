import type { Question } from './facts.ts'

/** What somebody wants, in words; a question without them does not compile. */
export type Language = 'fr' | 'en'
export type Both<Value> = Readonly<Record<Language, Value>>

/** What is recorded: the questions of the rules, and the use of an address that the gateway does not open to anybody. */
export type RecordedQuestion = Question | 'closed.use'

/** A place and somebody, in the forms that a sentence needs. */
export interface Named {
  /** "le journal de …", "du journal de …", "dans le journal de …". */
  readonly the: string
  readonly of: string
  readonly within: string
  readonly whom: string
}
/** For whom no name can be given, and where none is known. */
export const ANYWHERE: Both<Named> = {
  fr: { the: 'un salon', of: 'd’un salon', within: 'dans un salon', whom: 'quelqu’un' },
  en: { the: 'a room', of: 'of a room', within: 'in a room', whom: 'somebody' },
}

export type Wish = Both<(named: Named) => string>
const wish = (fr: (named: Named) => string, en: (named: Named) => string): Wish => ({ fr, en })

export const WISHES: Readonly<Record<RecordedQuestion, Wish>> = {
  'room.read': wish(
    ({ the }) => `lire ${the}`,
    ({ the }) => `read ${the}`,
  ),
  'message.send': wish(
    ({ within }) => `écrire ${within}`,
    ({ within }) => `write ${within}`,
  ),
  'message.redact': wish(
    ({ within }) => `supprimer un message ${within}`,
    ({ within }) => `delete a message ${within}`,
  ),
  'event.send': wish(
    ({ within }) => `envoyer autre chose qu’un message ${within}`,
    ({ within }) => `send something other than a message ${within}`,
  ),
  'room.create': wish(
    ({ the }) => `ouvrir ${the}`,
    ({ the }) => `open ${the}`,
  ),
  'mail.open': wish(
    ({ whom }) => `écrire à ${whom}`,
    ({ whom }) => `write to ${whom}`,
  ),
  'journal.export': wish(
    ({ the }) => `exporter ${the}`,
    ({ the }) => `export ${the}`,
  ),
  'room.publish': wish(
    ({ the }) => `publier ${the} dans un annuaire`,
    ({ the }) => `publish ${the} in a directory`,
  ),
  'member.invite': wish(
    ({ whom, within }) => `inviter ${whom} ${within}`,
    ({ whom, the }) => `invite ${whom} to ${the}`,
  ),
  'member.join': wish(
    ({ within }) => `entrer ${within}`,
    ({ the }) => `enter ${the}`,
  ),
  'member.leave': wish(
    ({ the }) => `quitter ${the}`,
    ({ the }) => `leave ${the}`,
  ),
  'member.kick': wish(
    ({ whom, of }) => `retirer ${whom} ${of}`,
    ({ whom, the }) => `remove ${whom} from ${the}`,
  ),
  'member.ban': wish(
    ({ whom, of }) => `exclure ${whom} pour toujours ${of}`,
    ({ whom, the }) => `ban ${whom} from ${the}`,
  ),
  'member.knock': wish(
    ({ within }) => `demander à entrer ${within}`,
    ({ the }) => `ask to enter ${the}`,
  ),
  'member.update': wish(
    ({ within }) => `changer de nom ou d’image ${within}`,
    ({ within }) => `change their name or picture ${within}`,
  ),
  'state.set': wish(
    ({ of }) => `changer les réglages ${of}`,
    ({ of }) => `change the settings ${of}`,
  ),
  'media.read': wish(
    () => 'ouvrir un fichier',
    () => 'open a file',
  ),
  'media.upload': wish(
    () => 'envoyer un fichier',
    () => 'send a file',
  ),
  'media.avatar': wish(
    () => 'changer la photo de son profil',
    () => 'change their profile picture',
  ),
  'closed.use': wish(
    () => 'se servir d’une adresse fermée de la messagerie',
    () => 'use an address of the homeserver that is closed',
  ),
}

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
