import { type Row, attempts } from '../attempt.ts'

const LIST = { list: true, allowed: 'whoever is signed in' } as const

/** What the pages ask of our API for whoever is signed in. Those to whom it is allowed are told more than secrets: the names of the structures of their circles. */
const ROWS: readonly Row[] = [
  [
    'reads the circle as one of theirs',
    'Lire le cercle comme un des siens',
    'GET /api/v1/people/me/circles/{circle}',
    { onlyOutsiders: true },
  ],
  ['lists the documents of the circle', 'Lister les documents du cercle', 'GET /api/v1/people/me/documents?circleId={circle}', LIST],
  ['searches their documents', 'Chercher dans ses documents', 'GET /api/v1/people/me/documents?search=canarisecret', LIST],
  ['searches their mails', 'Chercher dans ses messages', 'GET /api/v1/people/me/mails?search=canarisecret', LIST],
  // For members this makes a file and a notice in the journal.
  [
    'exports the journal',
    'Exporter le journal',
    'POST /api/v1/people/me/exports',
    { body: { key: '{once}', circleId: '{circle}', reason: 'Essai du canari' }, onlyOutsiders: true },
  ],
]

export const own = attempts('own', 'readers of the journal', ROWS)
