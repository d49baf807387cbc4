import { join } from 'node:path'
import { type DemoFile, seedDemo } from '../demo/seed.ts'
import { buildWeb } from './build-web.ts'
import { readDemoFile, tableOfAccounts, writeDemoFile } from './demo-file.ts'
import { onLauncherGone } from './launcher.ts'
import { type MailCatcher, startMailCatcher } from './mail-catcher.ts'
import { duration, narrateTo } from './narrate.ts'
import { localDir } from './paths.ts'
import { checkPublicPort } from './ports.ts'
import { asProblem, Problem } from './problem.ts'
import { reset } from './reset.ts'
import { type Stack, startStack } from './stack.ts'
import { readStartArguments, type StartArguments, USAGE } from './start-arguments.ts'
import { takeStartLock } from './start-lock.ts'

const narrator = narrateTo(process.stdout)
const demoPath = join(localDir, 'demo.json')
let stack: Stack | undefined
let mails: MailCatcher | undefined
let unlock = () => {}
let stopping: number | undefined
const givingUp = new AbortController()

async function stop(code: number): Promise<never> {
  const since = Date.now()
  await stack?.stop()
  await mails?.stop()
  unlock()
  if (stopping !== undefined) narrator.line(`✓ Tout est arrêté (${duration(Date.now() - since)})`)
  process.exit(code)
}

/** One Ctrl-C arrives several times (from the terminal, from npm, from the script above): within a second they are one. */
function onSignal(): void {
  const now = Date.now()
  if (stopping === undefined) {
    stopping = now
    narrator.line('\nArrêt… (Ctrl-C encore une fois pour forcer)')
    // While it still starts, giving up stops what was started; the end of `start` then comes by itself.
    givingUp.abort()
    if (stack !== undefined) void stop(0)
    return
  }
  if (now - stopping < 1_000) return
  for (const running of Object.values(stack?.processes ?? {})) running.kill('SIGKILL')
  unlock()
  process.exit(130)
}

async function apiKeyFor(running: Stack, previous: DemoFile | undefined): Promise<string> {
  if (previous !== undefined) {
    const answer = await fetch(`${running.baseUrl}/api/v1/people?limit=1`, { headers: { authorization: `Bearer ${previous.apiKey}` } })
    await answer.body?.cancel()
    if (answer.ok) return previous.apiKey
  }
  return running.createKey('Portail SPHERE (démonstration)', ['*'])
}

async function seed(running: Stack, demo: boolean): Promise<DemoFile> {
  const previous = readDemoFile(demoPath)
  const apiKey = await apiKeyFor(running, previous)
  const base = { baseUrl: running.baseUrl, apiKey }
  const mailCatcher = mails?.pageUrl
  // Before the seeding too: a start that is cut short keeps its key, and the passwords it gave.
  writeDemoFile(demoPath, { accounts: [], circles: [], ...previous, ...base, mailCatcher })
  const doing = demo ? 'Démonstration' : 'Administrateur'
  const file = await narrator.step(doing, demo ? 'Démonstration en place' : 'Administrateur en place', () =>
    seedDemo({ ...base, demo, ...(previous === undefined ? {} : { previous }), say: (line) => narrator.line(`  ${line}`) }),
  )
  writeDemoFile(demoPath, { ...file, mailCatcher })
  return file
}

function showTheWay({ baseUrl }: Stack, file: DemoFile): void {
  const lines = [
    '',
    `La messagerie est prête : ${baseUrl}`,
    `  Pages              ${baseUrl}/`,
    `  Administration     ${baseUrl}/admin`,
    `  Serveur Matrix     ${baseUrl}   (à indiquer à Element ou à un autre client)`,
    ...(mails === undefined ? [] : [`  E-mails            ${mails.pageUrl}   (aucun ne part : SMTP_URL n'est pas donné)`]),
    `  Clé d'API, comptes ${demoPath}`,
    '',
    ...tableOfAccounts(file),
    '',
    'Ctrl-C arrête tout ; les données restent.',
  ]
  for (const line of lines) narrator.line(line)
}

async function start(wanted: StartArguments): Promise<void> {
  const since = Date.now()
  unlock = await takeStartLock(join(localDir, 'start.lock'), `http://localhost:${wanted.port}`)
  const databaseUrl = process.env['DATABASE_URL'] === '' ? undefined : process.env['DATABASE_URL']
  if (wanted.reset && !(await reset({ dir: localDir, yes: wanted.yes, databaseUrl }))) {
    narrator.line("Rien n'a été effacé.")
    unlock()
    return process.exit(1)
  }
  await checkPublicPort(wanted.port, wanted.host)
  const building = buildWeb(narrator)
  building.catch(() => {})
  const publicUrl = process.env['PUBLIC_URL']?.replace(/\/+$/, '') || undefined
  if (!process.env['SMTP_URL']) mails = await startMailCatcher(join(localDir, 'mail-catcher'))
  stack = await startStack({
    publicUrl,
    dir: localDir,
    publicPort: wanted.port,
    publicHost: wanted.host,
    databaseUrl,
    narrator,
    ...(mails === undefined ? {} : { env: { SMTP_URL: mails.smtpUrl } }),
    signal: givingUp.signal,
  })
  await building
  showTheWay(stack, await seed(stack, wanted.demo))
  narrator.line(`(démarrage : ${duration(Date.now() - since)})`)
}

const wanted = readStartArguments(process.argv.slice(2), process.env)
if (typeof wanted === 'string') {
  process.stderr.write(`${wanted}\n\n${USAGE}\n`)
  process.exit(2)
}
if (wanted.help) {
  process.stdout.write(`${USAGE}\n`)
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
onLauncherGone(onSignal)
// A closed terminal must not stop the stopping.
for (const out of [process.stdout, process.stderr]) out.on('error', () => {})
try {
  await start(wanted)
} catch (thrown) {
  if (stopping !== undefined) {
    // Stopped while seeding: `onSignal` is at it.
    if (stack === undefined) await stop(130)
  } else {
    const error = asProblem(thrown)
    if (error instanceof Problem) process.stderr.write(`\n${error.message}\n${error.detail === '' ? '' : `\n${error.detail}\n`}`)
    else
      process.stderr.write(
        `\nErreur inattendue (c'est un défaut du programme) :\n${error instanceof Error ? error.stack : String(error)}\n`,
      )
    await stop(1)
  }
}
