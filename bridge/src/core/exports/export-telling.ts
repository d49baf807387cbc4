import { whenWords } from '../when-words.ts'
import { failureWords } from './export-faults.ts'

// What its person is told of an export stays readable to them when they have left the circle: it names no patient.

export const readyWords = (until: Date, zone: string): string =>
  `L’export de journal que vous avez demandé est prêt : téléchargez-le avant le ${whenWords(until, zone)}. Chacun de ses fichiers se télécharge une fois.`

export const failedWords = (code: string): string => `L’export de journal que vous avez demandé n’a pas été fait. ${failureWords(code).fr}`
