import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Narrator } from './narrate.ts'
import { synapseConfig, synapseVenv } from './paths.ts'
import { Problem } from './problem.ts'
import { lastLines, run } from './run.ts'

const lockFile = join(synapseConfig, 'requirements.lock')
const marker = join(synapseVenv, 'installed-lock')
const OLDEST = 10
const NEWEST = 14

export const synapsePython = join(synapseVenv, 'bin', 'python')

interface Python {
  command: string
  minor: number
  hasEnsurepip: boolean
  hasPip: boolean
}

async function askPython(command: string): Promise<Python | undefined> {
  const question =
    'import sys, importlib.util as u; print(sys.version_info[0], sys.version_info[1], *(int(u.find_spec(m) is not None) for m in ("venv", "ensurepip", "pip")))'
  const { code, stdout } = await run(command, ['-c', question])
  const [major, minor = 0, venv, ensurepip, pip] = stdout.trim().split(' ').map(Number)
  if (code !== 0 || major !== 3 || venv !== 1) return undefined
  return { command, minor, hasEnsurepip: ensurepip === 1, hasPip: pip === 1 }
}

/** 3.11 first: the lock file was made with it. */
async function findPython(): Promise<Python> {
  const named = process.env['PYTHON']
  const candidates = named === undefined ? ['python3.11', 'python3', 'python3.12', 'python3.13', 'python3.14', 'python3.10'] : [named]
  for (const candidate of candidates) {
    const python = await askPython(candidate)
    if (python !== undefined && python.minor >= OLDEST && python.minor <= NEWEST) return python
  }
  throw new Problem(
    `Python 3.${OLDEST} à 3.${NEWEST} avec son module venv est introuvable : sur Debian, « apt install python3 python3-venv » ; ailleurs, indiquez-le par la variable PYTHON.`,
  )
}

function whyPipFailed(output: string): Problem {
  const detail = lastLines(output)
  if (/No space left on device|Errno 28/.test(output)) {
    return new Problem('Le disque est plein : libérez de la place puis recommencez.', detail)
  }
  if (/DO NOT MATCH THE HASHES/i.test(output)) {
    return new Problem('Un paquet reçu de PyPI ne correspond pas à son empreinte : il a été refusé.', detail)
  }
  if (
    /NewConnectionError|name resolution|ConnectionError|ConnectTimeout|ReadTimeout|unreachable|ProxyError|SSLError|Connection refused/i.test(
      output,
    )
  ) {
    return new Problem('PyPI est injoignable : vérifiez la connexion (ou le mandataire) puis recommencez.', detail)
  }
  return new Problem("L'installation de Synapse par pip a échoué.", detail)
}

/** Debian splits ensurepip off: the system's own pip can then fill an environment that has none. */
async function makeVenv(python: Python): Promise<[string, string[]]> {
  if (!python.hasEnsurepip && !python.hasPip) {
    throw new Problem('Il manque à Python son module ensurepip : installez-le par « apt install python3-venv ».')
  }
  const made = await run(python.command, ['-m', 'venv', ...(python.hasEnsurepip ? [] : ['--without-pip']), synapseVenv])
  if (made.code !== 0) throw new Problem("L'environnement Python de Synapse n'a pas pu être créé.", lastLines(made.output))
  return python.hasEnsurepip ? [synapsePython, ['-m', 'pip']] : [python.command, ['-m', 'pip', '--python', synapsePython]]
}

async function isCurrent(hash: string): Promise<boolean> {
  if (!existsSync(marker)) return false
  // The system's Python may have been upgraded under the environment: its version is part of the mark.
  const { code, stdout } = await run(synapsePython, ['-V'])
  return code === 0 && readFileSync(marker, 'utf8') === `${hash} ${stdout.trim()}`
}

/** Synapse, pinned with the hash of every package, in an environment of its own. Does nothing when it is already the right one. */
export async function installSynapse(narrator: Narrator): Promise<void> {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  if (await isCurrent(hash)) return
  await narrator.step('Installation de Synapse depuis PyPI', 'Synapse installé', async () => {
    const python = await findPython()
    rmSync(synapseVenv, { recursive: true, force: true })
    mkdirSync(dirname(synapseVenv), { recursive: true })
    const [command, pip] = await makeVenv(python)
    // Wheels only: a package that would need a compiler must fail here and not half an hour later.
    const options = ['--require-hashes', '--only-binary', ':all:', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off']
    const installed = await run(command, [...pip, 'install', ...options, '-r', lockFile])
    if (installed.code !== 0) throw whyPipFailed(installed.output)
    const { stdout } = await run(synapsePython, ['-V'])
    // Last: an environment without this mark is made anew.
    writeFileSync(marker, `${hash} ${stdout.trim()}`)
  })
}
