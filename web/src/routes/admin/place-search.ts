import { type Text, words } from './search-words.ts'

/** What the address of the structures holds. */
export interface StructuresSearch {
  q?: string
  genre?: string
  dac?: 'oui'
  ajouter?: 'oui'
  suite?: string
}
const yes = <Name extends string>(raw: Text, name: Name) => (raw[name] === 'oui' ? { [name]: 'oui' } : {}) as { [Key in Name]?: 'oui' }
export const readStructuresSearch = (raw: Text): StructuresSearch => ({
  ...words(raw, ['q'], /^.{1,100}$/),
  ...words(raw, ['genre'], /^.{1,60}$/),
  ...words(raw, ['suite']),
  ...yes(raw, 'dac'),
  ...yes(raw, 'ajouter'),
})

/** That of one structure: whom of its team is shown, and what is about to be done. */
export interface StructureSearch {
  equipe?: 'later' | 'past'
  modifier?: 'oui'
  ajouter?: 'oui'
  /** Whose employment, according to which source. */
  fin?: string
}
export const readStructureSearch = (raw: Text): StructureSearch => ({
  ...(raw['equipe'] === 'later' || raw['equipe'] === 'past' ? { equipe: raw['equipe'] } : {}),
  ...yes(raw, 'modifier'),
  ...yes(raw, 'ajouter'),
  ...words(raw, ['fin']),
})
