import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isCode, Problem } from './problem.ts'
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts'

interface Holder extends ProcessIdentity {
  url: string
}

function readHolder(path: string): Holder | undefined {
  try {
    const { pid, startTime, url } = JSON.parse(readFileSync(path, 'utf8')) as Holder
    return { pid: Number(pid), startTime: String(startTime), url: String(url) }
  } catch {
    return undefined
  }
}

function tryToTake(path: string, url: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, JSON.stringify({ ...identityOf(process.pid), url } satisfies Holder))
    closeSync(file)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

/**
 * One start at a time in a clone. The lock of a process that is gone is ignored; one that is leaving (its launcher was
 * killed, or Ctrl-C) gets a few seconds. Returns what gives the lock back.
 */
export async function takeStartLock(path: string, url: string, patience = 3_000): Promise<() => void> {
  mkdirSync(dirname(path), { recursive: true })
  const deadline = Date.now() + patience
  while (!tryToTake(path, url)) {
    const holder = readHolder(path)
    if (holder !== undefined && isAlive(holder)) {
      if (Date.now() > deadline) {
        throw new Problem(
          `La messagerie tourne déjà depuis ce dossier (processus ${holder.pid}) : ${holder.url} — Ctrl-C dans son terminal l'arrête.`,
        )
      }
      await pause(100)
      continue
    }
    // An empty lock may be one that is being written: look again once before it counts as stale.
    if (holder === undefined) await pause(100)
    const stale = `${path}.${process.pid}.stale`
    try {
      if (readHolder(path) === undefined || !isAlive(readHolder(path) as Holder)) renameSync(path, stale)
      rmSync(stale, { force: true })
    } catch (error) {
      if (!isCode(error, 'ENOENT')) throw error
    }
  }
  return () => {
    if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true })
  }
}
