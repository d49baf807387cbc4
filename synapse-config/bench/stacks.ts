import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { localDir } from '../stack/paths.ts'
import { identityOf, isAlive, type ProcessIdentity } from '../stack/process-identity.ts'
import { type Stack, startStack } from '../stack/stack.ts'
import { clearTestDir } from '../stack/test-dirs.ts'
import type { Homeserver } from './matrix.ts'
import { putPeople } from './registry.ts'

const benchDir = join(localDir, 'bench')
const ownerFile = (dir: string) => join(dir, 'owner.json')

export interface Benched extends Stack {
  apiKey: string
  /** The homeserver as the bridge's own account sees it. */
  homeserver: Homeserver
}

/** The stacks of one run, with the same people in each: each is started when a measure first asks for it, and all are gone at the end. */
export interface Stacks {
  /** Everything as in production. */
  whole(): Promise<Benched>
  /** The same without the module in Synapse. */
  withoutModule(): Promise<Benched>
  /** Synapse without module and without bridge: its events go to a server that only says yes. */
  bare(): Promise<Benched>
  /** Everything as in production, for a registry that will be filled. */
  large(): Promise<Benched>
  stop(): Promise<void>
}

/**
 * The full comparison runs once, at the start, and never again, and the canary never: they are not what is measured. One key lets
 * somebody in and out again all the time: the brake counts that, and stops nothing.
 */
const QUIET = {
  COMPARE_EVERY_MINUTES: '1440',
  CANARY_EVERY_MINUTES: '0',
  BRAKE_STRUCTURE_PERCENT: '100',
  BRAKE_PLATFORM_PERCENT: '100',
}

export function prepareStacks(say: (line: string) => void): Stacks {
  const dirs: string[] = []
  const running = new Map<string, Promise<Benched>>()
  const ended = new AbortController()
  let sink: ReturnType<typeof createServer> | undefined

  function started(name: string, withModule: boolean): Promise<Benched> {
    const existing = running.get(name)
    if (existing !== undefined) return existing
    const dir = makeDir(name)
    dirs.push(dir)
    const starting = startStack({
      dir,
      withModule,
      env: { ...QUIET, LOG_LEVEL: 'info' },
      signal: ended.signal,
      say,
    }).then(async (stack): Promise<Benched> => {
      const apiKey = await stack.createKey('bench', ['*'])
      const benched = { ...stack, apiKey, homeserver: { url: stack.synapseUrl, token: stack.secrets.asToken } }
      await putPeople(benched)
      return benched
    })
    running.set(name, starting)
    return starting
  }

  return {
    whole: () => started('whole', true),
    withoutModule: () => started('without-module', false),
    large: () => started('large', true),
    async bare() {
      const stack = await started('without-module', false)
      if (sink !== undefined) return stack
      for (const role of ['gateway', 'policy', 'api', 'work']) await stack.processes[role]?.stop()
      sink = createServer((request, response) => request.resume().on('end', () => response.end('{}')))
      await new Promise<void>((resolve, reject) => {
        sink?.once('error', reject).listen(Number(new URL(stack.apiUrl).port), '127.0.0.1', () => resolve())
      })
      return stack
    },
    async stop() {
      ended.abort(new Error('arrêt demandé'))
      sink?.close().closeAllConnections()
      const stacks = await Promise.allSettled(running.values())
      await Promise.all(stacks.map(async (stack) => stack.status === 'fulfilled' && stack.value.stop()))
      for (const dir of dirs) await clearTestDir(dir)
    },
  }
}

/** A fresh directory; it counts as left behind once this process is gone. */
function makeDir(name: string): string {
  const dir = join(benchDir, `${name}-${process.pid}-${Date.now().toString(36)}`)
  mkdirSync(dir, { recursive: true })
  writeFileSync(ownerFile(dir), JSON.stringify(identityOf(process.pid)))
  return dir
}

/** What runs that were killed left behind, processes included. */
export async function clearDeadBenches(): Promise<void> {
  if (!existsSync(benchDir)) return
  for (const name of readdirSync(benchDir)) {
    const dir = join(benchDir, name)
    const owner = existsSync(ownerFile(dir)) ? (JSON.parse(readFileSync(ownerFile(dir), 'utf8')) as ProcessIdentity) : undefined
    if (owner === undefined || !isAlive(owner)) await clearTestDir(dir)
  }
}
