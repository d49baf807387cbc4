// The very first script of a fresh clone: plain JavaScript for Node 20 and on, with nothing installed. It installs the
// packages when the lock file changed, then hands over to the Node 24 that came with them, which runs TypeScript as it is.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const modules = join(root, 'node_modules')
const marker = join(modules, '.installed-lock')
const lockFile = join(root, 'package-lock.json')
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1).replace('.', ',')} s`
const node24 = () => {
  const pinned = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(pinned)) return pinned
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined
}

function fail(sentence, detail = '') {
  process.stderr.write(`${sentence}\n${detail === '' ? '' : `\n${detail.trimEnd()}\n`}`)
  process.exit(1)
}

/** What npm itself noted about its last finished installation: spares a second one to those who just ran npm by hand. */
function sameAsInstalled(lockText) {
  const noted = join(modules, '.package-lock.json')
  if (!existsSync(noted)) return false
  const installed = JSON.parse(readFileSync(noted, 'utf8')).packages
  return Object.entries(JSON.parse(lockText).packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') || wanted.link === true) return true
    const found = installed[path]
    return found === undefined ? wanted.optional === true : found.version === wanted.version
  })
}

function runNpm() {
  const npm = process.env.npm_execpath
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
  // Without npm's own variables: its notices about engines are noise here, Node 24 is among what it installs.
  const options = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, npm_config_loglevel: 'error' } }
  const child = npm?.endsWith('.js') ? spawn(process.execPath, [npm, ...args], options) : spawn('npm', args, options)
  return new Promise((resolve) => {
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('error', (error) => resolve({ code: 1, output: String(error), missing: error.code === 'ENOENT' }))
    child.on('close', (code) => resolve({ code: code ?? 1, output, missing: false }))
  })
}

function whyNpmFailed({ output, missing }) {
  if (missing) return 'npm est introuvable : installez Node.js 20 ou plus récent avec npm.'
  if (/ENOSPC|no space left/i.test(output)) return 'Le disque est plein : libérez de la place puis recommencez.'
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i.test(output)) {
    return 'Le registre npm est injoignable : vérifiez la connexion (ou le mandataire) puis recommencez.'
  }
  if (/EACCES|EPERM/.test(output)) return "npm n'a pas le droit d'écrire dans ce dossier : vérifiez à qui il appartient."
  return "L'installation des paquets a échoué. Fin de la sortie de npm :"
}

/** npm says what is wrong first, then how it is used: both ends are worth reading. */
function excerpt(output) {
  const lines = output.split('\n').filter((line) => !line.includes('EBADENGINE'))
  return lines.length <= 24 ? lines.join('\n') : [...lines.slice(0, 12), '…', ...lines.slice(-12)].join('\n')
}

async function install() {
  const lockText = readFileSync(lockFile, 'utf8')
  const hash = createHash('sha256').update(lockText).digest('hex')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return
  if (!sameAsInstalled(lockText)) {
    const since = Date.now()
    console.log('Installation des paquets npm (une à deux minutes la première fois)…')
    const every = process.stdout.isTTY ? 1_000 : 10_000
    const sign = setInterval(() => process.stdout.write(process.stdout.isTTY ? '.' : `… npm travaille (${seconds(since)})\n`), every)
    const result = await runNpm()
    clearInterval(sign)
    if (process.stdout.isTTY) process.stdout.write('\r\u001b[2K')
    if (result.code !== 0) fail(whyNpmFailed(result), excerpt(result.output))
    console.log(`✓ Paquets installés (${seconds(since)})`)
  }
  mkdirSync(modules, { recursive: true })
  writeFileSync(marker, hash)
}

/** Only Debian's own copy: it makes Node 24 receive SIGTERM when this process is killed without a chance to say so. */
function lastWill(command, args) {
  const setpriv = '/usr/bin/setpriv'
  return existsSync(setpriv) ? [setpriv, ['--pdeathsig', 'TERM', '--', command, ...args]] : [command, args]
}

function handOver(node, [script, ...args]) {
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` }
  const quiet = ['--disable-warning=ExperimentalWarning']
  const child = spawn(...lastWill(node, [...quiet, join(root, script), ...args]), { stdio: 'inherit', env })
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`Node 24 n'a pas pu démarrer : ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]))
}

const wanted = process.argv.slice(2)
if (wanted.length === 0) fail('Usage : node with-node-24.mjs <script.ts> [arguments]')
try {
  await install()
} catch (error) {
  fail(
    error.code === 'ENOSPC' ? 'Le disque est plein : libérez de la place puis recommencez.' : `Installation impossible : ${error.message}`,
  )
}
const node = node24()
if (node === undefined) {
  fail(
    `Node 24 n'existe pas en paquet pour ce système (${process.platform}-${process.arch}) : installez Node 24 vous-même, puis recommencez.`,
  )
}
handOver(node, wanted)
