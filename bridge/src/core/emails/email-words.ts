import type { News as NewsSort } from '../wishes.ts'
import type { News } from './decide-emails.ts'

export type Language = 'fr' | 'en'
/** All that an e-mail is made of: numbers. */
export interface EmailCount {
  readonly news: NewsSort
  readonly count: number
  readonly rooms: number
}
export interface EmailText {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export function countNews(news: readonly News[]): EmailCount[] {
  const counts = new Map<NewsSort, EmailCount>()
  for (const { news: sort, count: more } of news) {
    const { count, rooms } = counts.get(sort) ?? { count: 0, rooms: 0 }
    counts.set(sort, { news: sort, count: count + more, rooms: rooms + 1 })
  }
  return [...counts.values()]
}

const several = (number: number, one: string, many: string): string => (number === 1 ? one : many)
/** Where messages are: « 3 nouveaux messages dans 2 journaux ». */
type Places = Readonly<Record<'mail' | 'journal' | 'liaison' | 'document', (rooms: number) => string>>
/** What is no message: « 2 changements dans vos cercles de soins ». */
type Others = Readonly<Record<Exclude<NewsSort, keyof Places>, (count: number) => string>>
interface Words {
  readonly messages: (count: number) => string
  readonly places: Places
  readonly others: Others
  readonly have: (what: string) => string
  readonly digest: (what: string) => string
  readonly and: string
  readonly hello: string
  readonly read: string
  readonly why: string
  readonly stop: string
  readonly colon: string
}
const WORDS: Readonly<Record<Language, Words>> = {
  fr: {
    messages: (count) => `${count} ${several(count, 'nouveau message', 'nouveaux messages')}`,
    places: {
      mail: () => 'dans votre messagerie interne',
      journal: (rooms) => `dans ${rooms} ${several(rooms, 'journal', 'journaux')}`,
      liaison: (rooms) => `dans ${rooms} ${several(rooms, 'cahier de liaison', 'cahiers de liaison')}`,
      document: (rooms) => `dans les documents de ${rooms} ${several(rooms, 'structure', 'structures')}`,
    },
    others: {
      'circle-change': (count) => `${count} ${several(count, 'changement', 'changements')} dans vos cercles de soins`,
      'read-confirmation': (count) => `${count} ${several(count, 'confirmation', 'confirmations')} de lecture`,
    },
    have: (what) => `Vous avez ${what}`,
    digest: (what) => `Votre récapitulatif : ${what}`,
    and: ' et ',
    hello: 'Bonjour,',
    read: 'Pour lire',
    why: 'Cet e-mail ne contient ni message, ni nom : pour lire, ouvrez la messagerie.',
    stop: 'Ne plus recevoir d’e-mail',
    colon: ' :',
  },
  en: {
    messages: (count) => `${count} ${several(count, 'new message', 'new messages')}`,
    places: {
      mail: () => 'in your internal mail',
      journal: (rooms) => `in ${rooms} ${several(rooms, 'journal', 'journals')}`,
      liaison: (rooms) => `in ${rooms} ${several(rooms, 'liaison book', 'liaison books')}`,
      document: (rooms) => `among the documents of ${rooms} ${several(rooms, 'structure', 'structures')}`,
    },
    others: {
      'circle-change': (count) => `${count} ${several(count, 'change', 'changes')} in your care circles`,
      'read-confirmation': (count) => `${count} ${several(count, 'read confirmation', 'read confirmations')}`,
    },
    have: (what) => `You have ${what}`,
    digest: (what) => `Your summary: ${what}`,
    and: ' and ',
    hello: 'Hello,',
    read: 'To read',
    why: 'This e-mail holds no message and no name: open the messenger to read.',
    stop: 'Receive no more e-mails',
    colon: ':',
  },
}

/** No name, no word of anybody: numbers, where to read, and how to be left alone. */
export function emailText(
  counts: readonly EmailCount[],
  sort: 'immediate' | 'digest',
  language: Language,
  links: { readonly read: string; readonly stop: string },
): EmailText {
  const words = WORDS[language]
  const { all, short } = parts(counts, words)
  const sentence = `${words.have(enumerated(all, words))}.`
  const subject = enumerated(short, words)
  return {
    subject: sort === 'digest' ? words.digest(subject) : words.have(subject),
    text: `${words.hello}\n\n${sentence}\n\n${words.read}${words.colon} ${links.read}\n\n-- \n${words.why}\n${words.stop}${words.colon} ${links.stop}\n`,
    html: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body style="font-family:sans-serif;color:#1b1b1b;max-width:36em">
<p>${words.hello}</p><p>${sentence}</p>
<p><a href="${escaped(links.read)}">${words.read}</a></p>
<hr style="border:0;border-top:1px solid #ccc"><p style="font-size:small;color:#555">${words.why}<br><a href="${escaped(links.stop)}">${words.stop}</a></p>
</body></html>`,
  }
}

/** Each sort of news; for the subject, messages of all places together. */
function parts(counts: readonly EmailCount[], { messages, places, others }: Words): { all: string[]; short: string[] } {
  const all: string[] = []
  const notMessages: string[] = []
  let total = 0
  for (const { news, count, rooms } of counts)
    if (news === 'circle-change' || news === 'read-confirmation') notMessages.push(others[news](count))
    else {
      all.push(`${messages(count)} ${places[news](rooms)}`)
      total += count
    }
  return { all: [...all, ...notMessages], short: [...(total === 0 ? [] : [messages(total)]), ...notMessages] }
}
const enumerated = (items: readonly string[], { and }: Words): string =>
  [items.slice(0, -1).join(', '), items.at(-1) ?? ''].filter((part) => part !== '').join(and)

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
