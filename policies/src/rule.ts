import type { Facts, Question } from './facts.ts'

/** The closed list of refusals, with their words. A missing language does not compile. */
export const REFUSALS = {
  UNANSWERED: {
    fr: 'Aucune règle ne permet cette action.',
    en: 'No rule allows this.',
  },
  ACCOUNT_NOT_ACTIVE: {
    fr: 'Ce compte n’est pas actif sur la plateforme.',
    en: 'This account is not active on the platform.',
  },
  SERVICES_ONLY_POST: {
    fr: 'Le compte d’un autre système publie des avis là où il a été placé ; il ne lit rien et ne fait rien d’autre.',
    en: 'The account of another system posts notices where it was put; it reads nothing and does nothing else.',
  },
  NOTICES_ONLY: {
    fr: 'Le compte d’un autre système ne publie que des avis (m.notice) : ni message, ni réponse, ni fichier.',
    en: 'The account of another system posts nothing but notices (m.notice): no message, no reply, no file.',
  },
  ROOM_UNKNOWN: {
    fr: 'Ce salon n’existe pas dans le registre : on ne peut rien y faire.',
    en: 'The registry does not know this room: nothing can be done in it.',
  },
  NOT_IN_THE_CIRCLE: {
    fr: 'Le registre ne compte pas cette personne parmi les membres : le cercle de soins et la structure décident seuls de qui entre.',
    en: 'The registry does not count this person among the members: the care circle and the structure alone decide who enters.',
  },
  MEMBERSHIP_FOLLOWS_THE_REGISTRY: {
    fr: 'Les invitations et les exclusions suivent le registre : demandez à votre structure de modifier le cercle de soins.',
    en: 'Invitations and removals follow the registry: ask your structure to change the care circle.',
  },
  ROOM_SETTINGS_FOLLOW_THE_REGISTRY: {
    fr: 'Le nom, les droits et les réglages de ce salon suivent le registre : personne ne les change ici.',
    en: 'Name, rights and settings of this room follow the registry: nobody changes them here.',
  },
  NOT_AS_THE_KIND_SAYS: {
    fr: 'Même le service ne donne à un salon que les réglages de son genre.',
    en: 'Even the service gives a room only the settings of its kind.',
  },
  ROOM_CREATION_REFUSED: {
    fr: 'Les salons sont créés par le registre : on ne peut pas en ouvrir soi-même.',
    en: 'Rooms are made by the registry: people cannot open one.',
  },
  MAIL_NEEDS_SOMEBODY: {
    fr: 'On n’ouvre pas de salon soi-même : on écrit à une ou plusieurs personnes, et la conversation s’ouvre avec elles.',
    en: 'Nobody opens a room by themselves: one writes to one or several people, and the conversation opens with them.',
  },
  MAIL_TO_TOO_MANY: {
    fr: 'On écrit à vingt personnes au plus à la fois.',
    en: 'One writes to twenty people at most at once.',
  },
  MAIL_TO_A_STRANGER: {
    fr: 'L’une de ces personnes n’est pas un professionnel de la plateforme : on ne peut pas lui écrire ici.',
    en: 'One of these people is not a professional of the platform: they cannot be written to here.',
  },
  MAIL_TO_THE_SERVICE: {
    fr: 'On n’écrit pas au service : ce qu’il a à vous dire est dans votre salon Notifications.',
    en: 'Nobody writes to the service: what it has to tell you is in your Notifications room.',
  },
  MAIL_TO_A_DEPARTED: {
    fr: 'L’une de ces personnes n’exerce plus sur la plateforme : on ne peut plus lui écrire.',
    en: 'One of these people no longer works on the platform: they can no longer be written to.',
  },
  MAIL_TO_A_SUSPENDED: {
    fr: 'Le compte de l’une de ces personnes est suspendu : on ne peut pas lui écrire pour le moment.',
    en: 'The account of one of these people is suspended: they cannot be written to for now.',
  },
  MAIL_CORRESPONDENT_LEFT: {
    fr: 'L’une de ces personnes a quitté cette conversation : ouvrez-en une nouvelle pour lui écrire.',
    en: 'One of these people has left this conversation: open a new one to write to them.',
  },
  COMMANDS_ONLY: {
    fr: 'Ici le service vous écrit ; il comprend quelques commandes : envoyez « aide » pour les connaître.',
    en: 'Here the service writes to you; it understands a few commands: send “aide” to know them.',
  },
  ROOM_NEVER_PUBLIC: {
    fr: 'Aucun salon n’est publié dans un annuaire.',
    en: 'No room is published in a directory.',
  },
  PURGE_NOT_APPROVED: {
    fr: 'Un journal ne s’efface qu’archivé, quand deux administrateurs l’ont voulu.',
    en: 'A journal is erased only once it is archived and two administrators wanted it.',
  },
  ONLY_JOURNALS_ARE_EXPORTED: {
    fr: 'Seul le journal d’un usager s’exporte.',
    en: 'Only the journal of a patient is exported.',
  },
  CIRCLE_CLOSED: {
    fr: 'Ce cercle de soins est fermé : son journal se lit encore, on n’y écrit plus.',
    en: 'This care circle is closed: its journal can still be read, not written.',
  },
  ONLY_EDITORS_WRITE: {
    fr: 'Seuls les éditeurs et les gestionnaires de la structure déposent dans ce classeur.',
    en: 'Only editors and managers of the structure deposit in this folder.',
  },
  ONLY_FILES_HERE: {
    fr: 'Ce classeur ne contient que des fichiers, avec leur légende : ni message, ni réaction, ni modification.',
    en: 'This folder holds nothing but files, with their captions: no message, no reaction, no edit.',
  },
  FOLDER_ARCHIVED: {
    fr: 'Ce classeur est archivé : on le lit encore, on n’y dépose et n’en retire plus rien.',
    en: 'This folder is archived: it can still be read, nothing is deposited in it or removed from it.',
  },
  ONLY_ITS_DEPOSITOR_REMOVES: {
    fr: 'Un document est retiré par qui l’a déposé, ou par un gestionnaire de la structure.',
    en: 'A document is removed by who deposited it, or by a manager of the structure.',
  },
  REASON_NEEDED: {
    fr: 'Retirer un document demande un motif : dites pourquoi.',
    en: 'Removing a document needs a reason: say why.',
  },
  NOTHING_IS_WRITTEN_HERE: {
    fr: 'On n’écrit pas dans un espace : ouvrez le cahier de liaison.',
    en: 'Nobody writes in a space: open the liaison book.',
  },
  NOT_SAYABLE: {
    fr: 'Ce type de message n’est pas accepté ici. On peut envoyer du texte, des fichiers, des images et des réactions ; on ne modifie pas un message envoyé.',
    en: 'This kind of message is not accepted here. Text, files, images and reactions are; a sent message is not edited.',
  },
  TOO_LONG: {
    fr: 'Ce message est trop long : joignez plutôt un document.',
    en: 'This message is too long: attach a document instead.',
  },
  ONLY_MESSAGES_ARE_DELETED: {
    fr: 'On ne supprime que des messages : ni les avis, ni les réactions, ni les réglages.',
    en: 'Only messages are deleted: not notices, reactions or settings.',
  },
  ONLY_ITS_AUTHOR_DELETES: {
    fr: 'Seul l’auteur d’un message peut le supprimer.',
    en: 'Only its author can delete a message.',
  },
  NO_LONGER_THE_LAST: {
    fr: 'Ce message n’est plus le dernier : un autre l’a suivi, il fait désormais partie de l’historique.',
    en: 'This message is no longer the last one: another followed it, and it is now part of the history.',
  },
  NAME_FOLLOWS_THE_REGISTRY: {
    fr: 'Le nom affiché est celui du registre : on ne le change pas dans un salon.',
    en: 'The displayed name is the registry’s: it is not changed in a room.',
  },
  ATTACHMENT_GONE: {
    fr: 'Ce fichier n’existe pas ou n’existe plus : envoyez-le à nouveau.',
    en: 'This file does not exist, or no longer: send it again.',
  },
  ATTACHMENT_NOT_YOURS: {
    fr: 'Un fichier appartient au salon où il a été envoyé : on ne cite que les siens, ou ceux que l’on peut lire.',
    en: 'A file belongs to the room where it was sent: only one’s own, or those one can read, are cited.',
  },
  TOO_MANY_ATTACHMENTS: {
    fr: 'Ce message cite trop de fichiers (20 au plus) : envoyez-les en plusieurs fois.',
    en: 'This message cites too many files (20 at most): send them in several messages.',
  },
  PICTURE_NOT_YOURS: {
    fr: 'La photo d’un profil est une image que l’on vient d’envoyer soi-même, et qui n’est jointe à aucun message.',
    en: 'A profile picture is an image that one has just uploaded oneself, and that no message holds.',
  },
  FILE_TOO_LARGE: {
    fr: 'Ce fichier est trop volumineux.',
    en: 'This file is too large.',
  },
  FILE_IS_ACTIVE: {
    fr: 'Les pages web, dessins SVG, scripts, programmes et documents à macros ne sont pas acceptés. Envoyez plutôt un PDF ou une image.',
    en: 'Web pages, SVG drawings, scripts, programs and documents with macros are not accepted. Send a PDF or an image instead.',
  },
  FILE_TYPE_REFUSED: {
    fr: 'Ce type de fichier n’est pas accepté. On peut envoyer des images, du son, des vidéos, des PDF, des documents bureautiques et du texte.',
    en: 'This type of file is not accepted. Images, sound, videos, PDF, office documents and text are.',
  },
  FILE_INFECTED: {
    fr: 'L’antivirus a reconnu un programme malveillant dans ce fichier : il n’a pas été enregistré.',
    en: 'The virus scanner found malware in this file: it has not been stored.',
  },
  PUSH_TO_DEVICES_ONLY: {
    fr: 'Le serveur de messagerie réveille des appareils et n’envoie pas de courriel : il y écrirait ce qui se dit ici.',
    en: 'The homeserver wakes devices and sends no e-mail: it would write there what is said here.',
  },
  CLOSED_HERE: {
    fr: 'Les comptes et les salons suivent le registre : cette action n’existe pas ici.',
    en: 'Accounts and rooms follow the registry: this does not exist here.',
  },
} as const satisfies Record<string, { fr: string; en: string }>
export type RefusalCode = keyof typeof REFUSALS

export interface Example {
  that: string
  asked: Question
  given: Facts
  answer: RefusalCode | null
}

/** A rule is a value: why it exists, which questions it hears, its test, and examples that prove it. */
export interface Rule {
  id: string
  why: string
  asks: readonly Question[]
  refuse: (facts: Facts) => RefusalCode | null
  examples: readonly Example[]
}
