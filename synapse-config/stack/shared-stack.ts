import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWeb } from './build-web.ts'
import { narrateLines } from './narrate.ts'
import { withDetail } from './problem.ts'
import type { Secrets } from './secrets.ts'
import { startStack } from './stack.ts'
import { clearDeadTestDirs, clearTestDir, makeTestDir } from './test-dirs.ts'

/** What the tests get of the stack they share, by `inject('stack')`: addresses and secrets, never its processes. */
export interface SharedStack {
  baseUrl: string
  apiUrl: string
  synapseUrl: string
  policyUrl: string
  databaseUrl: string
  synapseDatabaseUrl: string
  apiKey: string
  secrets: Secrets
  serverName: string
  /** The homeserver's rendered configuration: a path. */
  synapseConfig: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    stack: SharedStack
  }
}

/** Starts one real stack for the whole run of the tests, and stops it after them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearDeadTestDirs()
  const dir = makeTestDir('shared')
  const narrator = narrateLines((line) => console.log(line))
  const [stack] = await Promise.all([startStack({ dir, fast: true, narrator }), buildWeb(narrator)]).catch((error: unknown) => {
    throw withDetail(error)
  })
  const { baseUrl, apiUrl, synapseUrl, policyUrl, databaseUrl, synapseDatabaseUrl, secrets, serverName } = stack
  const apiKey = await stack.createKey('essais', ['*'])
  const shared: SharedStack = {
    baseUrl,
    apiUrl,
    synapseUrl,
    policyUrl,
    databaseUrl,
    synapseDatabaseUrl,
    apiKey,
    secrets,
    serverName,
    synapseConfig: join(dir, 'synapse', 'homeserver.yaml'),
  }
  project.provide('stack', shared)
  return async () => {
    await stack.stop()
    // A failed test can be looked into: KEEP=1 leaves the directory, with its logs, until the next run.
    if (process.env['KEEP'] !== '1') await clearTestDir(dir)
  }
}
