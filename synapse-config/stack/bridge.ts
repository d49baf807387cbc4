import { join } from 'node:path'
import { localDir, repository } from './paths.ts'
import { Problem } from './problem.ts'
import { type RunningProcess, supervise } from './processes.ts'
import { lastLines, run } from './run.ts'
import { answers } from './wait-for.ts'

const main = join(repository, 'bridge', 'src', 'main.ts')
const node = [process.execPath, '--disable-warning=ExperimentalWarning'] as const
/**
 * Of the gateway, through which files pass: buffers of a file that is sent are garbage at once, and small. With room for 16 MB of young objects they
 * pile up beside it until V8 goes through everything that lives, once per 20 MB; with 1 MB they go with their like.
 */
const ofTheGateway = ['--max-semi-space-size=1'] as const
/** What Node made of our files at an earlier start: half the work of a start, and there are many of them. */
const compiled = { NODE_COMPILE_CACHE: join(localDir, 'compiled') }

/** The ports that the roles answer on; `work` shares the process, and so the port, of the role beside it. */
export interface BridgePorts {
  gateway: number
  policy: number
  api: number
  /** Where the homeserver's pushers reach `api`. */
  push: number
}

export interface BridgeOptions {
  dir: string
  /** The environment that all its processes share (see bridge/src/config.ts). */
  env: Record<string, string>
  ports: BridgePorts
  publicHost: string
  say: (line: string) => void
}

const LABELS: Record<string, string> = {
  gateway: 'La passerelle',
  policy: 'Le service des règles',
  api: "L'API",
  work: 'Le travail différé',
}

/** Where a process with these roles says that it lives. */
function healthOf(roles: string[], { ports, publicHost }: BridgeOptions): string {
  const host = publicHost === '0.0.0.0' || publicHost === '::' ? '127.0.0.1' : publicHost
  if (roles.includes('gateway')) return `http://${host.includes(':') ? `[${host}]` : host}:${ports.gateway}/health/live`
  return `http://127.0.0.1:${roles.includes('policy') ? ports.policy : ports.api}/health/live`
}

/** One process of the bridge, with one role or several (`api,work`), yet to be started. */
export function prepareBridge(roles: string, options: BridgeOptions, name?: string): RunningProcess {
  const list = roles.split(',')
  const health = healthOf(list, options)
  return supervise({
    name: name ?? list.join('-'),
    label: list.map((role) => LABELS[role] ?? role).join(' et '),
    command: node[0],
    args: [node[1], ...(list.includes('gateway') ? ofTheGateway : []), main],
    env: { ...compiled, ...options.env, ROLES: roles },
    cwd: repository,
    dir: options.dir,
    stopSignal: 'SIGTERM',
    isReady: () => answers(health),
    patience: 30_000,
    say: options.say,
  })
}

async function command(args: string[], env: Record<string, string>, whenItFails: string): Promise<string> {
  const { code, stdout, output } = await run(node[0], [node[1], main, ...args], { cwd: repository, env: { ...compiled, ...env } })
  if (code !== 0) throw new Problem(whenItFails, lastLines(output))
  return stdout.trim()
}

export const migrate = async (env: Record<string, string>): Promise<void> => {
  await command(['migrate'], env, "Les migrations de la base n'ont pas abouti.")
}

/** Everything that is known of what is said and read, made anew from the homeserver. Gives what it says while it works. */
export const rebuildIndex = (env: Record<string, string>, room?: string): Promise<string> =>
  command(['rebuild-index', ...(room === undefined ? [] : ['--room', room])], env, "L'index n'a pas pu être reconstruit.")

/** A new key of the registry's API; it is printed once and kept nowhere but hashed. */
export const createKey = (env: Record<string, string>, name: string, scopes: string[]): Promise<string> =>
  command(['create-key', '--name', name, '--scopes', scopes.join(',')], env, "La clé d'API n'a pas pu être créée.")
