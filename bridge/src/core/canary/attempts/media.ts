import { attempts } from '../attempt.ts'

const current = attempts('media', 'readers of the journal', [
  ['downloads the file of the journal', 'Télécharger le fichier du journal', 'GET v1/media/download/{file}'],
  ['downloads it under a name', 'Le télécharger sous un nom', 'GET v1/media/download/{file}/notes.txt'],
  [
    'takes the thumbnail of the picture',
    'Prendre la vignette de l’image',
    'GET v1/media/thumbnail/{image}?width=32&height=32&method=scale',
  ],
  ['downloads the picture', 'Télécharger l’image', 'GET v1/media/download/{image}'],
  ['asks only whether the file is there', 'Demander seulement si le fichier existe', 'HEAD v1/media/download/{file}'],
  [
    'downloads a part of the file',
    'Télécharger une partie du fichier',
    'GET v1/media/download/{file}',
    { headers: { range: 'bytes=0-9' } },
  ],
])

/** Without a session nobody ever downloads anything, whatever is still waited for. */
const strangers = attempts(
  'media',
  'whoever is signed in',
  [
    ['downloads the file without being known', 'Télécharger le fichier sans être connu', 'GET v1/media/download/{file}'],
    ['takes the thumbnail without being known', 'Prendre la vignette sans être connu', 'GET v1/media/thumbnail/{image}?width=32&height=32'],
    ['sends a file without being known', 'Envoyer un fichier sans être connu', 'POST /_matrix/media/v3/upload', { body: 'x' }],
    [
      'asks how large a file may be without being known',
      'Demander la taille permise sans être connu',
      'GET v1/media/config',
      { services: true },
    ],
  ],
  { onlyOutsiders: true },
)

const closed = attempts('media', 'nobody', [
  ['downloads by the old version v3', 'Télécharger par l’ancienne version v3', 'GET /_matrix/media/v3/download/{file}'],
  ['downloads by the old version r0', 'Télécharger par l’ancienne version r0', 'GET /_matrix/media/r0/download/{file}'],
  ['downloads by the old version v1', 'Télécharger par l’ancienne version v1', 'GET /_matrix/media/v1/download/{file}'],
  [
    'downloads by the old version under a name',
    'Télécharger par l’ancienne version sous un nom',
    'GET /_matrix/media/v3/download/{file}/notes.txt',
  ],
  [
    'takes the thumbnail by the old version',
    'Prendre la vignette par l’ancienne version',
    'GET /_matrix/media/v3/thumbnail/{image}?width=32&height=32',
  ],
  ['downloads by an old proposal', 'Télécharger par une ancienne proposition', 'GET unstable/org.matrix.msc3916/media/download/{file}'],
  ['downloads as another server would', 'Télécharger comme un autre serveur', 'GET /_matrix/federation/v1/media/download/{file}'],
  ['downloads with a slash too many', 'Télécharger avec une barre de trop', 'GET v1/media/download/{file}/'],
  ['downloads with two slashes', 'Télécharger avec deux barres', 'GET v1/media//download/{file}'],
  ['asks for the preview of a page', 'Demander l’aperçu d’une page', 'GET v1/media/preview_url?url=http%3A%2F%2F127.0.0.1%2F'],
  [
    'asks for a preview by the old version',
    'Demander un aperçu par l’ancienne version',
    'GET /_matrix/media/v3/preview_url?url=http%3A%2F%2F127.0.0.1%2F',
  ],
])

export const media = [...current, ...strangers, ...closed]
