import { REFUSALS, type RefusalCode } from 'policies'

/** Of the table of faults.ts: what may be refused to who exports a journal. */
export const EXPORT_FAULTS = {
  NOT_IN_THE_CIRCLE: { status: 403, fhir: 'forbidden', ...REFUSALS.NOT_IN_THE_CIRCLE },
  EXPORT_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Vous n’avez pas demandé cet export.', en: 'You asked for no such export.' },
  EXPORT_NOT_READY: {
    status: 409,
    fhir: 'transient',
    fr: 'Cet export n’est pas prêt : ses fichiers viennent quand son état est « ready ».',
    en: 'This export is not ready: its files come when its state is “ready”.',
  },
  EXPORT_GONE: {
    status: 410,
    fhir: 'deleted',
    fr: 'Ce fichier n’est plus là : chacun se télécharge une fois, dans le délai indiqué. Demandez un nouvel export.',
    en: 'This file is no longer here: each is downloaded once, within the time that is told. Ask for a new export.',
  },
  EXPORT_KEY_REUSED: {
    status: 409,
    fhir: 'conflict',
    fr: 'Cette clé a déjà servi à demander un autre export.',
    en: 'This key was already used to ask for another export.',
  },
  EXPORTS_UNDER_WAY: {
    status: 409,
    fhir: 'throttled',
    fr: 'Trois de vos exports sont en cours ou attendent d’être téléchargés : téléchargez-les ou supprimez-les d’abord.',
    en: 'Three exports of yours are being made or wait to be downloaded: download or delete them first.',
  },
} as const

/** Why an export came to nothing, other than by a rule. */
export const EXPORT_FAILURES = {
  EXPORT_TOO_LARGE: {
    fr: 'Ce journal est trop long pour un seul export : demandez-le par périodes.',
    en: 'This journal is too long for one export: ask for it by periods.',
  },
  EXPORT_NOT_MADE: {
    fr: 'L’export n’a pas pu être fait, malgré plusieurs essais : demandez-en un autre, ou prévenez l’administrateur de la plateforme.',
    en: 'The export could not be made, in spite of several attempts: ask for another one, or tell the administrator of the platform.',
  },
} as const
export type ExportFailure = RefusalCode | keyof typeof EXPORT_FAILURES

/** The words of a failure; of what an older version wrote and this one does not know, those of the last. */
export function failureWords(code: string): { fr: string; en: string } {
  const known: Readonly<Record<string, { fr: string; en: string }>> = { ...REFUSALS, ...EXPORT_FAILURES }
  const { fr, en } = (Object.hasOwn(known, code) ? known[code] : undefined) ?? EXPORT_FAILURES.EXPORT_NOT_MADE
  return { fr, en }
}
