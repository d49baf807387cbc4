import { DAY, MOMENT, type Text, words } from './search-words.ts'

/** What the addresses of the audit's pages hold. */
export interface AuditSearch {
  mots?: string
  genre?: string
  personne?: string
  cercle?: string
  structure?: string
  du?: string
  au?: string
  suite?: string
  /** The event whose details are open. */
  ouvert?: string
}
export const readAuditSearch = (raw: Text): AuditSearch => ({
  ...words(raw, ['mots', 'genre', 'personne', 'cercle', 'structure', 'suite', 'ouvert']),
  ...words(raw, ['du', 'au'], DAY),
})

export const THINGS = ['cercle', 'structure', 'message', 'fichier'] as const
export type ThingAsked = (typeof THINGS)[number]
export interface ReadersSearch {
  objet?: ThingAsked
  cercle?: string
  structure?: string
  message?: string
  fichier?: string
  /** An instant, as the reader's clock shows it; or from a day to another. */
  le?: string
  du?: string
  au?: string
}
export const readReadersSearch = (raw: Text): ReadersSearch => {
  const thing = THINGS.find((one) => one === raw['objet'])
  return {
    ...(thing === undefined ? {} : { objet: thing }),
    ...words(raw, ['cercle', 'structure', 'message', 'fichier'], /^.{1,300}$/),
    ...words(raw, ['le'], MOMENT),
    ...words(raw, ['du', 'au'], DAY),
  }
}

export interface ReadableSearch {
  personne?: string
  le?: string
}
export const readReadableSearch = (raw: Text): ReadableSearch => ({ ...words(raw, ['personne']), ...words(raw, ['le'], MOMENT) })
