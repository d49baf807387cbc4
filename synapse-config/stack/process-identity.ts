import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A process id comes back after a reboot or a long day; together with the kernel's start time it never does. */
export interface ProcessIdentity {
  pid: number
  startTime: string
}

/** Field 22 of /proc/<pid>/stat, in clock ticks since boot; undefined when there is no such process (a zombie is none). */
export function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name (field 2) is in parentheses and may hold spaces: count from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

export const identityOf = (pid: number): ProcessIdentity => ({ pid, startTime: startTimeOf(pid) ?? 'gone' })
export const isAlive = ({ pid, startTime }: ProcessIdentity): boolean => startTimeOf(pid) === startTime

/** The stopped one leaves at its own pace for `patience` milliseconds, then is killed. */
export async function endProcess(identity: ProcessIdentity, signal: NodeJS.Signals, patience = 10_000): Promise<void> {
  const send = (name: NodeJS.Signals) => {
    try {
      if (isAlive(identity)) process.kill(identity.pid, name)
    } catch {
      // Gone between the question and the signal.
    }
  }
  send(signal)
  const deadline = Date.now() + patience
  while (isAlive(identity) && Date.now() < deadline) await pause(50)
  if (!isAlive(identity)) return
  send('SIGKILL')
  while (isAlive(identity)) await pause(50)
}

const fileOf = (runDir: string, name: string) => join(runDir, `${name}.pid`)

export function notePid(runDir: string, name: string, pid: number, stopSignal: NodeJS.Signals): void {
  writeFileSync(fileOf(runDir, name), JSON.stringify({ ...identityOf(pid), stopSignal }), { mode: 0o600 })
}

export const forgetPid = (runDir: string, name: string): void => rmSync(fileOf(runDir, name), { force: true })

function readNote(path: string): (ProcessIdentity & { stopSignal: NodeJS.Signals }) | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof note !== 'object' || note === null || !('pid' in note) || !('startTime' in note)) return undefined
    const stopSignal = 'stopSignal' in note && note.stopSignal === 'SIGINT' ? 'SIGINT' : 'SIGTERM'
    return { pid: Number(note.pid), startTime: String(note.startTime), stopSignal }
  } catch {
    // Cut short by a crash: it names nobody.
    return undefined
  }
}

/** Ends what a previous run left alive in this directory, and only that. The database goes last, as the others write to it. */
export async function endLeftovers(runDir: string): Promise<void> {
  if (!existsSync(runDir)) return
  const files = readdirSync(runDir)
    .filter((file) => file.endsWith('.pid'))
    .map((file) => join(runDir, file))
  const end = async (file: string) => {
    const note = readNote(file)
    if (note !== undefined) await endProcess(note, note.stopSignal)
    rmSync(file, { force: true })
  }
  const isDatabase = (file: string) => basename(file) === 'postgres.pid'
  await Promise.all(files.filter((file) => !isDatabase(file)).map(end))
  await Promise.all(files.filter(isDatabase).map(end))
}
