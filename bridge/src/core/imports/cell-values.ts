import { instantOf } from '../emails/local-time.ts'

/** What a cell says, without what spreadsheets and our own exports put around it. */
export const wordsOf = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '')

/** Without case, accents and signs: "N° RPPS" is "n rpps". */
export const foldedWords = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const FRENCH = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(?:à\s*)?(\d{1,2})[:h](\d{2}))?$/
const ISO_DAY = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?$/
const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/
const pad = (text: string, length: number) => text.padStart(length, '0')
const MINUTES = 1_440

/**
 * « 31/12/2026 », « 31/12/2026 08:30 », "2026-12-31", or an ISO instant with its offset; undefined: none of these. A day alone is its
 * first instant where a period begins, and the first one after it where a period ends: who is there until the 31st is there on the 31st.
 */
export function instantIn(text: string, which: 'start' | 'end', zone: string): Date | undefined {
  const at = new Date(text)
  if (ISO_INSTANT.test(text)) return Number.isNaN(at.getTime()) ? undefined : at
  const french = FRENCH.exec(text)
  const iso = ISO_DAY.exec(text)
  if (french === null && iso === null) return undefined
  const [, year = '', month = '', date = '', hour, minute] =
    french === null ? (iso ?? []) : [french[0], french[3], french[2], french[1], french[4], french[5]]
  const day = `${year}-${pad(month, 2)}-${pad(date, 2)}`
  const known = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(known.getTime()) || known.toISOString().slice(0, 10) !== day || Number(year) < 1900) return undefined
  if (hour === undefined || minute === undefined) return instantOf(day, which === 'end' ? MINUTES : 0, zone)
  return Number(hour) > 23 || Number(minute) > 59 ? undefined : instantOf(day, Number(hour) * 60 + Number(minute), zone)
}

/** As such a cell would say it. */
export function instantWords(at: Date, which: 'start' | 'end', zone: string): string {
  const clock = (instant: Date) => instant.toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: zone })
  const day = (instant: Date) => instant.toLocaleDateString('fr-FR', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: zone })
  if (clock(at) === '00:00') return day(which === 'end' ? new Date(at.getTime() - 1) : at)
  return `${day(at)} ${clock(at)}`
}
