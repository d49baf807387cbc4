/** The rooms that are prepared: each holds a word of its own, which nobody else may read by any route. */
export const PLACES = ['journal', 'other', 'closed', 'liaison', 'documents', 'space', 'documents-space', 'journals-space'] as const
export type Place = (typeof PLACES)[number]

/**
 * What is planted in each: said in a message or the caption of a file, and part of the room's name where the registry gives it one. Single
 * words, so that a search finds them. Sub-spaces hold nothing but the rooms that lie in them.
 */
export const SECRETS: Readonly<Record<Place, string>> = {
  journal: 'canarisecretjournal',
  other: 'canarisecretautre',
  closed: 'canarisecretferme',
  liaison: 'canarisecretliaison',
  documents: 'canarisecretdocuments',
  space: 'canarisecretespace',
  'documents-space': 'canarisecretclasseurs',
  'journals-space': 'canarisecretjournaux',
}

/** The people who are prepared. Nobody tries anything as the witness, who plants the secrets and looks afterwards at what happened. */
export const PEOPLE = [
  'witness',
  'author',
  'member',
  'former',
  'suspended',
  'departed',
  'outsider',
  'neighbour',
  'rival',
  'colleague',
  'editor',
  'manager',
  'former-colleague',
  'late',
  'replacement',
] as const
/** Everybody who has an account: the people, and another system. */
export const ACCOUNTS = [...PEOPLE, 'service'] as const
export type Who = (typeof ACCOUNTS)[number]

/** A kind of person: who tries, where, and what the registry gives them. The rows of the matrix; the attempts are its columns. */
export interface Kind {
  readonly id: string
  readonly fr: string
  readonly who: Who
  /** `none`: without a token; `ended`: with the token of a session that was ended; `open`: signed in. */
  readonly session: 'open' | 'ended' | 'none'
  /** The account of another system, which may do less than anybody's. */
  readonly service: boolean
  /** The room on which they try everything. */
  readonly tries: Place
  readonly reads: readonly Place[]
  readonly writes: readonly Place[]
  /** Of the DAC whose rooms these are. */
  readonly manages: boolean
}
type Told = Omit<Kind, 'session' | 'service' | 'reads' | 'writes' | 'manages'> & Partial<Kind>
const kind = (told: Told): Kind => ({ session: 'open', service: false, reads: [], writes: [], manages: false, ...told })

const STAFF = ['liaison', 'documents', 'space', 'documents-space'] as const
export const KINDS: readonly Kind[] = [
  kind({ id: 'stranger without a token', fr: 'Inconnu, sans jeton', who: 'outsider', tries: 'journal', session: 'none' }),
  kind({
    id: 'stranger with a dead token',
    fr: 'Inconnu, jeton d’une session terminée',
    who: 'outsider',
    tries: 'journal',
    session: 'ended',
  }),
  kind({ id: 'outsider', fr: 'Professionnel d’aucun cercle', who: 'outsider', tries: 'journal' }),
  kind({ id: 'former member', fr: 'Ancien membre du cercle', who: 'former', tries: 'journal' }),
  kind({ id: 'former replacement', fr: 'Ancien remplaçant d’un membre du cercle', who: 'replacement', tries: 'journal' }),
  kind({
    id: 'member of another circle',
    fr: 'Membre du cercle d’une autre structure',
    who: 'neighbour',
    tries: 'journal',
    reads: ['other'],
    writes: ['other'],
  }),
  kind({ id: 'suspended member', fr: 'Membre suspendu, session d’avant', who: 'suspended', tries: 'journal', session: 'ended' }),
  kind({
    id: 'departed member',
    fr: 'Membre qui a quitté la plateforme, session d’avant',
    who: 'departed',
    tries: 'journal',
    session: 'ended',
  }),
  kind({
    id: 'person of the DAC outside the circle',
    fr: 'Professionnel du DAC, hors du cercle',
    who: 'colleague',
    tries: 'journal',
    reads: STAFF,
    writes: ['liaison'],
  }),
  // It posts in the journal of another circle, and reads there neither.
  kind({ id: 'service of another circle', fr: 'Service d’un autre cercle', who: 'service', service: true, tries: 'journal' }),
  kind({ id: 'ordinary member', fr: 'Membre du cercle', who: 'member', tries: 'journal', reads: ['journal'], writes: ['journal'] }),
  kind({
    id: 'author of the last message',
    fr: 'Auteur du dernier message',
    who: 'author',
    tries: 'journal',
    reads: ['journal'],
    writes: ['journal'],
  }),
  kind({ id: 'member of a closed circle', fr: 'Membre d’un cercle fermé', who: 'late', tries: 'closed', reads: ['closed'] }),
  kind({
    id: 'person of no DAC, on the liaison book',
    fr: 'Membre du cercle, d’aucun DAC, sur le cahier de liaison',
    who: 'member',
    tries: 'liaison',
    reads: ['journal'],
    writes: ['journal'],
  }),
  kind({
    id: 'person of another DAC, on the liaison book',
    fr: 'Gestionnaire d’un autre DAC, sur le cahier de liaison',
    who: 'rival',
    tries: 'liaison',
  }),
  kind({
    id: 'former employee, on the documents',
    fr: 'Ancien salarié du DAC, sur les documents',
    who: 'former-colleague',
    tries: 'documents',
  }),
  kind({
    id: 'person of the DAC, in the documents',
    fr: 'Membre du DAC, dans les documents',
    who: 'colleague',
    tries: 'documents',
    reads: STAFF,
    writes: ['liaison'],
  }),
  kind({
    id: 'editor, in the documents',
    fr: 'Éditeur du DAC, dans les documents',
    who: 'editor',
    tries: 'documents',
    reads: STAFF,
    writes: ['liaison', 'documents'],
  }),
  kind({
    id: 'manager, in the documents',
    fr: 'Gestionnaire du DAC, dans les documents',
    who: 'manager',
    tries: 'documents',
    reads: STAFF,
    writes: ['liaison', 'documents'],
    manages: true,
  }),
  kind({
    id: 'person of no DAC, on the documents',
    fr: 'Membre du cercle, d’aucun DAC, sur les documents',
    who: 'member',
    tries: 'documents',
    reads: ['journal'],
    writes: ['journal'],
  }),
  kind({
    id: 'manager of another DAC, on the documents',
    fr: 'Gestionnaire d’un autre DAC, sur les documents',
    who: 'rival',
    tries: 'documents',
  }),
  kind({
    id: 'former employee, on the sub-space of documents',
    fr: 'Ancien salarié du DAC, sur le sous-espace Documents',
    who: 'former-colleague',
    tries: 'documents-space',
  }),
  kind({
    id: 'manager, on the journals of another',
    fr: 'Gestionnaire du DAC, sur le sous-espace des journaux d’un autre',
    who: 'manager',
    tries: 'journals-space',
    reads: STAFF,
    writes: ['liaison', 'documents'],
    manages: true,
  }),
  kind({
    id: 'manager, in the liaison book',
    fr: 'Gestionnaire du DAC, dans le cahier de liaison',
    who: 'manager',
    tries: 'liaison',
    reads: STAFF,
    writes: ['liaison', 'documents'],
    manages: true,
  }),
  kind({
    id: 'manager, in the space',
    fr: 'Gestionnaire du DAC, dans l’espace',
    who: 'manager',
    tries: 'space',
    reads: STAFF,
    writes: ['liaison', 'documents'],
    manages: true,
  }),
]
