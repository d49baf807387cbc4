import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Problem } from './problem.ts'
import { lastLines, run } from './run.ts'

/** What an installation may have beside Node and Python: each with the package of Debian that brings it. */
const PACKAGES = { nginx: 'nginx-light', caddy: 'caddy', 'redis-server': 'redis-server' } as const
export type Program = keyof typeof PACKAGES

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function findProgram(name: Program): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable)
}

const APT = '/usr/bin/apt-get'
let waiting: Promise<unknown> = Promise.resolve()

/** The program's path; Debian's own package is installed when we may, otherwise a sentence says how to. */
export function installProgram(name: Program): Promise<string> {
  // apt-get serves one at a time.
  const installing = waiting.then(() => install(name))
  waiting = installing.catch(() => {})
  return installing
}

async function install(name: Program): Promise<string> {
  const already = findProgram(name)
  if (already !== undefined) return already
  const wanted = PACKAGES[name]
  if (process.getuid?.() !== 0 || !existsSync(APT)) {
    throw new Problem(`${name} est introuvable : installez-le (« sudo apt install ${wanted} »).`)
  }
  // Installed, not started: Debian would start a service on its usual port.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const lock = ['-o', 'DPkg::Lock::Timeout=120', '-qq']
  const updated = await run(APT, [...lock, 'update'], { env })
  const installed = await run(APT, [...lock, 'install', '-y', '--no-install-recommends', wanted], { env })
  const found = findProgram(name)
  if (installed.code === 0 && found !== undefined) return found
  throw new Problem(`${name} n'a pas pu être installé par apt-get.`, lastLines(`${updated.output}\n${installed.output}`))
}
