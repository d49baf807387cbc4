import type { World } from '../world.ts'

/** What the flows of imports know besides. */
export interface ImportWorld extends World {
  /** How long the rows of an import are kept: they are about people. */
  readonly importDays: number
}
