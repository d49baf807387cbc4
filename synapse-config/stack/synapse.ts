import { mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { synapsePython } from './install-synapse.ts'
import { synapseConfig } from './paths.ts'
import { writePrivateFile } from './private-file.ts'
import { type RunningProcess, supervise } from './processes.ts'
import { render, type Values } from './render.ts'
import type { Secrets } from './secrets.ts'
import { answers } from './wait-for.ts'

export interface SynapseOptions {
  dir: string
  serverName: string
  baseUrl: string
  port: number
  databaseUrl: string
  apiUrl: string
  policyUrl: string
  pushUrl: string
  secrets: Secrets
  uploadLimitMb: number
  /** Tests only: passwords that cost nothing, and protect nothing. */
  fast: boolean
  /** Without them nothing is enforced: for measuring what they cost. */
  withModule: boolean
  withApplicationService: boolean
  /** With workers: what all its processes read after homeserver.yaml. */
  sharedConfig?: string | undefined
  say: (line: string) => void
}

const SENDER = 'sphere'
/** Where Synapse keeps files, in a stack whose state lies in `dir`. */
export const mediaStoreOf = (dir: string): string => join(dir, 'synapse', 'media')
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function valuesOf(options: SynapseOptions): Values {
  const { dir, secrets, serverName, policyUrl } = options
  const home = join(dir, 'synapse')
  const database = new URL(options.databaseUrl)
  const policy = {
    policy_url: policyUrl,
    secret: secrets.policySecret,
    bridge_user: `@${SENDER}:${serverName}`,
    systems_prefix: '@service_',
    service_users: [`@sphere-admin:${serverName}`],
    server_name: serverName,
  }
  return {
    serverName,
    publicBaseUrl: `${options.baseUrl}/`,
    pidFile: join(home, 'homeserver.pid'),
    port: options.port,
    databaseHost: database.hostname,
    databasePort: Number(database.port || 5432),
    databaseUser: decodeURIComponent(database.username),
    databasePassword: decodeURIComponent(database.password),
    databaseName: decodeURIComponent(database.pathname.slice(1)),
    logConfig: join(home, 'log.yaml'),
    logFile: join(dir, 'logs', 'synapse-warnings.log'),
    mediaStore: mediaStoreOf(dir),
    uploadLimit: `${options.uploadLimitMb}M`,
    passwordRounds: options.fast ? 4 : 12,
    signingKey: join(home, 'signing.key'),
    macaroonSecret: secrets.macaroonSecret,
    formSecret: secrets.formSecret,
    registrationSecret: secrets.registrationSecret,
    applicationServices: options.withApplicationService ? [join(home, 'registration.yaml')] : [],
    modules: options.withModule ? [{ module: 'care_circle_policy.CareCirclePolicy', config: policy }] : [],
    pushAddress: new URL(options.pushUrl).hostname,
    apiUrl: options.apiUrl,
    asToken: secrets.asToken,
    hsToken: secrets.hsToken,
    // Anchored, and for this server alone.
    everybody: `^@.*:${escaped(serverName)}$`,
  }
}

/** Writes what Synapse reads under `<dir>/synapse`: all of it holds secrets or names where they are. */
export function writeSynapseFiles(options: SynapseOptions): void {
  const home = join(options.dir, 'synapse')
  for (const path of [home, mediaStoreOf(options.dir), join(options.dir, 'logs')]) mkdirSync(path, { recursive: true, mode: 0o700 })
  const values = valuesOf(options)
  for (const file of ['homeserver.yaml', 'registration.yaml', 'log.yaml']) writePrivateFile(join(home, file), render(file, values))
  writePrivateFile(join(home, 'signing.key'), `${options.secrets.signingKey}\n`)
}

const inherited = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SSL_CERT_FILE']

/** What every process of the homeserver runs in. */
export function synapseEnvironment(): Record<string, string> {
  const env = Object.fromEntries(inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))
  return {
    ...env,
    PYTHONPATH: [join(synapseConfig, 'module'), process.env['PYTHONPATH'] ?? ''].filter((path) => path !== '').join(delimiter),
    // Its compiled files would land beside the sources of the module.
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
  }
}

/** The homeserver, on a loopback port: its files are written, it is yet to be started. Ready when it answers. */
export function prepareSynapse(options: SynapseOptions): RunningProcess {
  writeSynapseFiles(options)
  const home = join(options.dir, 'synapse')
  const files = [join(home, 'homeserver.yaml'), ...(options.sharedConfig === undefined ? [] : [options.sharedConfig])]
  return supervise({
    name: 'synapse',
    label: 'Synapse',
    command: synapsePython,
    args: ['-m', 'synapse.app.homeserver', ...files.flatMap((file) => ['-c', file])],
    env: synapseEnvironment(),
    cwd: home,
    dir: options.dir,
    stopSignal: 'SIGTERM',
    isReady: () => answers(`http://127.0.0.1:${options.port}/health`),
    // The first start makes some three hundred tables, on a machine that may be busy.
    patience: 180_000,
    say: options.say,
  })
}
