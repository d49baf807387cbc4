import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BridgeOptions, createKey, migrate, prepareBridge } from './bridge.ts'
import { installSynapse } from './install-synapse.ts'
import { type Narrator, narrateLines } from './narrate.ts'
import { repository } from './paths.ts'
import { freePort } from './ports.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { asProblem } from './problem.ts'
import { endLeftovers } from './process-identity.ts'
import type { RunningProcess } from './processes.ts'
import { readOrMakeSecrets, type Secrets } from './secrets.ts'
import { prepareSynapse } from './synapse.ts'

export interface StackOptions {
  /** Everything it writes lies under it. */
  dir: string
  /** 0 or absent: a free one. */
  publicPort?: number
  publicHost?: string
  serverName?: string
  withModule?: boolean
  withApplicationService?: boolean
  withBridge?: boolean
  /** Processes of the bridge, each with its roles. */
  roles?: string[]
  /** An existing PostgreSQL instead of ours. */
  databaseUrl?: string | undefined
  /** Tests only: a database that a power cut may lose. */
  fast?: boolean
  say?: (line: string) => void
  narrator?: Narrator
  /** Gives the start up: what was started is stopped, and the start rejects. */
  signal?: AbortSignal
  /** Added to the environment of the bridge. */
  env?: Record<string, string>
}

export interface Stack {
  /** The public door. */
  baseUrl: string
  apiUrl: string
  synapseUrl: string
  policyUrl: string
  /** The bridge's database. */
  databaseUrl: string
  synapseDatabaseUrl: string
  secrets: Secrets
  serverName: string
  postgres: Postgres
  /** By part: `postgres` (when it is ours), `synapse`, and each role of the bridge; roles of one process share an entry. */
  processes: Record<string, RunningProcess>
  createKey(name: string, scopes: string[]): Promise<string>
  stop(): Promise<void>
}

const DEFAULT_ROLES = ['gateway', 'policy', 'api,work']
// What may be set outside and reaches the bridge as it is.
const PASSED_ON = /^(PATH|HOME|LANG|TMPDIR|TZ|NODE_EXTRA_CA_CERTS|SMTP_.*|MAIL_.*|LOG_LEVEL)$/

function passedOn(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (PASSED_ON.test(name) && value !== undefined ? [[name, value]] : [])),
  )
}

/** Starts PostgreSQL, Synapse and the bridge, side by side where nothing waits for anything; stops what it started when a part fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const narrator = options.narrator ?? narrateLines(options.say ?? (() => {}))
  const { dir, serverName = 'localhost', publicHost = '127.0.0.1' } = options
  const say = (line: string) => narrator.line(line)
  const processes: Record<string, RunningProcess> = {}

  async function stop(): Promise<void> {
    const end = async (name: string) => processes[name]?.stop()
    // From the door inwards: nobody is answered by half a stack, and nothing is written to a database that left.
    await end('gateway')
    await Promise.all(['policy', 'api', 'work'].map(end))
    await end('synapse')
    await end('postgres')
  }

  async function start(): Promise<Stack> {
    mkdirSync(dir, { recursive: true })
    await endLeftovers(join(dir, 'run'))
    const secrets = readOrMakeSecrets(join(dir, 'secrets.json'))
    const [publicPort, apiPort, policyPort, synapsePort] = [
      options.publicPort || (await freePort()),
      await freePort(),
      await freePort(),
      await freePort(),
    ]
    const baseUrl = `http://localhost:${publicPort}`
    const [apiUrl, policyUrl, synapseUrl] = [apiPort, policyPort, synapsePort].map((port) => `http://127.0.0.1:${port}`) as [
      string,
      string,
      string,
    ]

    const installing = installSynapse(narrator)
    // Reported below, where it is awaited; until then a failure is not an unhandled one.
    installing.catch(() => {})
    const postgres = await narrator.step('PostgreSQL', 'PostgreSQL prêt', async () => {
      const started = await startPostgres({
        dir,
        password: secrets.postgresPassword,
        adminUrl: options.databaseUrl,
        fast: options.fast ?? false,
        onProcess: (own) => (processes['postgres'] = own),
        say,
      })
      for (const name of ['synapse', 'bridge']) await started.createDatabase(`${started.prefix}${name}`)
      return started
    })
    const databaseUrl = postgres.urlOf(`${postgres.prefix}bridge`)
    const synapseDatabaseUrl = postgres.urlOf(`${postgres.prefix}synapse`)
    const env: Record<string, string> = {
      ...passedOn(),
      DATABASE_URL: databaseUrl,
      SERVER_NAME: serverName,
      HOMESERVER_URL: synapseUrl,
      AS_TOKEN: secrets.asToken,
      HS_TOKEN: secrets.hsToken,
      REGISTRATION_SECRET: secrets.registrationSecret,
      POLICY_SECRET: secrets.policySecret,
      PUBLIC_URL: baseUrl,
      PUBLIC_HOST: publicHost,
      PUBLIC_PORT: String(publicPort),
      API_PORT: String(apiPort),
      API_URL: apiUrl,
      POLICY_PORT: String(policyPort),
      POLICY_URL: policyUrl,
      WEB_DIR: join(repository, 'web', 'dist'),
      ...options.env,
    }

    const homeserver = async () => {
      await installing
      await narrator.step('Synapse', 'Synapse prêt', async () => {
        const { withModule = true, withApplicationService = true } = options
        const files = {
          dir,
          serverName,
          publicUrl: baseUrl,
          port: synapsePort,
          databaseUrl: synapseDatabaseUrl,
          apiUrl,
          policyUrl,
          secrets,
        }
        const running = prepareSynapse({ ...files, withModule, withApplicationService, say })
        processes['synapse'] = running
        await running.start()
      })
    }
    const bridge = async () => {
      if (options.withBridge === false) return
      const of: BridgeOptions = { dir, env, ports: { gateway: publicPort, policy: policyPort, api: apiPort }, publicHost, say }
      await narrator.step('Passerelle, règles et API', 'Passerelle, règles et API prêtes', async () => {
        const migrated = narrator.step('Migrations', 'Base du registre à jour', () => migrate(env))
        const started = async (roles: string) => {
          // The gateway alone needs no database.
          if (roles !== 'gateway') await migrated
          const running = prepareBridge(roles, of)
          for (const role of roles.split(',')) processes[role] = running
          await running.start()
        }
        await settled([migrated, ...(options.roles ?? DEFAULT_ROLES).map(started)])
      })
    }
    await settled([homeserver(), bridge()])
    const key = (name: string, scopes: string[]) => createKey(env, name, scopes)
    return {
      baseUrl,
      apiUrl,
      synapseUrl,
      policyUrl,
      databaseUrl,
      synapseDatabaseUrl,
      secrets,
      serverName,
      postgres,
      processes,
      createKey: key,
      stop,
    }
  }

  try {
    const starting = start()
    return await (options.signal === undefined ? starting : Promise.race([starting, aborted(options.signal)]))
  } catch (error) {
    await stop()
    throw asProblem(error)
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}

/** All ended, then the first failure: whoever cleans up must know everything that was started. */
async function settled(work: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
