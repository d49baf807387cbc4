import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { type Databases, databasesOf } from './databases.ts'
import { freePort } from './ports.ts'
import { findPlace, type PostgresPlace } from './postgres-place.ts'
import { Problem } from './problem.ts'
import { type RunningProcess, supervise } from './processes.ts'
import { lastLines, run } from './run.ts'

export interface PostgresOptions {
  dir: string
  password: string
  /** An existing server instead of ours: a URL of somebody who may create databases. */
  adminUrl?: string | undefined
  /** Tests only: nothing survives a power cut. */
  fast?: boolean
  /** Told of the process before it is started, so that a start can be given up. */
  onProcess?: (process: RunningProcess) => void
  say: (line: string) => void
}

export interface Postgres extends Databases {
  /** Undefined when the server is not ours. */
  process: RunningProcess | undefined
  /** What names of databases start with: an existing server may hold several installations. */
  prefix: string
}

async function initialise({ native, data, user }: PostgresPlace, password: string): Promise<void> {
  mkdirSync(dirname(data), { recursive: true })
  // A first start that was cut short leaves a directory that is neither empty nor a cluster.
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { mode: 0o700 })
  const passwordFile = `${data}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user !== undefined) for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid)
  const args = ['-D', data, '-U', 'postgres', '--pwfile', passwordFile, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C']
  const made = await run(join(native, 'bin', 'initdb'), [...args, '--no-instructions', '--no-sync'], {
    cwd: '/',
    env: { LC_ALL: 'C' },
    ...user,
  })
  rmSync(passwordFile, { force: true })
  if (made.code === 0) return
  rmSync(data, { recursive: true, force: true })
  if (/No space left on device/.test(made.output)) {
    throw new Problem(
      'Le disque est plein : PostgreSQL ne peut pas créer ses fichiers. Libérez de la place puis recommencez.',
      lastLines(made.output),
    )
  }
  throw new Problem("PostgreSQL n'a pas pu créer ses fichiers (initdb).", lastLines(made.error?.message ?? made.output))
}

/** A cluster of another major version needs an upgrade that is the operator's to decide. */
async function checkVersion({ native, data, user }: PostgresPlace): Promise<void> {
  const { stdout } = await run(join(native, 'bin', 'postgres'), ['--version'], { cwd: '/', ...user })
  const ours = /(\d+)/.exec(stdout)?.[1]
  const theirs = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (ours === undefined || ours === theirs) return
  throw new Problem(
    `Les données de ${data} sont celles de PostgreSQL ${theirs} et le programme est en version ${ours} : exportez-les avec l'ancienne version, ou effacez-les par « npm start -- --reset ».`,
  )
}

/** After a kill -9 or a power cut its pid may be somebody else's by now, and PostgreSQL would then refuse to start. */
async function clearStaleLock({ data }: PostgresPlace): Promise<void> {
  const lock = join(data, 'postmaster.pid')
  const holder = () => (existsSync(lock) ? readFileSync(lock, 'utf8').split('\n')[0]?.trim() : undefined)
  const isOurs = (pid: string) => {
    const commandLine = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''
    return commandLine.split('\0').includes(data)
  }
  for (let waited = 0; waited < 100; waited += 1) {
    const pid = holder()
    if (pid === undefined) return
    if (!isOurs(pid)) return rmSync(lock, { force: true })
    await pause(100)
  }
  throw new Problem(`Un autre PostgreSQL (processus ${holder()}) utilise déjà les données de ${data} : arrêtez-le puis recommencez.`)
}

async function acceptsConnections(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=128MB',
  'log_timezone=UTC',
  'timezone=UTC',
  'log_statement=none',
]
// The failing statement would carry what people wrote.
const QUIET = ['log_min_error_statement=panic', 'log_error_verbosity=terse', 'log_parameter_max_length=0']
// Not synchronous_commit=off: that one loses commits when the server is killed, and tests do kill it.
const FAST = ['fsync=off', 'full_page_writes=off']

async function startOwn(options: PostgresOptions, place: PostgresPlace): Promise<Postgres> {
  const port = await freePort()
  const adminUrl = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`
  const settings = [...SETTINGS, ...QUIET, ...(options.fast === true ? FAST : [])].flatMap((setting) => ['-c', setting])
  const process = supervise({
    name: 'postgres',
    label: 'PostgreSQL',
    command: join(place.native, 'bin', 'postgres'),
    args: ['-D', place.data, '-p', String(port), ...settings],
    env: { LC_ALL: 'C', TZ: 'UTC' },
    cwd: '/',
    dir: options.dir,
    user: place.user,
    stopSignal: 'SIGINT',
    isReady: () => acceptsConnections(adminUrl),
    patience: 60_000,
    say: options.say,
  })
  options.onProcess?.(process)
  await process.start()
  return { ...databasesOf(adminUrl), process, prefix: '' }
}

/** PostgreSQL on loopback only, its data under `dir` (or where its system user may go), or the server of `adminUrl`. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  if (options.adminUrl !== undefined) {
    if (!URL.canParse(options.adminUrl))
      throw new Problem("DATABASE_URL n'est pas une adresse : postgres://compte:motdepasse@hôte:5432/base")
    const prefix = `${decodeURIComponent(new URL(options.adminUrl).pathname.slice(1)) || 'postgres'}_`
    return { ...databasesOf(options.adminUrl), process: undefined, prefix }
  }
  mkdirSync(options.dir, { recursive: true })
  const place = findPlace(options.dir)
  if (existsSync(join(place.data, 'PG_VERSION')) && existsSync(join(place.data, 'global', 'pg_control'))) {
    await checkVersion(place)
    await clearStaleLock(place)
    if ((statSync(place.data).mode & 0o077) !== 0) chmodSync(place.data, 0o700)
  } else {
    await initialise(place, options.password)
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOwn(options, place)
    } catch (error) {
      const portTaken = error instanceof Problem && /Address already in use|could not bind/i.test(error.detail)
      if (!portTaken || attempt === 3) throw error
    }
  }
}
