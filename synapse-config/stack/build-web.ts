import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compressPages } from './compress-pages.ts'
import type { Narrator } from './narrate.ts'
import { nodeModules, repository } from './paths.ts'
import { Problem } from './problem.ts'
import { lastLines, run } from './run.ts'

const web = join(repository, 'web')
const marker = join(web, 'dist', '.built-from')
const SOURCES = [
  'web/src/**',
  'web/public/**',
  'web/*.html',
  'web/vite.config.ts',
  'web/package.json',
  'bridge/src/contract.ts',
  'bridge/src/contract/**',
  'policies/src/**',
  'package-lock.json',
  'synapse-config/stack/*-{web,pages}.ts',
]

function hashOfSources(): string {
  const hash = createHash('sha256')
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: repository })).toSorted()
  for (const file of files) {
    const path = join(repository, file)
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

/** The pages, made again only when what they are made of changed. */
export async function buildWeb(narrator: Narrator): Promise<void> {
  const hash = hashOfSources()
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return
  await narrator.step('Pages web', 'Pages web construites', async () => {
    const vite = join(nodeModules, 'vite', 'bin', 'vite.js')
    const { code, output } = await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: web,
      env: { ...process.env, NODE_ENV: 'production' },
    })
    if (code !== 0) throw new Problem("Les pages web n'ont pas pu être construites.", lastLines(output))
    await compressPages(join(web, 'dist'))
    writeFileSync(marker, hash)
  })
}
