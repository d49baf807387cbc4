import { DAY, type Text, words } from './search-words.ts'

/** What the address of the movements holds. */
export interface MovementSearch {
  personne?: string
  cercle?: string
  structure?: string
  source?: string
  du?: string
  au?: string
  /** Only what rooms do not show yet. */
  attente?: 'oui'
  suite?: string
}
export const readMovementSearch = (raw: Text): MovementSearch => ({
  ...words(raw, ['personne', 'cercle', 'structure', 'suite']),
  ...words(raw, ['source'], /^.{1,40}$/),
  ...words(raw, ['du', 'au'], DAY),
  ...(raw['attente'] === 'oui' ? { attente: 'oui' as const } : {}),
})
