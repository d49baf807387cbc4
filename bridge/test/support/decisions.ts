import { Pool } from 'pg'
import { inject } from 'vitest'
import type { Decision } from '../../src/contract.ts'
import { type Stage, eventually } from './rooms.ts'

/** Verbs of the tests of the decision log. */
export function decisionsOf({ told }: Pick<Stage, 'told'>) {
  const page = (filter: string) => told<{ items: Decision[]; next: string | null }>('GET', `/decisions?${filter}`)
  /** Newest first. */
  const listed = async (filter: string): Promise<Decision[]> => (await page(`limit=200&${filter}`)).items
  /** Once as many tries as expected are written: they are, some moments after the answer. */
  const recorded = (filter: string, tries: number): Promise<Decision[]> =>
    eventually(async () => {
      const items = await listed(filter)
      const found = items.reduce((sum, { count }) => sum + count, 0)
      if (found !== tries)
        throw new Error(`${found} tries recorded, not ${tries}: ${JSON.stringify(items.map(({ sentence }) => sentence.fr))}`)
      return items
    })
  return { page, listed, recorded }
}

/** The shared stack's registry, past every door: for what only the database can say. */
export async function withDatabase<Value>(act: (pool: Pool) => Promise<Value>): Promise<Value> {
  const pool = new Pool({ connectionString: inject('stack').databaseUrl, max: 2 })
  try {
    return await act(pool)
  } finally {
    await pool.end()
  }
}
