import type { Named } from '../names.ts'

/** A substitution as far as others can be in its way; `end` is the first instant without. */
export interface Between {
  readonly id: string
  readonly replaced: Named
  readonly replacement: Named
  readonly start: Date
  readonly end: Date
}
export interface Pair {
  readonly replaced: string
  readonly replacement: string
}
export type Conflict = { code: 'SUBSTITUTION_TWICE' | 'REPLACED_REPLACES' | 'REPLACEMENT_IS_REPLACED'; with: Between }

/**
 * What stands in the way of a substitution, among those that last at some time while it does: the same twice, or a chain of any length, a
 * cycle included, for which it is enough that nobody is replaced and replaces at once. Several people may replace one, and one several.
 */
export function conflictOf({ replaced, replacement }: Pair, during: readonly Between[]): Conflict | undefined {
  const find = (code: Conflict['code'], stands: (one: Between) => boolean): Conflict | undefined => {
    const found = during.find(stands)
    return found && { code, with: found }
  }
  return (
    find('SUBSTITUTION_TWICE', (one) => one.replaced.id === replaced && one.replacement.id === replacement) ??
    find('REPLACED_REPLACES', (one) => one.replacement.id === replaced) ??
    find('REPLACEMENT_IS_REPLACED', (one) => one.replaced.id === replacement)
  )
}
