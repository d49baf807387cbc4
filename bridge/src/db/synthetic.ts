import { type RawBuilder, sql } from 'kysely'
import { SYNTHETIC } from '../core/ids.ts'

/** Not one of the canary's: for every list and every count. */
export const isReal = (column: string): RawBuilder<boolean> => sql<boolean>`not starts_with(${sql.ref(column)}, ${SYNTHETIC})`
