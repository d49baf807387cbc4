import type { z } from 'zod'
import { foldedWords, instantIn } from '../../../core/imports/cell-values.ts'

/** What a column of a file may be. */
export interface Field {
  readonly name: string
  /** As people call it. */
  readonly fr: string
  readonly en: string
  /** No row without it. */
  readonly needed?: true
  /** Together they say which thing a row is about: two rows of a file that say the same are one too many. */
  readonly key?: true
  /** Other names of its column. */
  readonly also: readonly string[]
  /** What a cell says; undefined when that is nothing it may say. */
  readonly read: (text: string, zone: string) => string | undefined
  readonly expected: Readonly<Record<'fr' | 'en', string>>
}

type Reads = Field['read']
/** As the API takes it: what is refused there is refused here. */
export const asApi =
  (shape: z.ZodType): Reads =>
  (text) => {
    const read = shape.safeParse(text)
    return read.success && typeof read.data === 'string' ? read.data : undefined
  }
/** Digits that people write in groups. */
export const digits =
  (shape: z.ZodType): Reads =>
  (text, zone) =>
    asApi(shape)(text.replace(/[\s.]/g, ''), zone)
/** One of a few, by the words that people have for it. */
export function oneOf(words: Readonly<Record<string, readonly string[]>>): Reads {
  const known = new Map(Object.entries(words).flatMap(([value, names]) => [value, ...names].map((name) => [foldedWords(name), value])))
  return (text) => known.get(foldedWords(text))
}
export const instant =
  (which: 'start' | 'end'): Reads =>
  (text, zone) =>
    instantIn(text, which, zone)?.toISOString()

export const lineOf = (most: number): Field['expected'] => ({
  fr: `une ligne de texte, ${most} caractères au plus`,
  en: `one line of text, ${most} characters at most`,
})
export const IDENTIFIER: Field['expected'] = {
  fr: 'un identifiant : 1 à 64 lettres, chiffres ou . _ : ~ -, qui commence par une lettre ou un chiffre',
  en: 'an identifier: 1 to 64 letters, digits or . _ : ~ -, starting with a letter or a digit',
}
export const DATE: Field['expected'] = {
  fr: 'une date : 31/12/2026, 31/12/2026 08:30 ou 2026-12-31',
  en: 'a date: 31/12/2026, 31/12/2026 08:30 or 2026-12-31',
}
