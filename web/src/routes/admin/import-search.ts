import type { Text } from './search-words.ts'

export const SHOWN = ['all', 'wrong', 'failed', 'created', 'changed', 'unchanged', 'refused', 'held'] as const
export type Shown = (typeof SHOWN)[number]
export interface ImportSearch {
  /** Which rows. */
  voir?: Shown
  suite?: string
  /** The columns are said otherwise. */
  colonnes?: 'oui'
}

export function readImportSearch(raw: Text): ImportSearch {
  const voir = SHOWN.find((one) => one === raw['voir'])
  return {
    ...(voir === undefined ? {} : { voir }),
    ...(raw['suite'] ? { suite: raw['suite'] } : {}),
    ...(raw['colonnes'] === 'oui' ? { colonnes: 'oui' as const } : {}),
  }
}
