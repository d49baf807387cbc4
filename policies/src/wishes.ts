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
export const wish = (fr: (named: Named) => string, en: (named: Named) => string): Wish => ({ fr, en })

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
  'room.purge': wish(
    ({ the }) => `purger ${the}`,
    ({ the }) => `purge ${the}`,
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
