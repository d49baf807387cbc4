import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvOf, importsBy } from './support/imports.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { eventually, some } from './support/rooms.ts'
import { foundIn, logsIn, textsIn } from './support/what-is-kept.ts'

// A word that nothing else holds: plain letters, so that a search finds it in any encoding; capitals, so that it is
// not in the person's Matrix id, which Synapse names when a request for it is cut.
const NAME = 'ZQXIMPORTE'
const ROWS = 60

let own: OwnStack
let verbs: ReturnType<typeof importsBy>
let database: Client
beforeAll(async () => {
  const env = { CANARY_EVERY_MINUTES: '0', IMPORT_KEPT_DAYS: '30' }
  own = await ownStack('imports-crash', { roles: ['gateway,policy,api', 'work'], env })
  verbs = importsBy({ baseUrl: own.stack.baseUrl, headers: { authorization: `Bearer ${await own.stack.createKey('imports', ['*'])}` } })
  database = new Client({ connectionString: own.stack.databaseUrl })
  await database.connect()
}, 240_000)
afterAll(async () => {
  await database.end().catch(() => undefined)
  await own.end()
})

const work = () => own.stack.processes['work']
const one = async (query: string, values: unknown[]): Promise<Record<string, unknown> | undefined> =>
  (await database.query<Record<string, unknown>>(query, values)).rows[0]
const told = async (id: string, step: 'trial' | 'outcome') =>
  Number((await one(`select count(*) from import_row where import = $1 and ${step} is not null`, [id]))?.['count'])
const stateOf = async (id: string) => (await one('select state from import where id = $1', [id]))?.['state']
/** Looks without a pause: the moments to die in are short. */
async function until(look: () => Promise<boolean>): Promise<void> {
  const patience = Date.now() + 60_000
  while (Date.now() < patience) if (await look()) return
  throw new Error('the moment never came')
}
/** Of one person: what was ever recorded of their coming to be. */
const created = async (person: string) =>
  Number((await one(`select count(*) from event where person = $1 and type = 'person.created'`, [person]))?.['count'])

const file = (ids: readonly string[]) =>
  csvOf([['Identifiant', 'Nom', 'Prénom', 'Profession'], ...ids.map((id) => [id, NAME, 'Ada', 'Infirmière'])])
const someIds = () => Array.from({ length: ROWS }, () => some('p'))

/** The moments in which the work dies. */
const MOMENTS: Record<string, (id: string) => Promise<boolean>> = {
  'as soon as it is asked for': () => Promise.resolve(true),
  'when its first row is told': async (id) => (await told(id, 'outcome')) > 0,
  'in its middle': async (id) => (await told(id, 'outcome')) > ROWS / 2,
  'when its last row is told, and its end is perhaps not': async (id) => (await told(id, 'outcome')) === ROWS,
}
test.each(Object.entries(MOMENTS))(
  'kill -9 of the work %s: every row is applied once, and the report says so',
  async (_moment, hasCome) => {
    const ids = someIds()
    const { id } = await verbs.tries('people', file(ids))
    await verbs.told('POST', `/imports/${id}/application`, {})
    await until(() => hasCome(id))
    await killAndRestart(work())
    const { counts } = await verbs.becomes(id, 'applied', 90_000)
    expect(counts.applied).toEqual({ created: ROWS, changed: 0, unchanged: 0, refused: 0, held: 0 })
    for (const person of ids) expect(await created(person), person).toBe(1)
    const ends = await one(`select count(*)::int as count from event where type = 'import.applied' and after->>'import' = $1`, [id])
    expect(ends).toEqual({ count: 1 })
  },
  180_000,
)

test('kill -9 between the writing of a row and its commit: it is neither applied nor told, and then both', async () => {
  const ids = someIds()
  const { id } = await verbs.tries('people', file(ids))
  // Nobody records anything: the first row stands still, all but its event written.
  await database.query('begin')
  await database.query('select pg_advisory_xact_lock(7245110001)')
  await verbs.told('POST', `/imports/${id}/application`, {})
  await until(
    async () =>
      Number(
        (await one(`select count(*) from pg_stat_activity where wait_event = 'advisory' and datname = current_database()`, []))?.['count'],
      ) > 0,
  )
  const dead = work()
  const killed = dead?.pid()
  dead?.kill('SIGKILL')
  await eventually(() => expect(dead?.pid()).not.toBe(killed))
  await database.query('commit')
  expect(await told(id, 'outcome')).toBe(0)
  for (const person of ids) expect(await created(person), person).toBe(0)
  await dead?.start()
  expect((await verbs.becomes(id, 'applied', 90_000)).counts.applied).toMatchObject({ created: ROWS })
  for (const person of ids) expect(await created(person), person).toBe(1)
}, 180_000)

test('kill -9 of the work in a dry run: it goes on, says the same, and nothing of it stays', async () => {
  const ids = someIds()
  const { id } = await verbs.reads('people', file(ids))
  await verbs.checks(id)
  await verbs.told('POST', `/imports/${id}/trial`, {})
  await until(async () => (await told(id, 'trial')) > 5)
  await killAndRestart(work())
  expect((await verbs.becomes(id, 'tried', 90_000)).counts.trial).toMatchObject({ created: ROWS, refused: 0 })
  for (const person of ids) expect(await created(person), person).toBe(0)
}, 120_000)

test('what would end too many accesses is held row by row, and after a death too it waits once', async () => {
  const { stage } = own
  const circle = (await stage.newCircle((await stage.newStructure()).id)).id
  const people = await Promise.all(Array.from({ length: 10 }, () => stage.newPerson({}, { withPassword: false })))
  const header = ['Cercle', 'Professionnel', 'Rôle', 'Début', 'Fin']
  const rows = (end: string) => csvOf([header, ...people.map(({ id }) => [circle, id, 'Infirmière', '01/01/2026', end])])
  expect((await verbs.applies('memberships', rows(''))).counts.applied).toMatchObject({ created: 10 })
  const { id } = await verbs.tries('memberships', rows('31/01/2026'))
  await verbs.told('POST', `/imports/${id}/application`, {})
  await until(
    async () => Number((await one(`select count(*) from import_row where import = $1 and outcome = 'held'`, [id]))?.['count']) > 0,
  )
  await killAndRestart(work())
  const { counts } = await verbs.becomes(id, 'applied', 90_000)
  expect(counts.applied.changed + counts.applied.held).toBe(10)
  expect(counts.applied.held).toBeGreaterThan(0)
  const { items } = await stage.told<{ items: unknown[] }>('GET', `/circles/${circle}/members`)
  expect(items).toHaveLength(counts.applied.held)
  const waiting = await one(`select count(*)::int as count from held_input`, [])
  expect(waiting).toEqual({ count: counts.applied.held })
}, 180_000)

test('rows are erased when they were kept long enough, and were never in a log', async () => {
  const { id } = await verbs.applies('people', file(someIds().slice(0, 3)))
  await database.query(`update import set asked_at = now() - interval '31 days' where id = $1`, [id])
  await eventually(async () => expect(await stateOf(id)).toBe('erased'), 120_000)
  expect(await told(id, 'outcome')).toBe(0)
  expect(await one('select count(*)::int as count from import_file where import = $1', [id])).toEqual({ count: 0 })
  expect(await verbs.told('GET', `/imports/${id}`)).toMatchObject({ state: 'erased', fileName: null, columns: [], counts: { rows: 0 } })
  expect((await verbs.ask('POST', `/imports/${id}/trial`, {})).body).toMatchObject({ code: 'IMPORT_NOT_NOW' })
  expect(foundIn(logsIn(own.dir), { said: [NAME] })).toEqual([])
  const kept = await textsIn(own.stack.databaseUrl)
  expect(kept.size).toBeGreaterThan(0)
}, 180_000)
