import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, fstatSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { withLastWill } from './last-will.ts'
import { openLog, tailOf } from './log-file.ts'
import { isCode, Problem } from './problem.ts'
import { endProcess, forgetPid, identityOf, notePid, type ProcessIdentity } from './process-identity.ts'
import { until } from './wait-for.ts'

export interface ProcessSpec {
  /** Names the pid file and the log. */
  name: string
  /** How people call it in a sentence. */
  label: string
  command: string
  args: string[]
  /** The whole environment of the child: nothing of ours leaks into it by accident. */
  env: Record<string, string>
  cwd: string
  /** The directory of the stack, with `run/` and `logs/` in it. */
  dir: string
  user?: { uid: number; gid: number } | undefined
  stopSignal: 'SIGTERM' | 'SIGINT'
  isReady: () => Promise<boolean>
  /** Milliseconds until a first start counts as failed. */
  patience: number
  say: (line: string) => void
}

export interface RunningProcess {
  pid(): number | undefined
  /** A signal and nothing more: the supervisor then sees it die, and restarts it. */
  kill(signal: NodeJS.Signals): void
  /** Gracefully, then with force after ten seconds. It stays down. */
  stop(): Promise<void>
  /** Resolves when it is ready; rejects with a Problem when it ends or does not get ready. */
  start(): Promise<void>
  restart(): Promise<void>
}

const BACK_OFF = { first: 500, last: 10_000, calm: 60_000 }

/** Starts a child and keeps it running: one that dies by itself is started again, later each time. */
export function supervise(spec: ProcessSpec): RunningProcess {
  const runDir = join(spec.dir, 'run')
  const logFile = join(spec.dir, 'logs', `${spec.name}.log`)
  let wanted = false
  let child: ChildProcess | undefined
  let identity: ProcessIdentity | undefined
  let delay = BACK_OFF.first
  let logStart = 0

  function launch(): ChildProcess {
    for (const dir of [runDir, join(spec.dir, 'logs')]) mkdirSync(dir, { recursive: true })
    const log = openLog(logFile)
    logStart = fstatSync(log).size
    const [command, args] = withLastWill(spec.stopSignal, spec.command, spec.args)
    // A group of its own: Ctrl-C reaches the launcher alone, which stops the parts in order.
    const started = spawn(command, args, { cwd: spec.cwd, env: spec.env, stdio: ['ignore', log, log], detached: true, ...spec.user })
    closeSync(log)
    const since = Date.now()
    if (started.pid !== undefined) {
      identity = identityOf(started.pid)
      notePid(runDir, spec.name, started.pid, spec.stopSignal)
    }
    started.once('exit', (code, signal) => ended(started, since, signal ?? `code ${code}`))
    // Without a listener a failed spawn would end this process; start() sees that there is no pid.
    started.on('error', () => {})
    child = started
    return started
  }

  function ended(which: ChildProcess, since: number, how: string): void {
    if (child !== which) return
    child = undefined
    forgetPid(runDir, spec.name)
    if (!wanted) return
    if (Date.now() - since > BACK_OFF.calm) delay = BACK_OFF.first
    spec.say(`! ${spec.label} s'est arrêté (${how}) ; redémarrage dans ${delay / 1000} s`.replace('.', ','))
    const wait = delay
    delay = Math.min(delay * 2, BACK_OFF.last)
    setTimeout(() => void (wanted && child === undefined && launch()), wait)
  }

  async function ready(started: ChildProcess): Promise<void> {
    const gaveUp = new AbortController()
    const failed = (sentence: string) => gaveUp.abort(new Problem(sentence, tailOf(logFile, logStart)))
    const timer = setTimeout(() => failed(`${spec.label} ne répond pas après ${spec.patience / 1000} s.`), spec.patience)
    const onExit = (code: number | null, signal: string | null) => {
      failed(`${spec.label} s'est arrêté au démarrage (${signal ?? `code ${code}`}).`)
    }
    started.once('exit', onExit)
    started.once('error', (error) =>
      failed(isCode(error, 'ENOENT') ? `${spec.label} : ${spec.command} est introuvable.` : `${spec.label} : ${error.message}`),
    )
    try {
      await until(spec.isReady, gaveUp.signal)
      // Somebody else may be answering on that port while ours is already gone.
      gaveUp.signal.throwIfAborted()
    } finally {
      clearTimeout(timer)
      started.off('exit', onExit)
    }
  }

  const running: RunningProcess = {
    pid: () => child?.pid,
    kill: (signal) => void child?.kill(signal),
    async start() {
      if (child !== undefined) return
      // Not supervised until it is ready: a part that cannot start must say why instead of trying for ever.
      const started = launch()
      try {
        await ready(started)
      } catch (error) {
        await running.stop()
        throw error
      }
      delay = BACK_OFF.first
      wanted = true
    },
    async stop() {
      wanted = false
      if (child === undefined || identity === undefined) return
      const leaving = child
      await endProcess(identity, spec.stopSignal)
      // Node tells about the exit a moment later than the kernel.
      while (child === leaving && leaving.exitCode === null && leaving.signalCode === null) await pause(10)
      forgetPid(runDir, spec.name)
      child = undefined
    },
    async restart() {
      await running.stop()
      await running.start()
    },
  }
  return running
}
