import type { RetentionState } from 'bridge/contract'
import { type Text, words } from './search-words.ts'

export const STATES = ['sealed', 'archived', 'purging', 'purged', 'lifted'] as const satisfies readonly RetentionState[]

/** What the addresses of the pages of retention hold. */
export interface RetentionsSearch {
  /** What is sealed; what is due otherwise. */
  vue?: 'scelles'
  etat?: RetentionState
  suite?: string
}
export const readRetentionsSearch = (raw: Text): RetentionsSearch => {
  const etat = STATES.find((one) => one === raw['etat'])
  return {
    ...(raw['vue'] === 'scelles' ? { vue: 'scelles' as const, ...(etat === undefined ? {} : { etat }) } : {}),
    ...words(raw, ['suite']),
  }
}

export interface RetentionSearch {
  acte?: 'approuver' | 'lever'
}
export const readRetentionSearch = (raw: Text): RetentionSearch =>
  raw['acte'] === 'approuver' || raw['acte'] === 'lever' ? { acte: raw['acte'] } : {}
