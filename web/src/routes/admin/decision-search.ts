import { DAY, type Text, words } from './search-words.ts'

/** What the addresses of the decisions' pages hold. */
export interface DecisionSearch {
  etat?: 'refus' | 'accord'
  motif?: string
  acte?: string
  personne?: string
  cercle?: string
  structure?: string
  du?: string
  au?: string
  suite?: string
  /** The decision whose "why" is open. */
  ouvert?: string
}

export const readDecisionSearch = (raw: Text): DecisionSearch => ({
  ...(raw['etat'] === 'refus' || raw['etat'] === 'accord' ? { etat: raw['etat'] } : {}),
  ...words(raw, ['motif', 'acte', 'personne', 'cercle', 'structure', 'suite', 'ouvert']),
  ...words(raw, ['du', 'au'], DAY),
})

export interface SimulatorSearch {
  acte?: string
  qui?: string
  sur?: string
  cercle?: string
  structure?: string
  genre?: 'liaison' | 'documents' | 'space'
  suivi?: 'oui'
}
export const readSimulatorSearch = (raw: Text): SimulatorSearch => ({
  ...words(raw, ['acte', 'qui', 'sur', 'cercle', 'structure']),
  ...(raw['genre'] === 'liaison' || raw['genre'] === 'documents' || raw['genre'] === 'space' ? { genre: raw['genre'] } : {}),
  ...(raw['suivi'] === 'oui' ? { suivi: 'oui' as const } : {}),
})
