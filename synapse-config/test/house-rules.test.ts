import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const IMPORT = /(?:import|export)\s(?:[^'"]*?\sfrom\s)?'([^']+)'|import\('([^']+)'\)/g

interface Source {
  path: string
  text: string
  imports: string[]
}
/** Every source of the house; an import is a path from the root when it is ours, a package's name otherwise. */
const sources: Source[] = ['policies/src', 'bridge/src', 'web/src', 'synapse-config'].flatMap((place) =>
  readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs|py)$/.test(name))
    .map((name) => {
      const path = join(place, name)
      const text = readFileSync(join(ROOT, path), 'utf8')
      const named = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '')
      return { path, text, imports: named.map((to) => (to.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(path), to)) : to)) }
    }),
)
const under = (place: string) => sources.filter(({ path }) => path.startsWith(place))
const wrong = (among: Source[], may: (to: string, from: string) => boolean) =>
  among.flatMap(({ path, imports }) => imports.filter((to) => !may(to, path)).map((to) => `${path} → ${to}`))
const room = (path: string) => /^bridge\/src\/(core|db|matrix|flows|http)\//.exec(path)?.[1]

test('policies imports nothing but itself', () => {
  expect(wrong(under('policies/src'), (to) => to.startsWith('policies/src/'))).toEqual([])
})

/** Who may call whom inside the bridge. `contract.ts` is seen by all but core; `metrics.ts` counts at the edges. */
const MAY: Record<string, readonly string[]> = {
  core: ['core'],
  db: ['db', 'core'],
  matrix: ['matrix', 'core'],
  flows: ['flows', 'core', 'db', 'matrix'],
  http: ['http', 'flows', 'db', 'core', 'matrix'],
}
test.each(Object.entries(MAY))('the room %s of the bridge imports only %s', (name, may) => {
  const mine = under(`bridge/src/${name}/`).filter(({ path }) => !path.includes('/migrations/'))
  const edges = name === 'http' ? ['bridge/src/contract.ts', 'bridge/src/metrics.ts'] : name === 'core' ? [] : ['bridge/src/contract.ts']
  expect(wrong(mine, (to) => !to.startsWith('bridge/src/') || edges.includes(to) || may.includes(room(to) ?? ''))).toEqual([])
})

test('core does no input or output, and waits for nothing', () => {
  const core = under('bridge/src/core/')
  expect(wrong(core, (to) => !to.startsWith('node:') && !['pg', 'kysely', 'express', 'pino'].includes(to))).toEqual([])
  expect(core.filter(({ text }) => /\basync\b|\bawait\b|Date\.now\(|new Date\(\)/.test(text)).map(({ path }) => path)).toEqual([])
})

test('migrations import nothing of ours', () => {
  expect(wrong(under('bridge/src/db/migrations/'), (to) => to === 'kysely')).toEqual([])
})

test('SQL lies in db, Matrix in matrix, the environment in main', () => {
  const outside = (place: string) => under('bridge/src').filter(({ path }) => !path.startsWith(place))
  expect(wrong(outside('bridge/src/matrix/client.ts'), (to) => to !== 'matrix-bot-sdk')).toEqual([])
  expect(
    outside('bridge/src/db/')
      .filter(({ text }) => /sql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(text))
      .map(({ path }) => path),
  ).toEqual([])
  expect(
    outside('bridge/src/main.ts')
      .filter(({ text }) => text.includes('process.env'))
      .map(({ path }) => path),
  ).toEqual([])
})

test('the pages know the bridge by its contract alone, and speak to it from one room', () => {
  const web = under('web/src')
  expect(wrong(web, (to) => !to.startsWith('bridge') || to === 'bridge/contract')).toEqual([])
  expect(web.filter(({ path, text }) => !path.startsWith('web/src/api/') && /\bfetch\(/.test(text)).map(({ path }) => path)).toEqual([])
  expect(
    wrong(
      web.filter(({ path }) => !path.startsWith('web/src/matrix/')),
      (to) => !to.startsWith('matrix-js-sdk'),
    ),
  ).toEqual([])
})

/** The settling itself, and what a departure still has to end in the registry: that was counted when it closed everything. */
const KNOWS_ALREADY = ['/settle-membership.ts', '/departures/end-departed.ts']
test('what may end accesses goes by the brake: who settles periods knows it', () => {
  const settling = under('bridge/src/flows/').filter(
    ({ path, text }) => /\bsettle\(\s*trx/.test(text) && !KNOWS_ALREADY.some((one) => path.endsWith(one)),
  )
  expect(settling.length).toBeGreaterThan(3)
  expect(settling.filter(({ imports }) => !imports.includes('bridge/src/flows/brake/with-brake.ts')).map(({ path }) => path)).toEqual([])
})

test('files are named after what they hold, and none is long', () => {
  const names = sources.map(({ path }) => path.split('/').at(-1) ?? '')
  // Services are the accounts of other systems: the registry's word, kept in the plural or after the verb.
  expect(names.filter((name) => /(util|helper|manager|(?<!put-)service\b|handler|common|misc)/i.test(name))).toEqual([])
  expect(names.filter((name) => !/^[a-z0-9_$.-]+$/.test(name))).toEqual([])
  const long = sources.filter(({ text }) => text.split('\n').length > 300)
  expect(long.map(({ path, text }) => `${path}: ${text.split('\n').length} lines`)).toEqual([])
})
