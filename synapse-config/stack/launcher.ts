import { readFileSync } from 'node:fs'
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts'

function parentOf(pid: number): { pid: number; name: string } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const parent = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1])
    if (!(parent > 1)) return undefined
    return { pid: parent, name: readFileSync(`/proc/${parent}/comm`, 'utf8').trim() }
  } catch {
    return undefined
  }
}

/** The process that handed over to us, and npm above it when npm was asked: nobody else. */
function launchers(): ProcessIdentity[] {
  const chain: ProcessIdentity[] = []
  let parent = parentOf(process.pid)
  if (parent === undefined) return []
  chain.push(identityOf(parent.pid))
  if (process.env['npm_lifecycle_event'] === undefined) return chain
  for (let above = 0; above < 3 && parent !== undefined; above += 1) {
    parent = parentOf(parent.pid)
    if (parent === undefined) break
    chain.push(identityOf(parent.pid))
    if (parent.name.startsWith('npm')) return chain
  }
  return chain.slice(0, 1)
}

/** Calls back once when what launched us is gone (kill -9, a closed terminal): nobody could stop us any more. */
export function onLauncherGone(gone: () => void): void {
  const chain = launchers()
  const timer = setInterval(() => {
    if (chain.every(isAlive)) return
    clearInterval(timer)
    gone()
  }, 500)
  timer.unref()
}
