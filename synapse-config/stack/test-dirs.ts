import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localDir } from './paths.ts'
import { eraseData } from './postgres-place.ts'
import { endLeftovers, identityOf, isAlive, type ProcessIdentity } from './process-identity.ts'

const testsDir = join(localDir, 'test')
const ownerFile = (dir: string) => join(dir, 'owner.json')

function ownerOf(dir: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(ownerFile(dir), 'utf8')) as ProcessIdentity
  } catch {
    return undefined
  }
}

/** Ends what runs in a directory of the tests and erases it, PostgreSQL's data included. */
export async function clearTestDir(dir: string): Promise<void> {
  await endLeftovers(join(dir, 'run'))
  eraseData(dir)
  rmSync(dir, { recursive: true, force: true })
}

/** What runs that were killed left behind, processes included. */
export async function clearDeadTestDirs(): Promise<void> {
  if (!existsSync(testsDir)) return
  for (const name of readdirSync(testsDir)) {
    const dir = join(testsDir, name)
    const owner = ownerOf(dir)
    if (owner === undefined || !isAlive(owner)) await clearTestDir(dir)
  }
}

/** A fresh directory for a stack of the tests; it counts as left behind once this process is gone. */
export function makeTestDir(name: string): string {
  const dir = join(testsDir, `${name}-${process.pid}-${Date.now().toString(36)}`)
  mkdirSync(dir, { recursive: true })
  writeFileSync(ownerFile(dir), JSON.stringify(identityOf(process.pid)))
  return dir
}
