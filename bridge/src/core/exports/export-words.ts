/** What the files of an export say besides what was said in the journal. A missing language does not compile. */
export type ExportLanguage = 'fr' | 'en'

export interface ExportWords {
  readonly title: (patient: string) => string
  readonly facts: Readonly<Record<'patient' | 'structure' | 'by' | 'at' | 'reason' | 'period' | 'messages', string>>
  readonly wholeJournal: string
  readonly period: (from: string | null, to: string | null) => string
  readonly contents: string
  readonly warning: string
  readonly members: string
  readonly memberColumns: readonly string[]
  readonly files: string
  readonly fileColumns: readonly string[]
  readonly noFile: string
  readonly nothingSaid: string
  readonly since: { readonly always: string; readonly now: string }
  readonly deleted: (by: string, at: string) => string
  readonly answers: (whom: string, at: string, words: string) => string
  readonly answersDeleted: (whom: string, at: string) => string
  readonly answersUnknown: string
  readonly notice: string
  readonly file: (name: string, type: string, size: string) => string
  readonly unknownSize: string
  readonly reactions: string
  readonly units: readonly string[]
  readonly page: (number: number, of: number) => string
  readonly missingSigns: (sign: string) => string
}

export const EXPORT_WORDS: Readonly<Record<ExportLanguage, ExportWords>> = {
  fr: {
    title: (patient) => `Journal de ${patient}`,
    facts: {
      patient: 'Usager',
      structure: 'Structure responsable',
      by: 'Exporté par',
      at: 'Exporté le',
      reason: 'Motif',
      period: 'Période',
      messages: 'Messages',
    },
    wholeJournal: 'tout le journal',
    period: (from, to) => (from === null ? `jusqu’au ${to}` : to === null ? `depuis le ${from}` : `du ${from} au ${to}`),
    contents: 'Sommaire',
    warning:
      'Ce document contient des données de santé à caractère personnel. Il montre le journal tel qu’il était au moment de l’export, qui a été annoncé à ses lecteurs.',
    members: 'Membres du cercle de soins',
    memberColumns: ['Professionnel', 'Rôle', 'Structure', 'Depuis', 'Jusqu’à'],
    files: 'Fichiers joints',
    fileColumns: ['Fichier', 'Type', 'Taille', 'Déposé par', 'Le'],
    noFile: 'Aucun fichier joint.',
    nothingSaid: 'Rien n’a été écrit pendant cette période.',
    since: { always: 'toujours', now: 'membre à ce jour' },
    deleted: (by, at) => `Message supprimé par ${by} le ${at}.`,
    answers: (whom, at, words) => `En réponse à ${whom}, le ${at} : « ${words} »`,
    answersDeleted: (whom, at) => `En réponse à un message supprimé de ${whom}, du ${at}`,
    answersUnknown: 'En réponse à un message qui n’est pas dans ce journal',
    notice: 'avis',
    file: (name, type, size) => `Fichier joint : ${name} (${[type, size].filter((one) => one !== '').join(', ')})`,
    unknownSize: 'taille inconnue',
    reactions: 'Réactions :',
    units: ['octets', 'Ko', 'Mo', 'Go'],
    page: (number, of) => `Page ${number} / ${of}`,
    missingSigns: (sign) =>
      `Les signes que la police de ce document ne sait pas dessiner y sont montrés par ${sign} ; la version HTML de l’export les contient.`,
  },
  en: {
    title: (patient) => `Journal of ${patient}`,
    facts: {
      patient: 'Patient',
      structure: 'Structure in charge',
      by: 'Exported by',
      at: 'Exported on',
      reason: 'Reason',
      period: 'Period',
      messages: 'Messages',
    },
    wholeJournal: 'the whole journal',
    period: (from, to) => (from === null ? `until ${to}` : to === null ? `since ${from}` : `from ${from} to ${to}`),
    contents: 'Contents',
    warning:
      'This document holds personal health data. It shows the journal as it was at the moment of the export, which was announced to its readers.',
    members: 'Members of the care circle',
    memberColumns: ['Professional', 'Role', 'Structure', 'Since', 'Until'],
    files: 'Attached files',
    fileColumns: ['File', 'Type', 'Size', 'Attached by', 'On'],
    noFile: 'No attached file.',
    nothingSaid: 'Nothing was written during this period.',
    since: { always: 'always', now: 'member to this day' },
    deleted: (by, at) => `Message deleted by ${by} on ${at}.`,
    answers: (whom, at, words) => `In reply to ${whom}, on ${at}: “${words}”`,
    answersDeleted: (whom, at) => `In reply to a deleted message of ${whom}, of ${at}`,
    answersUnknown: 'In reply to a message that is not in this journal',
    notice: 'notice',
    file: (name, type, size) => `Attached file: ${name} (${[type, size].filter((one) => one !== '').join(', ')})`,
    unknownSize: 'unknown size',
    reactions: 'Reactions:',
    units: ['bytes', 'kB', 'MB', 'GB'],
    page: (number, of) => `Page ${number} / ${of}`,
    missingSigns: (sign) =>
      `Signs that the font of this document cannot draw are shown as ${sign}; the HTML version of the export holds them.`,
  },
}

const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const
export interface Clock {
  /** « lundi 30 novembre 2026 » */
  day(at: Date): string
  /** « 30 novembre 2026 » */
  date(at: Date): string
  /** « 14:32 » */
  time(at: Date): string
  /** « 30 novembre 2026 à 14:32 » */
  instant(at: Date): string
}
/** Instants in words. Made once for a file: a format costs more than its use. */
export function clockOf(language: ExportLanguage, timeZone: string): Clock {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone })
  const date = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const time = { hour: '2-digit', minute: '2-digit' } as const
  const formats = {
    day: format({ weekday: 'long', ...date }),
    date: format(date),
    time: format(time),
    instant: format({ ...date, ...time }),
  }
  return {
    day: (at) => formats.day.format(at),
    date: (at) => formats.date.format(at),
    time: (at) => formats.time.format(at),
    instant: (at) => formats.instant.format(at),
  }
}

const numbers = (locale: string) => [0, 1].map((maximumFractionDigits) => new Intl.NumberFormat(locale, { maximumFractionDigits }))
const NUMBERS = { fr: numbers(LOCALES.fr), en: numbers(LOCALES.en) }
/** « 1,2 Mo ». */
export function sizeWords(language: ExportLanguage, bytes: number | null): string {
  const { units, unknownSize } = EXPORT_WORDS[language]
  if (bytes === null) return unknownSize
  const power = Math.min(units.length - 1, bytes < 1_000 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const number = NUMBERS[language][power === 0 ? 0 : 1]?.format(bytes / 1_000 ** power) ?? ''
  return `${number} ${units[power] ?? ''}`
}
