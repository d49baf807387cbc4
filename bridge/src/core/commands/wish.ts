import type { Channel, News, Rhythm } from '../wishes.ts'
import { plain, wordsOf } from './words.ts'

/** What somebody asked of the command « notifications ». */
export type Wish =
  | { readonly wish: 'tell' }
  | { readonly wish: 'choice'; readonly news: News; readonly channel: Channel; readonly rhythm: Rhythm }
  | { readonly wish: 'quiet'; readonly from: string | null; readonly to: string | null }
  | { readonly wish: 'digest'; readonly hour: number }
  | { readonly wish: 'away'; readonly minutes: number }
  | { readonly wish: 'language'; readonly language: 'fr' | 'en' }
  | { readonly wish: 'mute'; readonly muted: boolean; readonly name: string }
  | { readonly wish: 'misspelt'; readonly trouble: string }

const among = <Value>(words: Readonly<Record<string, Value>>, word: string): Value | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined

const THINGS: Readonly<Record<string, News>> = {
  courrier: 'mail',
  courriers: 'mail',
  mail: 'mail',
  mails: 'mail',
  message: 'mail',
  messages: 'mail',
  journal: 'journal',
  journaux: 'journal',
  liaison: 'liaison',
  cahier: 'liaison',
  cercle: 'circle-change',
  cercles: 'circle-change',
  lecture: 'read-confirmation',
  lectures: 'read-confirmation',
  confirmation: 'read-confirmation',
  document: 'document',
  documents: 'document',
}
const WAYS: Readonly<Record<string, Channel>> = {
  application: 'app',
  appli: 'app',
  app: 'app',
  'e-mail': 'email',
  email: 'email',
  mel: 'email',
  courriel: 'email',
}
const WHEN: Readonly<Record<string, Rhythm>> = {
  immediat: 'immediate',
  immediate: 'immediate',
  immediatement: 'immediate',
  aussitot: 'immediate',
  toujours: 'immediate',
  oui: 'immediate',
  resume: 'daily',
  quotidien: 'daily',
  quotidienne: 'daily',
  jour: 'daily',
  jamais: 'never',
  non: 'never',
}
const misspelt = (trouble: string): Wish => ({ wish: 'misspelt', trouble })

/** « 20:00 », « 7:00 », « 20h », « 7h30 », « 18 ». */
function timeOf(word: string | undefined): string | undefined {
  const [, hour, minute = ''] = /^(\d{1,2})(?:[h:](\d{2})?)?$/.exec(word ?? '') ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute === '' ? '00' : minute}`
}

/** What the words after « notifications » ask for; never undefined: whoever writes it wrong is told how to write it. */
export function wishIn(text: string): Wish {
  const [, first, second, third, ...more] = wordsOf(text)
  if (first === undefined) return { wish: 'tell' }
  if (first === 'silence' || first === 'reprise') {
    const name = wordsOf(text).slice(2).join(' ')
    return name === ''
      ? misspelt(`écrivez le nom de l’usager : « notifications ${first} Jean MARTIN »`)
      : { wish: 'mute', muted: first === 'silence', name }
  }
  if (more.length > 0) return misspelt('il y a trop de mots')
  if (first === 'calme') return quietIn(second, third)
  if (first === 'langue') return second === 'fr' || second === 'en' ? { wish: 'language', language: second } : misspelt('langues : fr, en')
  if (first === 'resume') {
    const hour = timeOf(second)
    return hour?.endsWith(':00') === true && third === undefined
      ? { wish: 'digest', hour: Number(hour.slice(0, 2)) }
      : misspelt('écrivez une heure entière : « notifications résumé 18 »')
  }
  if (first === 'absence')
    return /^\d{1,5}$/.test(second ?? '') && Number(second) <= 10_080 && third === undefined
      ? { wish: 'away', minutes: Number(second) }
      : misspelt('écrivez des minutes, de 0 à 10080 : « notifications absence 15 »')
  return choiceIn(first, second, third)
}
function quietIn(from: string | undefined, to: string | undefined): Wish {
  if (from === 'non' || from === 'jamais') return { wish: 'quiet', from: null, to: null }
  const [start, end] = [timeOf(from), timeOf(to)]
  return start === undefined || end === undefined || start === end
    ? misspelt('écrivez deux heures : « notifications calme 20:00 7:00 », ou « notifications calme non »')
    : { wish: 'quiet', from: start, to: end }
}
function choiceIn(first: string, second: string | undefined, third: string | undefined): Wish {
  const news = among(THINGS, first)
  if (news === undefined)
    return misspelt(
      'commencez par : courrier, journal, liaison, cercle, lecture, document, calme, résumé, absence, langue, silence, reprise',
    )
  const channel = second === undefined ? undefined : among(WAYS, second)
  if (channel === undefined) return misspelt('dites ensuite par quel moyen : application ou e-mail')
  const rhythm = third === undefined ? undefined : among(WHEN, third)
  if (rhythm === undefined || (channel === 'app' && rhythm === 'daily'))
    return misspelt(`dites enfin quand : ${channel === 'app' ? 'immédiat ou jamais' : 'immédiat, résumé ou jamais'}`)
  return { wish: 'choice', news, channel, rhythm }
}

/** Those whose name holds every word. */
export function named<Item extends { title: string }>(items: readonly Item[], name: string): Item[] {
  const words = wordsOf(name)
  const exact = items.filter(({ title }) => wordsOf(title).join(' ') === words.join(' '))
  return exact.length > 0 ? exact : items.filter(({ title }) => words.every((word) => plain(title).includes(word)))
}
