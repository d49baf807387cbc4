import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installBrowser } from './find-browser.ts'
import { withLastWill } from './last-will.ts'
import { nodeModules, repository } from './paths.ts'
import { Problem } from './problem.ts'

interface Report {
  numPassedTests: number
  numFailedTests: number
  numFailedTestSuites: number
  testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[]
}
interface Outcome {
  passed: number
  failed: number
  /** The failed tests by their files; empty when something other than a test failed. */
  failures: Map<string, string[]>
}

function runVitest(reportFile: string, args: string[]): Promise<number> {
  const vitest = join(nodeModules, 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const [command, commandArgs] = withLastWill('SIGTERM', process.execPath, [vitest, 'run', ...reporters, ...args])
  const child = spawn(command, commandArgs, { cwd: repository, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** A file that cannot even be loaded holds no failed test, and a crash leaves no report: both count as one failure at least. */
function outcomeOf(reportFile: string, code: number): Outcome {
  const failures = new Map<string, string[]>()
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, failures }
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
  const { numPassedTests: passed, numFailedTests: failed } = report
  if (code !== 0 && failed === 0) return { passed, failed: Math.max(1, report.numFailedTestSuites), failures }
  for (const { name, assertionResults } of report.testResults) {
    const names = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
    if (names.length > 0) failures.set(name, names)
  }
  return { passed, failed, failures }
}

async function run(args: string[]): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'care-circle-test-'))
  try {
    const reportFile = join(folder, 'report.json')
    return outcomeOf(reportFile, await runVitest(reportFile, args))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Browsers beside two other files on two cores sometimes get no time for a minute: a few tests of pages that failed are tried once more,
 * nothing else beside them, and named. Everything else decides at once: an order or a race that failed has shown something.
 */
const PAGES = join(repository, 'web', 'test')
const FEW = 4
async function againAlone(first: Outcome): Promise<Outcome> {
  const files = [...first.failures.keys()]
  const total = [...first.failures.values()].flat()
  const isWorthIt =
    total.length > 0 && total.length === first.failed && total.length <= FEW && files.every((file) => file.startsWith(PAGES))
  if (!isWorthIt) return first
  process.stdout.write(`\nEssayés encore une fois, seuls :\n${total.map((name) => `  ${name}\n`).join('')}\n`)
  const second = await run(files)
  const still = second.failed
  return { ...second, passed: first.passed + Math.max(0, total.length - still), failed: still }
}

let outcome: Outcome = { passed: 0, failed: 1, failures: new Map() }
try {
  process.env['CHROMIUM_PATH'] = await installBrowser()
  const args = process.argv.slice(2)
  outcome = await run(args)
  // Whoever names files looks at each failure.
  if (args.length === 0) outcome = await againAlone(outcome)
} catch (error) {
  console.error(error instanceof Problem ? `${error.message}\n${error.detail}` : error)
}
process.stdout.write(`${outcome.passed} passed, ${outcome.failed} failed\n`)
process.exitCode = outcome.failed > 0 ? 1 : 0
