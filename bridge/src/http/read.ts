import { z } from 'zod'
import { Fault } from '../core/faults.ts'

export type Language = 'fr' | 'en'

/** French unless English is what the caller prefers. */
export const languageOf = (acceptLanguage: string | undefined): Language => (/^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'fr')

const LOCALES = { fr: z.locales.fr().localeError, en: z.locales.en().localeError }
const OURS: Record<string, Record<Language, string>> = {
  'two-hours': { fr: 'deux heures différentes sont attendues', en: 'two different hours are expected' },
  rpps: {
    fr: 'numéro RPPS attendu : 11 chiffres, clé de contrôle comprise',
    en: 'an RPPS number is expected: 11 digits, check digit included',
  },
  'not-reserved': {
    fr: 'les identifiants « canari-… » sont réservés au contrôle des fuites',
    en: 'identifiers that begin with “canari-” are reserved for the leak check',
  },
  'one-replay': {
    fr: 'un seul de eventId, dead, fromEventId, from est attendu',
    en: 'exactly one of eventId, dead, fromEventId, from is expected',
  },
  'days-in-order': { fr: 'le dernier jour ne vient pas avant le premier', en: 'the last day does not come before the first' },
  finess: {
    fr: 'numéro FINESS attendu : 9 caractères, clé de contrôle comprise',
    en: 'a FINESS number is expected: 9 characters, check digit included',
  },
}
const REQUIRED = { fr: 'champ obligatoire', en: 'this field is required' }

/** What the caller sent, as the contract says, or BAD_REQUEST with every field at fault and what was expected there. */
export function read<Schema extends z.ZodType>(schema: Schema, input: unknown, language: Language): z.output<Schema> {
  const parsed = schema.safeParse(input, {
    error: (issue) => {
      if (issue.code === 'invalid_type' && issue.input === undefined) return REQUIRED[language]
      const expected = issue.code === 'custom' ? (issue['params'] as { expected?: string } | undefined)?.expected : undefined
      return (expected === undefined ? undefined : OURS[expected]?.[language]) ?? LOCALES[language](issue)
    },
  })
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.slice(0, 50).flatMap((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [undefined]
    return unknown.map((key) => ({ path: pathOf(key === undefined ? issue.path : [...issue.path, key]), message: issue.message }))
  })
  throw new Fault('BAD_REQUEST', errors[0]?.path ?? '', errors)
}

/** "members[2].role". */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${String(part)}`),
    '',
  )
