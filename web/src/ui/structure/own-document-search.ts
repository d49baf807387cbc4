export const CATEGORIES = ['image', 'pdf', 'sound', 'video', 'other'] as const
/** In the address. */
export interface OwnDocumentSearch {
  q?: string
  /** A circle. */
  usager?: string
  type?: string
  /** The depositor. */
  par?: string
  /** Days. */
  du?: string
  au?: string
  vue?: 'usager'
}
