/** French says « 1er décembre ». */
const ordinal = (words: string): string => words.replace(/^1 /, '1er ')

/** An instant as people are told of it, by the clocks of a zone: « 25 novembre à 00:12 ». */
export const whenWords = (at: Date, zone: string): string =>
  ordinal(at.toLocaleString('fr-FR', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: zone }))
/** « 25 novembre 2026 » */
export const dayWords = (at: Date, zone: string): string =>
  ordinal(at.toLocaleDateString('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }))
/** « 25/11/2026 » */
export const dayNumbers = (at: Date, zone: string): string => at.toLocaleDateString('fr-FR', { timeZone: zone })
