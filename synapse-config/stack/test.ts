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
function countOf(reportFile: string, code: number): { passed: number; failed: number } {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1 }
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
  const { numPassedTests: passed, numFailedTests: failed } = report
  return { passed, failed: code !== 0 && failed === 0 ? Math.max(1, report.numFailedTestSuites) : failed }
}

const folder = mkdtempSync(join(tmpdir(), 'care-circle-test-'))
const reportFile = join(folder, 'report.json')
let code = 1
try {
  process.env['CHROMIUM_PATH'] = await installBrowser()
  code = await runVitest(reportFile, process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Problem ? `${error.message}\n${error.detail}` : error)
}
const { passed, failed } = countOf(reportFile, code)
rmSync(folder, { recursive: true, force: true })
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = code === 0 && failed > 0 ? 1 : code
