import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { databasesOf } from './databases.ts'
import { synapseVenv } from './paths.ts'
import { eraseData } from './postgres-place.ts'
import { Problem } from './problem.ts'
import { endLeftovers } from './process-identity.ts'
import { startPostgres } from './postgres.ts'

interface ResetOptions {
  dir: string
  yes: boolean
  databaseUrl: string | undefined
}

async function isConfirmed({ dir, yes, databaseUrl }: ResetOptions): Promise<boolean> {
  if (yes) return true
  const databases = databaseUrl === undefined ? '' : ' et les deux bases que désigne DATABASE_URL'
  const what = `Toutes les données de ${dir}${databases} vont être effacées : comptes, cercles, messages, fichiers.`
  if (!process.stdin.isTTY) throw new Problem(`${what} Rien n'a été fait : confirmez dans un terminal, ou ajoutez --yes.`)
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await terminal.question(`${what}\n(L'installation de Synapse, sans données, est gardée.)\nContinuer ? Tapez « oui » : `)
    return answer.trim().toLowerCase() === 'oui'
  } finally {
    terminal.close()
  }
}

/** Erases an installation after asking. Keeps the Python environment: it holds no data and takes a minute to remake. */
export async function reset(options: ResetOptions): Promise<boolean> {
  if (!(await isConfirmed(options))) return false
  const { dir, databaseUrl } = options
  await endLeftovers(join(dir, 'run'))
  if (databaseUrl !== undefined) {
    const { prefix } = await startPostgres({ dir, password: '', adminUrl: databaseUrl, say: () => {} })
    for (const name of ['synapse', 'bridge']) await databasesOf(databaseUrl).dropDatabase(`${prefix}${name}`)
  }
  eraseData(dir)
  // The lock is ours at this moment; the tests' own directories belong to their run.
  const kept = new Set([synapseVenv, join(dir, 'start.lock'), join(dir, 'test')])
  for (const entry of readdirSync(dir).map((name) => join(dir, name))) if (!kept.has(entry)) rmSync(entry, { recursive: true, force: true })
  return true
}
