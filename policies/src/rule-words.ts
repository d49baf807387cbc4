import type { RefusalCode } from './rule.ts'
import { RULES } from './rules/index.ts'
import type { Language } from './wishes.ts'

/** The rules in French, by their identifier; their English is the rule itself. A test asks that none is missing. */
const RULES_IN_FRENCH: Readonly<Record<string, { is: string; why: string }>> = {
  'only-active-people-act': {
    is: 'Seules les personnes actives agissent',
    why: 'Un professionnel suspendu ou parti, ou un compte que le registre ne connaît pas, ne fait rien ; quitter un salon reste toujours possible.',
  },
  'services-do-nothing-else': {
    is: 'Le compte d’un autre système ne lit rien',
    why: 'Un système qui publie des avis dans un journal n’a pas à savoir ce qui s’y écrit : son compte ne lit aucun salon, ne trouve personne, n’écrit à personne, ne supprime et ne dépose rien.',
  },
  'services-post-notices': {
    is: 'Un autre système ne publie que des avis',
    why: 'Ce que dit un autre système est un avis, que chaque client montre comme tel, et non le message d’une personne : nul ne doit le prendre pour la parole d’un collègue.',
  },
  'only-members-read': {
    is: 'Seuls les membres lisent',
    why: 'Quitter un cercle en ferme le passé, dès que le registre le dit ; qui revient relit tout.',
  },
  'members-export-their-journal': {
    is: 'Les membres exportent leur journal',
    why: 'Une copie du journal sort de la plateforme : seul en demande une qui le lit en ce moment. La règle est posée de nouveau pendant que la copie se fait et à chaque téléchargement.',
  },
  'only-the-registry-makes-rooms': {
    is: 'Les salons viennent du registre',
    why: 'Un salon existe parce que le registre a un cercle ou un DAC. Un salon ouvert par une personne échapperait à toutes les autres règles.',
  },
  'mail-goes-to-active-professionals': {
    is: 'On n’écrit qu’aux professionnels actifs',
    why: 'Chacun n’ouvre que des conversations, avec des professionnels que l’on peut joindre ; on n’écrit pas à qui est parti, et ne lirait jamais.',
  },
  'mail-reaches-everybody': {
    is: 'Un message atteint tous ses destinataires',
    why: 'Une conversation est celle d’un ensemble exact de personnes : si l’une n’est plus là, on en ouvre une autre.',
  },
  'notifications-take-commands': {
    is: 'Le salon Notifications ne prend que des commandes',
    why: 'Le service y parle à une personne ; ce qu’elle y écrirait n’irait à personne.',
  },
  'no-room-is-public': {
    is: 'Aucun salon n’est public',
    why: 'Un annuaire de salons nommerait des usagers. Personne ne publie, pas même le service.',
  },
  'only-an-approved-purge-erases': {
    is: 'Un journal ne s’efface que par une purge approuvée',
    why: 'Un journal fait foi : il part entier, archivé, quand deux administrateurs l’ont voulu, et par aucune requête au serveur de messagerie avant cela.',
  },
  'members-come-from-the-registry': {
    is: 'Les membres viennent du registre',
    why: 'Les lecteurs d’un journal sont exactement le cercle de soins (guide, « Journal de l’usager »). Qui que ce soit qui invite ou entre, le registre décide.',
  },
  'names-follow-the-registry': {
    is: 'Les noms sont ceux du registre',
    why: 'Qui lit un journal doit savoir qui y a écrit : personne ne s’y appelle autrement que dans le registre.',
  },
  'only-the-bridge-moves-members': {
    is: 'Seul le service fait entrer et sortir',
    why: 'Personne n’a de pouvoir sur la place d’un autre. Le service lui-même ne retire pas qui le registre garde, et n’exclut jamais pour toujours.',
  },
  'anyone-may-leave': {
    is: 'Chacun peut quitter un salon',
    why: 'Partir ne prend rien à personne. Le registre fait revenir qui est encore membre.',
  },
  'room-settings-follow-the-registry': {
    is: 'Les réglages suivent le registre',
    why: 'Droits, nom, sujet, image, entrée, historique, chiffrement : chaque réglage a une seule valeur par genre de salon.',
  },
  'members-write-where-people-write': {
    is: 'Les membres écrivent là où l’on écrit',
    why: 'Un cercle fermé ou un classeur archivé se lit sans s’écrire ; un espace ne porte pas de conversation ; on ne dépose dans les classeurs d’un DAC que si l’on en est éditeur ou gestionnaire.',
  },
  'only-what-is-on-the-list-is-said': {
    is: 'On ne dit que ce qui est sur la liste',
    why: 'Le journal est un écrit qui reste : ni modification, ni chiffrement, ni appel, ni sondage. Ce qui n’est pas sur la liste est refusé.',
  },
  'only-the-last-message-is-deletable': {
    is: 'Seul le dernier message se supprime',
    why: 'Le guide : le dernier message envoyé peut être supprimé par son auteur (corbeille). Après une suppression, le message d’avant ne devient pas supprimable.',
  },
  'documents-are-removed-with-a-reason': {
    is: 'Un document se retire avec un motif',
    why: 'Les documents d’une structure sont sa mémoire, non une conversation : qui l’a déposé, ou un gestionnaire, en retire un quand il veut et dit pourquoi ; le registre s’en souvient.',
  },
  'files-are-cited-by-their-readers': {
    is: 'On ne cite que les fichiers que l’on peut lire',
    why: 'Une pièce jointe appartient au salon, et la citer la donnerait à un autre : c’est à qui l’a envoyée et ne l’a pas encore jointe, ou à qui peut la lire en ce moment (un transfert).',
  },
  'files-are-read-in-their-room': {
    is: 'Les fichiers se lisent dans leur salon',
    why: 'Les pièces jointes ne se lisent que dans le journal (guide) : par les membres présents d’un salon où un message vivant les porte, vignettes comprises.',
  },
  'pictures-are-ones-own': {
    is: 'Chacun choisit sa propre photo',
    why: 'Tout le monde voit les photos de profil : un fichier qui en devient une n’a jamais appartenu à un salon, ni à quelqu’un d’autre.',
  },
  'only-safe-files-are-stored': {
    is: 'On ne garde que des fichiers sûrs',
    why: 'Les confrères ouvrent ce qu’on leur envoie : ce qui agit de soi-même dans un navigateur ou sur un ordinateur est refusé, et ce que personne ne sait nommer aussi.',
  },
  'closed-routes': {
    is: 'Ce que la passerelle n’ouvre à personne',
    why: 'Les comptes et les salons suivent le registre : les adresses de la messagerie qui les créent, les nomment ou les publient sont fermées à tous.',
  },
  none: { is: 'Aucune règle', why: 'Ce qu’aucune règle n’entend est refusé.' },
}
const NOT_RULES: Readonly<Record<string, string>> = {
  'closed-routes':
    'Accounts and rooms follow the registry: the addresses of the homeserver that make, name or publish them are closed to everybody.',
  none: 'What no rule hears is refused.',
}

/** What a rule says, and why. */
export function ruleWords(language: Language, id: string): { is: string; why: string } {
  const french = Object.hasOwn(RULES_IN_FRENCH, id) ? RULES_IN_FRENCH[id] : undefined
  if (language === 'fr' && french !== undefined) return french
  const spoken = id.replaceAll('-', ' ')
  return {
    is: spoken.charAt(0).toUpperCase() + spoken.slice(1),
    why: RULES.find((rule) => rule.id === id)?.why ?? (Object.hasOwn(NOT_RULES, id) ? NOT_RULES[id] : undefined) ?? '',
  }
}

/** What somebody who was refused can do instead; said to them in French, by the bot. */
export const INSTEAD = {
  UNANSWERED: 'Si vous en avez besoin, dites-le à l’administrateur de la plateforme.',
  SERVICES_ONLY_POST: 'Adressez-vous à l’administrateur de la plateforme.',
  NOTICES_ONLY: 'Publiez un avis : un message de type m.notice.',
  ACCOUNT_NOT_ACTIVE: 'Adressez-vous à l’administrateur de votre structure.',
  ROOM_UNKNOWN: 'Ouvrez le journal de l’usager ou le cahier de liaison de votre structure.',
  NOT_IN_THE_CIRCLE: 'Demandez à la structure responsable de vous ajouter au cercle de soins.',
  MEMBERSHIP_FOLLOWS_THE_REGISTRY: 'Dès que le cercle de soins est modifié, le salon suit de lui-même.',
  ROOM_SETTINGS_FOLLOW_THE_REGISTRY: 'Pour corriger un nom, demandez à votre structure de le corriger dans le registre.',
  NOT_AS_THE_KIND_SAYS: 'Prévenez l’administrateur de la plateforme.',
  ROOM_CREATION_REFUSED: 'Écrivez dans le journal de l’usager ou dans le cahier de liaison de votre structure.',
  MAIL_NEEDS_SOMEBODY: 'Choisissez à qui vous écrivez.',
  MAIL_TO_TOO_MANY: 'Écrivez à moins de monde, ou dans le cahier de liaison de votre structure.',
  MAIL_TO_A_STRANGER: 'Choisissez des personnes que la recherche propose.',
  MAIL_TO_THE_SERVICE: 'Pour joindre quelqu’un, écrivez-lui directement.',
  MAIL_TO_A_DEPARTED: 'Écrivez à quelqu’un d’autre de sa structure.',
  MAIL_TO_A_SUSPENDED: 'Écrivez à quelqu’un d’autre de sa structure.',
  MAIL_CORRESPONDENT_LEFT: 'Une nouvelle conversation s’ouvre en écrivant aux personnes voulues.',
  COMMANDS_ONLY: 'Envoyez « aide ».',
  ROOM_NEVER_PUBLIC: 'Qui doit lire un journal entre dans le cercle de soins.',
  PURGE_NOT_APPROVED: 'Passez par la console : « Conservation ».',
  ONLY_JOURNALS_ARE_EXPORTED: 'Ouvrez le journal de l’usager : l’export s’y demande.',
  CIRCLE_CLOSED: 'Si le suivi reprend, demandez à la structure responsable de rouvrir le cercle.',
  ONLY_EDITORS_WRITE: 'Demandez à un éditeur de votre structure de déposer ce document.',
  ONLY_FILES_HERE: 'Déposez un fichier ; pour en parler, écrivez dans le cahier de liaison.',
  FOLDER_ARCHIVED: 'Demandez à un gestionnaire de votre structure de rouvrir ce classeur, ou choisissez-en un autre.',
  ONLY_ITS_DEPOSITOR_REMOVES: 'Demandez à qui l’a déposé, ou à un gestionnaire de votre structure, de le retirer.',
  REASON_NEEDED: 'Recommencez en indiquant un motif.',
  NOTHING_IS_WRITTEN_HERE: 'Le cahier de liaison est dans cet espace.',
  TOO_LONG: 'Envoyez ce texte comme document.',
  ATTACHMENT_GONE: 'Envoyez le fichier à nouveau.',
  ATTACHMENT_NOT_YOURS: 'Pour transmettre un fichier que vous pouvez lire, transférez-le depuis son salon.',
  TOO_MANY_ATTACHMENTS: 'Envoyez ces fichiers en plusieurs messages.',
  PICTURE_NOT_YOURS: 'Choisissez une image sur votre appareil.',
  FILE_TOO_LARGE: 'Réduisez-le, ou envoyez-le en plusieurs parties.',
  FILE_IS_ACTIVE: 'Envoyez plutôt un PDF ou une image.',
  FILE_TYPE_REFUSED: 'Envoyez plutôt un PDF ou une image.',
  FILE_INFECTED: 'Faites vérifier votre appareil par votre service informatique.',
  NOT_SAYABLE: 'Pour corriger un message, écrivez-en un autre, ou supprimez-le tant qu’il est le dernier.',
  ONLY_MESSAGES_ARE_DELETED: 'Seul votre dernier message peut être supprimé.',
  ONLY_ITS_AUTHOR_DELETES: 'Demandez à la personne qui l’a écrit de le supprimer tant qu’il est le dernier, ou répondez-lui.',
  NO_LONGER_THE_LAST: 'Écrivez un nouveau message qui corrige le précédent.',
  NAME_FOLLOWS_THE_REGISTRY: 'Pour corriger votre nom, adressez-vous à votre structure.',
  PUSH_TO_DEVICES_ONLY: 'Autorisez plutôt les notifications sur votre appareil.',
  CLOSED_HERE: 'Pour corriger votre compte, adressez-vous à l’administrateur de votre structure.',
} as const satisfies Record<RefusalCode, string>
