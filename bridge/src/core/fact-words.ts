import type { Facts, Language, MailAsked, Question, RoomKindName, Someone } from 'policies'

const KIND: Readonly<Record<Language, Readonly<Record<RoomKindName, string>>>> = {
  fr: {
    journal: 'le journal d’un usager',
    liaison: 'un cahier de liaison',
    documents: 'un classeur d’un DAC',
    'documents-space': 'les documents d’un DAC',
    'journals-space': 'l’espace des journaux d’une personne',
    space: 'l’espace d’un DAC',
    mail: 'une conversation (messagerie interne)',
    notifications: 'le salon Notifications d’une personne',
  },
  en: {
    journal: 'the journal of a patient',
    liaison: 'a liaison book',
    documents: 'a folder of a DAC',
    'documents-space': 'the documents of a DAC',
    'journals-space': 'the space of a person’s journals',
    space: 'the space of a DAC',
    mail: 'a conversation (internal mail)',
    notifications: 'the Notifications room of one person',
  },
}
const STATUS: Readonly<Record<Language, Readonly<Record<Someone['status'], string>>>> = {
  fr: {
    bridge: 'le service',
    service: 'un autre système',
    active: 'actif',
    suspended: 'suspendu',
    departed: 'parti',
    stranger: 'inconnu du registre',
  },
  en: {
    bridge: 'the service',
    service: 'another system',
    active: 'active',
    suspended: 'suspended',
    departed: 'departed',
    stranger: 'unknown to the registry',
  },
}
const yes = { fr: (it: boolean) => (it ? 'oui' : 'non'), en: (it: boolean) => (it ? 'yes' : 'no') }
const REACH: Readonly<Record<Language, Readonly<Record<MailAsked['worst'], string>>>> = {
  fr: { stranger: 'inconnu du registre', service: 'le service', departed: 'parti', suspended: 'suspendu', reachable: 'actif' },
  en: { stranger: 'unknown to the registry', service: 'the service', departed: 'departed', suspended: 'suspended', reachable: 'active' },
}
const SAYING: Readonly<Record<Language, Readonly<Record<Facts['saying'], string>>>> = {
  fr: { 'on-the-list': 'oui', 'off-the-list': 'non', 'too-long': 'trop long' },
  en: { 'on-the-list': 'yes', 'off-the-list': 'no', 'too-long': 'too long' },
}
const TARGET = {
  fr: {
    'own-message': 'son propre message',
    'message-of-another': 'le message de quelqu’un d’autre',
    'not-a-message': 'ce n’est pas un message',
  },
  en: { 'own-message': 'their own message', 'message-of-another': 'somebody else’s message', 'not-a-message': 'not a message' },
} as const

/** What the rules looked at for this question, a line each. */
export function factWords(language: Language, question: Question, facts: Facts, names: { who: string; whom: string }): string[] {
  const fr = language === 'fr'
  const line = (french: string, english: string, value: string) => (fr ? `${french} : ${value}` : `${english}: ${value}`)
  const is = yes[language]
  const lines: string[] = []
  const { room, actor, subject, deletion } = facts
  const nowhere = question === 'room.create' || question === 'mail.open'
  if (!nowhere) {
    if (room === null) lines.push(fr ? 'Le registre ne connaît pas ce salon' : 'The registry does not know this room')
    else {
      lines.push(line('Le salon', 'The room', KIND[language][room.kind]))
      if (room.kind === 'documents') lines.push(line('Classeur archivé', 'Folder archived', is(room.closed)))
      if (room.kind === 'journal') lines.push(line('Cercle fermé', 'Circle closed', is(room.closed)))
    }
  }
  lines.push(...someoneWords(language, names.who, actor, nowhere))
  if (subject !== actor && names.whom !== names.who) lines.push(...someoneWords(language, names.whom, subject, false))
  if (question === 'message.send' || question === 'event.send')
    lines.push(line('Sur la liste de ce qui se dit ici', 'On the list of what is said here', SAYING[language][facts.saying]))
  if (question === 'member.join' || question === 'member.update')
    lines.push(line('Sous le nom du registre', 'Under the name of the registry', is(facts.namedAsInRegistry)))
  if (facts.mail !== undefined) {
    lines.push(line('Destinataires', 'People written to', String(facts.mail.people)))
    if (facts.mail.people > 0)
      lines.push(line('Le moins joignable d’entre eux', 'The least reachable of them', REACH[language][facts.mail.worst]))
  }
  if (deletion !== null) {
    lines.push(line('Ce que vise la suppression', 'What the deletion aims at', TARGET[language][deletion.target]))
    if (room?.kind === 'documents') {
      lines.push(line('Un motif est donné', 'A reason is given', is(deletion.reasoned)))
      lines.push(line(`${names.who} gère la structure`, `${names.who} manages the structure`, is(actor.manages)))
    } else lines.push(line('C’est le dernier message d’une personne', 'It is the newest message of a person', is(deletion.newest)))
  }
  if (['room.create', 'state.set', 'member.invite', 'member.kick'].includes(question))
    lines.push(line('Exactement ce que ce genre de salon contient', 'Exactly what this kind of room holds', is(facts.asTheKindSays)))
  return lines
}

function someoneWords(language: Language, name: string, { status, belongs, writes }: Someone, nowhere: boolean): string[] {
  const is = yes[language]
  const fr = language === 'fr'
  const account = fr ? `${name} : compte ${STATUS.fr[status]}` : `${name}: account ${STATUS.en[status]}`
  if (nowhere || status === 'bridge' || status === 'stranger') return [account]
  const member = fr ? `${name} : membre selon le registre : ${is(belongs)}` : `${name}: member according to the registry: ${is(belongs)}`
  const writing = fr
    ? `${name} : y écrit selon le registre : ${is(writes)}`
    : `${name}: writes there according to the registry: ${is(writes)}`
  return belongs ? [account, member, writing] : [account, member]
}
