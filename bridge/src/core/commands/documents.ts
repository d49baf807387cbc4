import type { DocumentCategory } from '../document.ts'
import type { Command } from './command.ts'

const WORDS: Readonly<Record<DocumentCategory, string>> = {
  image: 'Image',
  pdf: 'PDF',
  sound: 'Son',
  video: 'Vidéo',
  other: 'Fichier',
}

/** What is answered stays readable to who leaves the circle later, and a file is often called after its patient: no name is said. */
export const documents: Command = {
  name: 'documents',
  does: 'retrouver les fichiers des journaux que vous suivez ; « documents ordonnance » : ceux dont le nom, ou celui de l’usager, contient ce mot',
  asks: 'documents',
  takesWords: true,
  answer: ({ documents: { items, more } }) => {
    if (items.length === 0) return 'Aucun fichier trouvé dans les journaux que vous suivez.'
    return [
      'Du plus récent au plus ancien :',
      ...items.map(({ category, day, depositor, link }) => `• ${WORDS[category]} du ${day}, déposé par ${depositor} : ${link}`),
      ...(more ? ['Il y en a d’autres : ajoutez un mot de leur nom, ou le nom de l’usager.'] : []),
    ].join('\n')
  },
}
