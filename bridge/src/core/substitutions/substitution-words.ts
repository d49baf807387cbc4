import { type Named, fullName } from '../names.ts'
import { dayNumbers, dayWords } from '../when-words.ts'
import type { Between } from './conflict.ts'

/** The last day with somebody there: an end is the first instant without. */
const lastDay = (end: Date): Date => new Date(end.getTime() - 1)
export const untilWords = (end: Date, zone: string): string => dayWords(lastDay(end), zone)

/** "Nadia BENALI → Yann GARÇON, 01/12/2026 – 15/12/2026": in any language. */
export const inShort = ({ replaced, replacement, start, end }: Between, zone: string): string =>
  `(${fullName(replacement)} → ${fullName(replaced)}, ${dayNumbers(start, zone)} – ${dayNumbers(lastDay(end), zone)})`

export type Turn = 'added' | 'changed' | 'cancelled' | 'ended'
interface About {
  readonly turn: Turn
  readonly replaced: Named
  readonly replacement: Named
  readonly start: Date
  readonly end: Date
  readonly by: string
  readonly zone: string
}
/** What the two are told. Neither a patient nor a structure is named: it stays with them when they have left. */
export function substitutionWords({ turn, replaced, replacement, start, end, by, zone }: About): { replaced: string; replacement: string } {
  const [first, second] = [fullName(replaced), fullName(replacement)]
  const dates = `du ${dayWords(start, zone)} au ${untilWords(end, zone)}`
  switch (turn) {
    case 'added':
      return {
        replaced: `${second} vous remplace ${dates}, à la demande de ${by}.`,
        replacement: `Vous remplacez ${first} ${dates}, à la demande de ${by}.`,
      }
    case 'changed':
      return {
        replaced: `${second} vous remplace désormais ${dates}, à la demande de ${by}.`,
        replacement: `Vous remplacez désormais ${first} ${dates}, à la demande de ${by}.`,
      }
    case 'cancelled':
      return {
        replaced: `${second} ne vous remplace plus, à la demande de ${by}.`,
        replacement: `Vous ne remplacez plus ${first}, à la demande de ${by}.`,
      }
    case 'ended':
      return { replaced: `Votre remplacement par ${second} est terminé.`, replacement: `Votre remplacement de ${first} est terminé.` }
  }
}
