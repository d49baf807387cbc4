const WHEN = new Intl.DateTimeFormat('fr-FR', {
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Paris',
})
/** An instant as people are told of it: « 25 novembre à 00:12 ». */
export const whenWords = (at: Date): string => WHEN.format(at)

const DAY = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Paris' })
/** A day that may lie years back: « 25 novembre 2026 ». */
export const dayWords = (at: Date): string => DAY.format(at)
