import { attempts } from '../attempt.ts'

const SEND = 'PUT v3/rooms/{room}/send/m.room.message/{once}'
const REMOVED = { body: { reason: 'Essai du canari.' } }

/** The documents of a DAC: deposited by its editors, removed with a reason by who deposited them or by its managers. */
const depositing = attempts('documents', 'those who deposit', [
  [
    'deposits a document',
    'Déposer un document',
    SEND,
    { body: { msgtype: 'm.file', body: 'Essai du canari.', filename: 'essai.txt', url: '{document}' } },
  ],
  [
    'deposits a version of a document',
    'Déposer une version d’un document',
    SEND,
    {
      body: {
        msgtype: 'm.file',
        body: 'essai.txt',
        url: '{document}',
        'm.relates_to': { 'm.in_reply_to': { event_id: '{message}' } },
      },
    },
  ],
])
const removing = attempts('documents', 'those who remove', [
  ['removes a document with a reason', 'Retirer un document avec un motif', 'PUT v3/rooms/{room}/redact/{spare}/{once}', REMOVED],
])
const removingInVain = attempts('documents', 'nobody', [
  ['removes a document without a reason', 'Retirer un document sans motif', 'PUT v3/rooms/{room}/redact/{spare}/{once}', { body: {} }],
  [
    'removes a document for a reason of spaces',
    'Retirer un document pour un motif vide',
    'PUT v3/rooms/{room}/redact/{spare}/{once}',
    { body: { reason: '  ' } },
  ],
])
const reading = attempts('documents', 'readers of the documents', [
  ['downloads the document', 'Télécharger le document', 'GET v1/media/download/{document:path}'],
  ['lists the folders of the DAC', 'Lister les classeurs du DAC', 'GET /api/v1/structures/{dac}/folders', { loosely: true }],
  ['lists the documents of the DAC', 'Lister les documents du DAC', 'GET /api/v1/structures/{dac}/documents', { loosely: true }],
  [
    'lists the versions of a document',
    'Lister les versions d’un document',
    'GET /api/v1/structures/{dac}/documents/{spare}/versions',
    { loosely: true },
  ],
])

export const structure = [...depositing, ...removingInVain, ...removing, ...reading]
