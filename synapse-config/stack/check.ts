import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { duration } from './narrate.ts'
import { nodeModules, repository } from './paths.ts'
import { run } from './run.ts'

const PROJECTS = [
  'tsconfig.json',
  'policies/tsconfig.json',
  'bridge/src/core/tsconfig.json',
  'bridge/tsconfig.json',
  'web/tsconfig.json',
  'synapse-config/tsconfig.json',
]

interface Step {
  name: string
  args: string[]
}

const bin = (packageName: string, file: string) => join(nodeModules, packageName, 'bin', file)

function steps(fix: boolean): Step[] {
  const types = PROJECTS.filter((project) => existsSync(join(repository, project))).map((project) => ({
    name: `Types : ${project.replace('/tsconfig.json', '')}`,
    args: [bin('typescript', 'tsc'), '--noEmit', '-p', project],
  }))
  const lint = { name: 'Lint', args: [bin('oxlint', 'oxlint'), '--type-aware', '--deny-warnings', ...(fix ? ['--fix'] : [])] }
  const format = { name: 'Format', args: [bin('oxfmt', 'oxfmt'), fix ? '--write' : '--check'] }
  return [...types, lint, format]
}

let failures = 0
for (const { name, args } of steps(process.argv.includes('--fix'))) {
  const since = Date.now()
  const { code, output, error } = await run(process.execPath, args, { cwd: repository })
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${duration(Date.now() - since)})`)
  if (code === 0) continue
  failures += 1
  console.log(error?.message ?? output.trimEnd())
}
process.exitCode = failures === 0 ? 0 : 1
