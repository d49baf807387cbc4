import { ANYWHERE, type Language, type Named, type RoomKindName } from 'policies'

const KINDS: Readonly<Record<Language, Readonly<Record<RoomKindName, (title: string) => Named>>>> = {
  fr: {
    journal: (title) => place(`le journal de ${title}`, `du journal de ${title}`, `dans le journal de ${title}`),
    liaison: (title) =>
      place(`le cahier de liaison de ${title}`, `du cahier de liaison de ${title}`, `dans le cahier de liaison de ${title}`),
    documents: (title) => place(`le classeur « ${title} »`, `du classeur « ${title} »`, `dans le classeur « ${title} »`),
    'documents-space': (title) => place(`les documents de ${title}`, `des documents de ${title}`, `dans les documents de ${title}`),
    'journals-space': () =>
      place('l’espace des journaux d’une personne', 'de l’espace des journaux d’une personne', 'dans l’espace des journaux d’une personne'),
    space: (title) => place(`l’espace de ${title}`, `de l’espace de ${title}`, `dans l’espace de ${title}`),
    mail: () => place('une conversation', 'd’une conversation', 'dans une conversation'),
    notifications: () => place('le salon Notifications', 'du salon Notifications', 'dans le salon Notifications'),
  },
  en: {
    journal: (title) => englishPlace(`the journal of ${title}`),
    liaison: (title) => englishPlace(`the liaison book of ${title}`),
    documents: (title) => englishPlace(`the folder “${title}”`),
    'documents-space': (title) => englishPlace(`the documents of ${title}`),
    'journals-space': () => englishPlace('the space of a person’s journals'),
    space: (title) => englishPlace(`the space of ${title}`),
    mail: () => englishPlace('a conversation'),
    notifications: () => englishPlace('the Notifications room'),
  },
}
function place(the: string, of: string, within: string): Named {
  return { the, of, within, whom: '' }
}
function englishPlace(the: string): Named {
  return place(the, `of ${the}`, `in ${the}`)
}

/** How a room is called inside a sentence. `title`: the patient's, the structure's or the folder's name, or their identifier for who may not know it. */
export function placeWords(language: Language, room: { kind: string | null; title: string | null }, whom: string | null): Named {
  const { kind, title } = room
  const words =
    kind !== null && title !== null && Object.hasOwn(KINDS[language], kind)
      ? KINDS[language][kind as RoomKindName](title)
      : ANYWHERE[language]
  return { ...words, whom: whom ?? ANYWHERE[language].whom }
}
