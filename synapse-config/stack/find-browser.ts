import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Problem } from './problem.ts'
import { lastLines, run } from './run.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The browser that the tests drive: CHROMIUM_PATH, or the first of the usual names on the PATH. */
export function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') return isExecutable(named) ? named : undefined
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

/** Debian's own package, when we may install it; otherwise a sentence that says how to. */
export async function installBrowser(): Promise<string> {
  const already = findBrowser()
  if (already !== undefined) return already
  const apt = '/usr/bin/apt-get'
  if (process.getuid?.() !== 0 || !existsSync(apt)) {
    throw new Problem('Chromium est introuvable : installez-le (« sudo apt install chromium ») ou indiquez-le par CHROMIUM_PATH.')
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const updated = await run(apt, ['-qq', 'update'], { env })
  const installed = await run(apt, ['-qq', 'install', '-y', '--no-install-recommends', 'chromium'], { env })
  const found = findBrowser()
  if (installed.code === 0 && found !== undefined) return found
  throw new Problem("Chromium n'a pas pu être installé par apt-get.", lastLines(`${updated.output}\n${installed.output}`))
}
