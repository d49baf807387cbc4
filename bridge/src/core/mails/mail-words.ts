import { listed } from '../names.ts'
import { dayWords, whenWords } from '../when-words.ts'

// What is told about mails names people and instants, never a word of a subject or a text.

const NAMED_AT_MOST = 3
const toWhom = (names: readonly string[]): string => {
  const others = names.length - NAMED_AT_MOST
  return others <= 0 ? listed(names) : listed([...names.slice(0, NAMED_AT_MOST), others === 1 ? 'une autre personne' : `${others} autres`])
}

interface About {
  readonly zone: string
  readonly sentAt: Date
  readonly to: readonly string[]
}
const yourMail = ({ zone, sentAt, to }: About): string => `Votre message du ${whenWords(sentAt, zone)} à ${toWhom(to)}`

export const readWords = (about: About, reader: string, readAt: Date): string =>
  about.to.length > 1
    ? `${yourMail(about)} a été lu par ${reader}, le ${whenWords(readAt, about.zone)}.`
    : `${yourMail(about)} a été lu, le ${whenWords(readAt, about.zone)}.`

export const reminderWords = (sender: string, sentAt: Date, zone: string): string =>
  `Un message important de ${sender}, du ${whenWords(sentAt, zone)}, attend votre lecture dans vos messages reçus.`

/** Of who reads without saying so, the same is told as of who does not read. */
export const unconfirmedWords = (about: About, recipient: string): string =>
  about.to.length > 1
    ? `${yourMail(about)} était important : ${recipient} n’a pas encore confirmé sa lecture.`
    : `${yourMail(about)} était important : sa lecture n’est pas encore confirmée.`

export const absentWords = (who: string, until: Date, zone: string, replacement: string | null): string =>
  `${who}, à qui vous avez écrit, est absent·e jusqu’au ${dayWords(until, zone)}${replacement === null ? '.' : ` ; c’est ${replacement} qui remplace.`}`

export const departedWords = (who: string, contact: string | null): string =>
  `${who}, à qui vous avez écrit, a quitté la plateforme${contact === null ? '.' : ` : écrivez plutôt à ${contact}.`}`
