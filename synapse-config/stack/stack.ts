import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { bridgeEnvironment } from './bridge-environment.ts'
import { type BridgePorts, createKey, migrate, prepareBridge, rebuildIndex } from './bridge.ts'
import { installSynapse } from './install-synapse.ts'
import { type Narrator, narrateLines } from './narrate.ts'
import { freePort } from './ports.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { asProblem } from './problem.ts'
import { endLeftovers } from './process-identity.ts'
import type { RunningProcess } from './processes.ts'
import { readOrMakeSecrets, type Secrets } from './secrets.ts'
import type { Addresses, Stack, StackOptions } from './stack-options.ts'
import { prepareSynapse } from './synapse.ts'
import { type Workers, prepareWorkers } from './workers.ts'
import { answers, until } from './wait-for.ts'

export type { Stack, StackOptions } from './stack-options.ts'

const DEFAULT_ROLES = ['gateway', 'policy', 'api,work']

type Processes = Record<string, RunningProcess>

/** What the parts of one stack are started with. */
interface Plan {
  options: StackOptions
  narrator: Narrator
  say: (line: string) => void
  dir: string
  serverName: string
  publicHost: string
  secrets: Secrets
  ports: BridgePorts & { synapse: number }
  addresses: Addresses
  /** Filled before a part is started, so that a start can be given up at any moment. */
  processes: Processes
}

async function makePlan(options: StackOptions, narrator: Narrator, processes: Processes): Promise<Plan> {
  const { dir, serverName = 'localhost', publicHost = '127.0.0.1' } = options
  const gateway = options.publicPort === undefined || options.publicPort === 0 ? await freePort() : options.publicPort
  const ports = { gateway, policy: await freePort(), api: await freePort(), push: await freePort(), synapse: await freePort() }
  const addresses = {
    baseUrl: options.publicUrl ?? `http://localhost:${ports.gateway}`,
    apiUrl: `http://127.0.0.1:${ports.api}`,
    synapseUrl: `http://127.0.0.1:${ports.synapse}`,
    policyUrl: `http://127.0.0.1:${ports.policy}`,
    pushUrl: `http://127.0.0.2:${ports.push}`,
  }
  const secrets = await readOrMakeSecrets(join(dir, 'secrets.json'))
  return { options, narrator, say: (line) => narrator.line(line), dir, serverName, publicHost, secrets, ports, addresses, processes }
}

const startDatabase = ({ options, narrator, say, dir, secrets, processes }: Plan): Promise<Postgres> =>
  narrator.step('PostgreSQL', 'PostgreSQL prêt', async () => {
    const { databaseUrl: adminUrl, fast = false } = options
    const onProcess = (own: RunningProcess) => (processes['postgres'] = own)
    const postgres = await startPostgres({ dir, password: secrets.postgresPassword, adminUrl, fast, onProcess, say })
    for (const name of ['synapse', 'bridge']) await postgres.createDatabase(`${postgres.prefix}${name}`)
    return postgres
  })

/** Gives where its workers answer. */
async function startHomeserver(
  plan: Plan,
  databaseUrl: string,
  installing: Promise<void>,
  env: Record<string, string>,
): Promise<Workers['urls']> {
  const { options, dir, serverName, secrets, say, addresses, processes } = plan
  const { withModule = true, withApplicationService = true, fast = false } = options
  await installing
  return plan.narrator.step('Synapse', 'Synapse prêt', async () => {
    const uploadLimitMb = Number(env['UPLOAD_LIMIT_MB'] ?? 100)
    const roles = { withModule, withApplicationService }
    const of = { dir, serverName, secrets, databaseUrl, say, ...roles, uploadLimitMb, fast, port: plan.ports.synapse, ...addresses }
    const workers = options.workers === undefined ? undefined : await prepareWorkers(of, options.workers)
    if (workers !== undefined) await (processes['redis'] = workers.redis).start()
    processes['synapse'] = prepareSynapse({ ...of, sharedConfig: workers?.config })
    await processes['synapse'].start()
    // They find the database as the main process has made it.
    Object.assign(processes, workers?.processes)
    await settled(Object.values(workers?.processes ?? {}).map((worker) => worker.start()))
    return workers?.urls ?? {}
  })
}

async function startBridge(
  { options, narrator, dir, ports, publicHost, say, processes }: Plan,
  env: Record<string, string>,
): Promise<void> {
  const migrated = narrator.step('Migrations', 'Base du registre à jour', () => migrate(env))
  const started = async (roles: string) => {
    // The gateway alone needs no database.
    if (roles !== 'gateway') await migrated
    const running = prepareBridge(roles, { dir, env, ports, publicHost, say })
    for (const role of roles.split(',')) processes[role] = running
    await running.start()
  }
  await narrator.step('Passerelle, règles et API', 'Passerelle, règles et API prêtes', () =>
    settled([migrated, ...(options.roles ?? DEFAULT_ROLES).map(started)]),
  )
}

/** Until its first work has made the service accounts: before that no account can be made, and no password set. */
const untilTheBridgeIsKnown = ({ addresses, secrets, serverName }: Plan): Promise<void> => {
  const account = (localpart: string) => encodeURIComponent(`@${localpart}:${serverName}`)
  const url = `${addresses.synapseUrl}/_synapse/admin/v2/users/${account('sphere')}?user_id=${account('sphere-admin')}`
  return until(() => answers(url, secrets.asToken), AbortSignal.timeout(60_000))
}

async function addGateway({ dir, ports, publicHost, say, processes }: Plan, env: Record<string, string>, name: string): Promise<string> {
  const gateway = await freePort()
  const own = { dir, env: { ...env, PUBLIC_PORT: String(gateway) }, ports: { ...ports, gateway }, publicHost, say }
  await (processes[name] = prepareBridge('gateway', own, name)).start()
  return `http://127.0.0.1:${gateway}`
}

async function stopAll(processes: Processes): Promise<void> {
  const end = async (name: string) => processes[name]?.stop()
  // From the door inwards: nobody is answered by half a stack, and nothing is written to a database that left.
  await end('gateway')
  await Promise.all(['policy', 'api', 'work'].map(end))
  const parts = new Set(['postgres', 'redis', 'synapse', 'gateway', 'policy', 'api', 'work'])
  await Promise.all(
    Object.keys(processes)
      .filter((name) => !parts.has(name))
      .map(end),
  )
  await end('synapse')
  await end('redis')
  await end('postgres')
}

async function startParts(options: StackOptions, narrator: Narrator, processes: Processes): Promise<Stack> {
  mkdirSync(options.dir, { recursive: true })
  await endLeftovers(join(options.dir, 'run'))
  const plan = await makePlan(options, narrator, processes)
  const installing = installSynapse(narrator)
  // Reported where it is awaited; until then a failure is not an unhandled one.
  installing.catch(() => {})
  const postgres = await startDatabase(plan)
  const databaseUrl = postgres.urlOf(`${postgres.prefix}bridge`)
  const synapseDatabaseUrl = postgres.urlOf(`${postgres.prefix}synapse`)
  // In tests the canary sings when it is asked to.
  // One key does what all tests ask for: what it ends in an hour is a large share of everything that there is.
  const quiet: Record<string, string> = options.fast === true ? { CANARY_EVERY_MINUTES: '0', BRAKE_PLATFORM_PERCENT: '100' } : {}
  const env = { ...bridgeEnvironment({ ...plan, databaseUrl }), ...quiet, ...options.env }
  const bridge = options.withBridge === false ? [] : [startBridge(plan, env)]
  let workerUrls: Workers['urls'] = {}
  const homeserver = startHomeserver(plan, synapseDatabaseUrl, installing, env).then((urls) => void (workerUrls = urls))
  await settled([homeserver, ...bridge])
  if (options.withBridge !== false && options.withApplicationService !== false) await untilTheBridgeIsKnown(plan)
  const { addresses, secrets, serverName } = plan
  return {
    ...addresses,
    databaseUrl,
    synapseDatabaseUrl,
    secrets,
    serverName,
    workerUrls,
    postgres,
    processes,
    addGateway: (name, more = {}) => addGateway(plan, { ...env, ...more }, name),
    createKey: (name, scopes) => createKey(env, name, scopes),
    rebuildIndex: (room) => rebuildIndex(env, room),
    stop: () => stopAll(processes),
  }
}

/** Starts PostgreSQL, Synapse and the bridge, side by side where nothing waits for anything; stops what it started when a part fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const narrator = options.narrator ?? narrateLines(options.say ?? (() => {}))
  const processes: Processes = {}
  try {
    const starting = startParts(options, narrator, processes)
    return await (options.signal === undefined ? starting : Promise.race([starting, aborted(options.signal)]))
  } catch (error) {
    await stopAll(processes)
    throw asProblem(error)
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the start was given up')), { once: true })
  })
}

/** All ended, then the first failure: whoever cleans up must know everything that was started. */
async function settled(work: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
