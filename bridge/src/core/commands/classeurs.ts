import type { Command, FoldersTold } from './command.ts'

const HOW = [
  'Les gestionnaires d’une structure écrivent par exemple :',
  '• classeur nouveau Protocoles',
  '• classeur renommer Protocoles = Protocoles de soins',
  '• classeur archiver Protocoles',
].join('\n')

const DONE = {
  created: 'est créé',
  'there-already': 'existe',
  renamed: 'a ce nom désormais',
  archived: 'est archivé : on le lit encore',
} as const

function answer(told: FoldersTold): string {
  switch (told.is) {
    case 'misspelt':
      return HOW
    case 'done':
      return `Le classeur « ${told.name} » ${DONE[told.what]}. ${told.link}`
    case 'not-allowed':
      return told.managers.length === 0
        ? 'Seuls les gestionnaires d’une structure changent ses classeurs, et la vôtre n’en a pas : adressez-vous à l’administrateur de la plateforme.'
        : `Seuls les gestionnaires de la structure changent ses classeurs. Demandez à : ${told.managers.join(', ')}.`
    case 'which':
      return `Vous gérez plusieurs structures : ajoutez « @ » et le nom de l’une d’elles (${told.structures.join(', ')}).`
    case 'trouble':
      return `Rien n’a changé : ${told.words}`
    case 'list':
      return told.places.length === 0
        ? 'Vous ne travaillez dans aucun DAC : il n’y a pas de classeur pour vous.'
        : told.places.map(listed).join('\n')
  }
}
const listed = ({ structure, folders, more }: Extract<FoldersTold, { is: 'list' }>['places'][number]): string =>
  [
    `Classeurs de ${structure} :`,
    ...folders.map(({ name, documents, link }) => `• ${name} (${documents === 1 ? 'un document' : `${documents} documents`}) : ${link}`),
    ...(more ? ['Il y en a d’autres.'] : []),
  ].join('\n')

export const classeurs: Command = {
  name: 'classeurs',
  does: 'lister les classeurs de documents de votre structure',
  asks: 'folders',
  answer: ({ folders }) => answer(folders),
}
export const classeur: Command = {
  name: 'classeur',
  does: 'pour les gestionnaires : « classeur nouveau Nom », « classeur renommer Ancien = Nouveau », « classeur archiver Nom »',
  asks: 'folders',
  takesWords: true,
  answer: ({ folders }) => answer(folders),
}
