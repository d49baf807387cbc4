import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { installProgram } from './find-program.ts'
import { freePort } from './ports.ts'
import { writePrivateFile } from './private-file.ts'
import { type RunningProcess, supervise } from './processes.ts'
import { render } from './render.ts'
import { type SynapseOptions, synapseEnvironment } from './synapse.ts'
import { synapsePython } from './install-synapse.ts'
import { answers } from './wait-for.ts'

/** Processes of the homeserver beside the main one: those that answer clients, and those that write events. */
export interface WorkerNames {
  readonly client: readonly string[]
  readonly persisters: readonly string[]
}
export interface Workers {
  /** Where each worker answers, by name. */
  readonly urls: Readonly<Record<string, string>>
  /** Given to every process of the homeserver, after homeserver.yaml. */
  readonly config: string
  readonly processes: Readonly<Record<string, RunningProcess>>
  readonly redis: RunningProcess
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })

/** Writes what workers read, under `<dir>/synapse`; nothing is started yet. Redis first, then the main process, then they. */
export async function prepareWorkers(options: SynapseOptions, names: WorkerNames): Promise<Workers> {
  const home = join(options.dir, 'synapse')
  for (const path of [home, join(options.dir, 'logs')]) mkdirSync(path, { recursive: true, mode: 0o700 })
  const all = [...names.client, ...names.persisters]
  const ports = Object.fromEntries(await Promise.all(all.map(async (name) => [name, await freePort()] as const)))
  const [replicationPort, redisPort] = [await freePort(), await freePort()]
  const at = (port: number) => ({ host: '127.0.0.1', port })
  const instanceMap = { main: at(replicationPort), ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, at(port)])) }
  const { replicationSecret } = options.secrets
  const eventPersisters = names.persisters.length > 0 ? names.persisters : ['master']
  const config = join(home, 'workers.yaml')
  const shared = { port: options.port, replicationPort, redisPort, replicationSecret, instanceMap, eventPersisters }
  writePrivateFile(config, render('workers.yaml', shared))
  const processes = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, prepareWorker(options, config, name, port)]))
  const urls = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, `http://127.0.0.1:${port}`]))
  return { urls, config, processes, redis: await prepareRedis(options, redisPort) }
}

function prepareWorker(options: SynapseOptions, config: string, name: string, port: number): RunningProcess {
  const home = join(options.dir, 'synapse')
  const [own, workerLogConfig] = [join(home, `${name}.yaml`), join(home, `${name}-log.yaml`)]
  writePrivateFile(workerLogConfig, render('log.yaml', { logFile: join(options.dir, 'logs', `${name}-warnings.log`) }))
  writePrivateFile(
    own,
    render('worker.yaml', { workerName: name, workerPort: port, workerLogConfig, workerPidFile: join(home, `${name}.pid`) }),
  )
  return supervise({
    name,
    label: `Le processus ${name} de Synapse`,
    command: synapsePython,
    args: ['-m', 'synapse.app.generic_worker', ...[join(home, 'homeserver.yaml'), config, own].flatMap((file) => ['-c', file])],
    env: synapseEnvironment(),
    cwd: home,
    dir: options.dir,
    stopSignal: 'SIGTERM',
    isReady: () => answers(`http://127.0.0.1:${port}/health`),
    patience: 60_000,
    say: options.say,
  })
}

/** Carries word from one process of the homeserver to the others; nothing is kept in it. */
async function prepareRedis({ dir, secrets, say }: SynapseOptions, port: number): Promise<RunningProcess> {
  const file = join(dir, 'synapse', 'redis.conf')
  writePrivateFile(
    file,
    `bind 127.0.0.1\nport ${port}\nrequirepass ${secrets.replicationSecret}\nsave ""\nappendonly no\ndaemonize no\nlogfile ""\n`,
  )
  return supervise({
    name: 'redis',
    label: 'Redis',
    command: await installProgram('redis-server'),
    args: [file],
    env: {},
    cwd: join(dir, 'synapse'),
    dir,
    stopSignal: 'SIGTERM',
    isReady: () => accepts(port),
    patience: 30_000,
    say,
  })
}
