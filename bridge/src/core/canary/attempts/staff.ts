import { type Row, attempts } from '../attempt.ts'

const DAC = '/api/v1/structures/{dac}'
/** Far away, so that it gives nobody anything should it be let through. */
const [FIRST, LAST] = ['2090-01-01T00:00:00Z', '2090-01-02T00:00:00Z']
const LATER = { start: FIRST, end: LAST }

/** The people of a DAC, for their colleagues. Of the canary's own people the registry answers nobody: whatever it says to those who may is right. */
const forTheStaff = attempts('staff', 'readers of the documents', [
  ['lists the contacts of the DAC', 'Lister les contacts du DAC', `GET ${DAC}/contacts`, { loosely: true }],
  ['searches the contacts of the DAC', 'Chercher dans les contacts du DAC', `GET ${DAC}/contacts?search=canari`, { loosely: true }],
  ['reads the card of a colleague', 'Lire la fiche d’un contact du DAC', `GET ${DAC}/contacts/{colleague}/vcard`, { loosely: true }],
  ['opens the liaison book', 'Ouvrir le cahier de liaison', 'GET /api/v1/people/me/liaison/{dac}', { loosely: true }],
])

const READS: readonly Row[] = [
  ['lists the substitutions of the DAC', 'Lister les remplacements du DAC', `GET ${DAC}/substitutions`],
  ['reads the absence of a colleague', 'Lire l’absence d’un salarié du DAC', `GET ${DAC}/people/{colleague}/absence`],
  ['lists the departures of the DAC', 'Lister les départs du DAC', `GET ${DAC}/departures`],
  ['lists the departures that wait', 'Lister les départs en attente', `GET ${DAC}/held-departures`],
  ['lists the circles that a departure left', 'Lister les cercles laissés par un départ', `GET ${DAC}/departures/1/circles`],
]
const ACTS: readonly Row[] = [
  ['makes a folder', 'Créer un classeur', `POST ${DAC}/folders`, { body: { name: '{once}' } }],
  ['renames a folder', 'Renommer un classeur', `PUT ${DAC}/folders/{dac}`, { body: { name: '{once}', archived: false } }],
  ['archives a folder', 'Archiver un classeur', `PUT ${DAC}/folders/{dac}`, { body: { name: 'Documents généraux', archived: true } }],
  [
    'records a substitution',
    'Enregistrer un remplacement',
    `POST ${DAC}/substitutions`,
    { body: { replacedId: '{colleague}', replacementId: '{editor}', withStructure: true, ...LATER } },
  ],
  ['changes a substitution', 'Modifier un remplacement', `PUT ${DAC}/substitutions/1`, { body: { withStructure: true, ...LATER } }],
  ['ends a substitution', 'Mettre fin à un remplacement', `DELETE ${DAC}/substitutions/1`, { body: {} }],
  [
    'says that a colleague is away',
    'Déclarer absent un salarié',
    `PUT ${DAC}/people/{colleague}/absence`,
    { body: { from: FIRST, until: LAST } },
  ],
  ['says that a colleague is back', 'Lever l’absence d’un salarié', `DELETE ${DAC}/people/{colleague}/absence`],
  [
    'makes a colleague leave',
    'Faire partir un salarié',
    `POST ${DAC}/departures`,
    { body: { personId: '{editor}', reason: 'Essai du canari.' } },
  ],
]
/** What managers do, the others try: what it does is not undone. */
const forManagers = [
  ...attempts('staff', 'managers of the DAC', READS, { loosely: true }),
  ...attempts('staff', 'managers of the DAC', ACTS, { onlyRefused: true }),
]

/** What administrators do at the console, and systems by a key: no person by their own session, managers neither. */
const forNobody = attempts('staff', 'nobody', [
  [
    'makes anybody leave',
    'Faire partir un professionnel',
    'POST /api/v1/people/{colleague}/departure',
    { body: { reason: 'Essai du canari.' } },
  ],
  [
    'lists the circles that somebody left',
    'Lister les cercles laissés par un professionnel',
    'GET /api/v1/people/{colleague}/departure/circles',
  ],
  ['lists the held changes', 'Lister les suppressions en attente', 'GET /api/v1/held-changes'],
  ['reads a held change', 'Lire une suppression en attente', 'GET /api/v1/held-changes/1'],
  [
    'approves a held change',
    'Approuver une suppression en attente',
    'POST /api/v1/held-changes/1/approval',
    { body: { reason: 'Essai du canari.' } },
  ],
  [
    'rejects a held change',
    'Rejeter une suppression en attente',
    'POST /api/v1/held-changes/1/rejection',
    { body: { reason: 'Essai du canari.' } },
  ],
])

export const staff = [...forTheStaff, ...forManagers, ...forNobody]
