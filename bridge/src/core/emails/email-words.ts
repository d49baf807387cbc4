import type { RoomKindName } from 'policies'
import type { News } from './decide-emails.ts'

export type Language = 'fr' | 'en'
/** All that an e-mail is made of: numbers. */
export interface EmailCount {
  readonly kind: RoomKindName
  readonly messages: number
  readonly rooms: number
}
export interface EmailText {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export function countNews(news: readonly News[]): EmailCount[] {
  const counts = new Map<RoomKindName, EmailCount>()
  for (const { kind, count } of news) {
    const { messages, rooms } = counts.get(kind) ?? { messages: 0, rooms: 0 }
    counts.set(kind, { kind, messages: messages + count, rooms: rooms + 1 })
  }
  return [...counts.values()]
}

const several = (number: number, one: string, many: string): string => (number === 1 ? one : many)
/** Where: « 3 nouveaux messages dans 2 journaux ». */
const PLACES: Readonly<Record<Language, Readonly<Partial<Record<RoomKindName, (rooms: number) => string>>>>> = {
  fr: {
    mail: () => 'dans votre messagerie interne',
    journal: (rooms) => `dans ${rooms} ${several(rooms, 'journal', 'journaux')}`,
    liaison: (rooms) => `dans ${rooms} ${several(rooms, 'cahier de liaison', 'cahiers de liaison')}`,
    documents: (rooms) => `dans les documents de ${rooms} ${several(rooms, 'structure', 'structures')}`,
  },
  en: {
    mail: () => 'in your internal mail',
    journal: (rooms) => `in ${rooms} ${several(rooms, 'journal', 'journals')}`,
    liaison: (rooms) => `in ${rooms} ${several(rooms, 'liaison book', 'liaison books')}`,
    documents: (rooms) => `among the documents of ${rooms} ${several(rooms, 'structure', 'structures')}`,
  },
}
const WORDS = {
  fr: {
    messages: (number: number) => `${number} ${several(number, 'nouveau message', 'nouveaux messages')}`,
    have: (what: string) => `Vous avez ${what}`,
    digest: (what: string) => `Votre récapitulatif : ${what}`,
    example: 'Ceci est un exemple, que vous avez demandé. Les vrais e-mails disent seulement combien de messages vous attendent',
    exampleSubject: 'Exemple d’e-mail de la messagerie',
    and: ' et ',
    hello: 'Bonjour,',
    read: 'Pour lire',
    why: 'Cet e-mail ne contient ni message, ni nom : pour lire, ouvrez la messagerie.',
    stop: 'Ne plus recevoir d’e-mail',
  },
  en: {
    messages: (number: number) => `${number} ${several(number, 'new message', 'new messages')}`,
    have: (what: string) => `You have ${what}`,
    digest: (what: string) => `Your summary: ${what}`,
    example: 'This is an example, which you asked for. Real e-mails say only how many messages are waiting for you',
    exampleSubject: 'Example of an e-mail from the messenger',
    and: ' and ',
    hello: 'Hello,',
    read: 'To read',
    why: 'This e-mail holds no message and no name: open the messenger to read.',
    stop: 'Receive no more e-mails',
  },
} as const

/** No name, no word of anybody: numbers, where to read, and how to be left alone. Without counts it is an example. */
export function emailText(
  counts: readonly EmailCount[],
  sort: 'immediate' | 'digest',
  language: Language,
  links: { readonly read: string; readonly stop: string },
): EmailText {
  const words = WORDS[language]
  const parts = counts.map(({ kind, messages, rooms }) => `${words.messages(messages)} ${PLACES[language][kind]?.(rooms) ?? ''}`.trim())
  const total = words.messages(counts.reduce((sum, { messages }) => sum + messages, 0))
  const listed = [parts.slice(0, -1).join(', '), parts.at(-1) ?? ''].filter((part) => part !== '').join(words.and)
  const isExample = counts.length === 0
  const sentence = `${isExample ? words.example : words.have(listed)}.`
  const [colon, lang] = language === 'fr' ? [' :', 'fr'] : [':', 'en']
  return {
    subject: isExample ? words.exampleSubject : sort === 'digest' ? words.digest(total) : words.have(total),
    text: `${words.hello}\n\n${sentence}\n\n${words.read}${colon} ${links.read}\n\n-- \n${words.why}\n${words.stop}${colon} ${links.stop}\n`,
    html: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"></head><body style="font-family:sans-serif;color:#1b1b1b;max-width:36em">
<p>${words.hello}</p><p>${sentence}</p>
<p><a href="${escaped(links.read)}">${words.read}</a></p>
<hr style="border:0;border-top:1px solid #ccc"><p style="font-size:small;color:#555">${words.why}<br><a href="${escaped(links.stop)}">${words.stop}</a></p>
</body></html>`,
  }
}

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
