import type { RefusalCode } from './rule.ts'
import { ACTIONS } from './actions.ts'
import { type Both, type Language, type Named, WISHES, type Wish } from './wishes.ts'

/** Why not, as the end of a sentence. */
const BECAUSE = {
  UNANSWERED: { fr: 'aucune règle ne le permet', en: 'no rule allows it' },
  SERVICES_ONLY_POST: {
    fr: 'le compte d’un autre système publie des avis et rien d’autre',
    en: 'the account of another system posts notices and nothing else',
  },
  NOTICES_ONLY: { fr: 'un autre système ne publie que des avis', en: 'another system posts nothing but notices' },
  ACCOUNT_NOT_ACTIVE: { fr: 'ce compte n’est pas actif sur la plateforme', en: 'this account is not active on the platform' },
  ROOM_UNKNOWN: { fr: 'le registre ne connaît pas ce salon', en: 'the registry does not know this room' },
  NOT_IN_THE_CIRCLE: {
    fr: 'le registre n’y compte pas cette personne parmi les membres',
    en: 'the registry does not count this person among its members',
  },
  MEMBERSHIP_FOLLOWS_THE_REGISTRY: {
    fr: 'les invitations et les exclusions suivent le registre',
    en: 'invitations and removals follow the registry',
  },
  ROOM_SETTINGS_FOLLOW_THE_REGISTRY: {
    fr: 'les réglages d’un salon suivent le registre',
    en: 'the settings of a room follow the registry',
  },
  NOT_AS_THE_KIND_SAYS: { fr: 'ce n’est pas ainsi que ce genre de salon est fait', en: 'this is not how that kind of room is made' },
  ROOM_CREATION_REFUSED: { fr: 'les salons sont créés par le registre', en: 'rooms are made by the registry' },
  MAIL_NEEDS_SOMEBODY: { fr: 'une conversation s’ouvre avec quelqu’un', en: 'a conversation opens with somebody' },
  MAIL_TO_TOO_MANY: { fr: 'on écrit à vingt personnes au plus', en: 'one writes to twenty people at most' },
  MAIL_TO_A_STRANGER: {
    fr: 'l’une de ces personnes n’est pas un professionnel de la plateforme',
    en: 'one of these people is not a professional of the platform',
  },
  MAIL_TO_THE_SERVICE: { fr: 'on n’écrit pas au service', en: 'nobody writes to the service' },
  MAIL_TO_A_DEPARTED: {
    fr: 'l’une de ces personnes n’exerce plus sur la plateforme',
    en: 'one of these people no longer works on the platform',
  },
  MAIL_TO_A_SUSPENDED: { fr: 'le compte de l’une de ces personnes est suspendu', en: 'the account of one of these people is suspended' },
  MAIL_CORRESPONDENT_LEFT: { fr: 'l’une de ces personnes a quitté la conversation', en: 'one of these people has left the conversation' },
  COMMANDS_ONLY: { fr: 'le service n’y comprend que quelques commandes', en: 'the service understands only a few commands there' },
  ROOM_NEVER_PUBLIC: { fr: 'aucun salon n’est public', en: 'no room is public' },
  PURGE_NOT_APPROVED: { fr: 'aucune purge n’est approuvée', en: 'no purge is approved' },
  ONLY_JOURNALS_ARE_EXPORTED: { fr: 'seul le journal d’un usager s’exporte', en: 'only the journal of a patient is exported' },
  CIRCLE_CLOSED: { fr: 'ce cercle de soins est fermé', en: 'this care circle is closed' },
  ONLY_EDITORS_WRITE: { fr: 'seuls les éditeurs et les gestionnaires y déposent', en: 'only editors and managers deposit there' },
  ONLY_FILES_HERE: { fr: 'ce classeur ne contient que des fichiers', en: 'this folder holds nothing but files' },
  FOLDER_ARCHIVED: { fr: 'ce classeur est archivé', en: 'this folder is archived' },
  ONLY_ITS_DEPOSITOR_REMOVES: {
    fr: 'seul qui l’a déposé, ou un gestionnaire, retire un document',
    en: 'only its depositor or a manager removes a document',
  },
  REASON_NEEDED: { fr: 'retirer un document demande un motif', en: 'removing a document needs a reason' },
  NOTHING_IS_WRITTEN_HERE: { fr: 'on n’écrit pas dans un espace', en: 'nobody writes in a space' },
  NOT_SAYABLE: { fr: 'ce type de message n’y est pas accepté', en: 'this kind of message is not accepted there' },
  TOO_LONG: { fr: 'ce message est trop long', en: 'this message is too long' },
  ATTACHMENT_GONE: { fr: 'ce fichier n’existe pas ou n’existe plus', en: 'this file does not exist, or no longer' },
  ATTACHMENT_NOT_YOURS: { fr: 'ce fichier appartient à un autre salon', en: 'this file belongs to another room' },
  TOO_MANY_ATTACHMENTS: { fr: 'trop de fichiers en un seul message', en: 'too many files in one message' },
  PICTURE_NOT_YOURS: {
    fr: 'ce n’est pas une image que cette personne vient d’envoyer',
    en: 'it is no image that this person has just uploaded',
  },
  FILE_TOO_LARGE: { fr: 'ce fichier est trop volumineux', en: 'this file is too large' },
  FILE_IS_ACTIVE: { fr: 'ce genre de fichier agit de lui-même', en: 'this kind of file acts by itself' },
  FILE_TYPE_REFUSED: { fr: 'ce type de fichier n’est pas accepté', en: 'this type of file is not accepted' },
  FILE_INFECTED: { fr: 'l’antivirus y a reconnu un programme malveillant', en: 'the virus scanner found malware in it' },
  ONLY_MESSAGES_ARE_DELETED: { fr: 'on ne supprime que des messages', en: 'only messages are deleted' },
  ONLY_ITS_AUTHOR_DELETES: { fr: 'ce message est celui de quelqu’un d’autre', en: 'that message is somebody else’s' },
  NO_LONGER_THE_LAST: { fr: 'ce message n’est plus le dernier', en: 'that message is no longer the last one' },
  NAME_FOLLOWS_THE_REGISTRY: { fr: 'le nom affiché est celui du registre', en: 'the displayed name is the registry’s' },
  PUSH_TO_DEVICES_ONLY: { fr: 'le serveur de messagerie n’envoie pas de courriel', en: 'the homeserver sends no e-mail' },
  CLOSED_HERE: { fr: 'cela n’existe pas ici', en: 'this does not exist here' },
} as const satisfies Record<RefusalCode, Both<string>>

/** Was allowed, was refused; may, may not (the simulator). */
export type Outcome = 'done' | 'refused' | 'may' | 'may-not'
const VERBS: Both<Readonly<Record<Outcome, string>>> = {
  fr: { done: 'a pu', refused: 'a voulu', may: 'peut', 'may-not': 'ne peut pas' },
  en: { done: 'was allowed to', refused: 'wanted to', may: 'may', 'may-not': 'may not' },
}

export interface Told {
  readonly question: string
  readonly action: string | null
  /** null: allowed. */
  readonly code: string | null
}
const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** "supprimer un message dans le journal de …". What an older version recorded and this one does not know is told by its name. */
export function wishWords(language: Language, { question, action }: Told, named: Named): string {
  const exact = action === null ? undefined : own(ACTIONS, action)
  if (exact !== undefined) return exact[language](named)
  if (question === 'closed.use' && action !== null) return language === 'fr' ? `se servir de « ${action} »` : `use “${action}”`
  return own<Wish>(WISHES, question)?.[language](named) ?? question
}

/** "ce message n’est plus le dernier". */
export const becauseWords = (language: Language, code: string): string => own<Both<string>>(BECAUSE, code)?.[language] ?? code

/** "Amélie DURAND a voulu supprimer un message dans le journal de … : ce message n’est plus le dernier." */
export function decisionSentence(language: Language, outcome: Outcome, told: Told, names: Named & { readonly who: string }): string {
  const act = `${names.who} ${VERBS[language][outcome]} ${wishWords(language, told, names)}`
  if (told.code === null) return `${act}.`
  return `${act}${language === 'fr' ? ' : ' : ': '}${becauseWords(language, told.code)}.`
}
