import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportsOf, readPdf } from './support/exports.ts'
import type { Writer } from './support/mails.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { eventually } from './support/rooms.ts'
import { foundIn, logsIn, textsIn } from './support/what-is-kept.ts'

// A word that nothing else holds: plain letters, so that a search finds it in any encoding.
const SAID = 'zqxexportdit'
const MESSAGES = 60

let own: OwnStack
let verbs: ReturnType<typeof exportsOf>
let database: Client
let place: { circle: string; room: string; nadia: Writer; paul: Writer }
beforeAll(async () => {
  const env = { EXPORT_MINUTES: '0.5', CANARY_EVERY_MINUTES: '0' }
  own = await ownStack('exports-crash', { roles: ['gateway,policy,api', 'work'], env })
  verbs = exportsOf(own.stage, own.stack.baseUrl)
  database = new Client({ connectionString: own.stack.databaseUrl })
  await database.connect()
  const { circle, room, nadia, paul } = await verbs.journal()
  for (let number = 1; number <= MESSAGES; number++) await verbs.says(nadia, room, `${SAID} numéro ${number}.`)
  place = { circle: circle.id, room, nadia, paul }
}, 240_000)
afterAll(async () => {
  await database.end().catch(() => undefined)
  await own.end()
})

const work = () => own.stack.processes['work']
const one = async (query: string, values: unknown[]): Promise<Record<string, unknown> | undefined> =>
  (await database.query<Record<string, unknown>>(query, values)).rows[0]
const rowOf = (id: string) => one('select state, done, attempts from export where id = $1', [id])
const partsOf = async (id: string) => Number((await one('select count(*) from export_part where export = $1', [id]))?.['count'])
/** Looks without a pause: the moments to die in are short. */
async function until(look: () => Promise<boolean>): Promise<void> {
  const patience = Date.now() + 60_000
  while (Date.now() < patience) if (await look()) return
  throw new Error('the moment never came')
}
const toldOf = async (id: string, type: string) => {
  const events = (await own.stage.eventsOf(`circleId=${place.circle}`)).filter((event) => event.type === type)
  return events.filter(({ after }) => (after as { export: string }).export === id)
}

/** The moments in which the work dies. */
const MOMENTS: Record<string, (id: string) => Promise<boolean>> = {
  'as soon as it is asked for': () => Promise.resolve(true),
  'when its making begins': async (id) => (await rowOf(id))?.['state'] === 'running',
  'when the journal is read': async (id) => Number((await rowOf(id))?.['done']) > 0,
  'when one of its files is there': async (id) => (await partsOf(id)) > 0,
  'when it is ready, and that is perhaps not told': async (id) => (await rowOf(id))?.['state'] === 'ready',
}
test.each(Object.entries(MOMENTS))(
  'kill -9 of the work %s: made once, whole, told once in the journal and once to its person',
  async (moment, hasCome) => {
    const { nadia, circle, room } = place
    const { status, body } = await verbs.asks(nadia, circle, { reason: `Motif : ${moment}` })
    expect(status, JSON.stringify(body)).toBe(201)
    await until(() => hasCome(body.id))
    await killAndRestart(work())

    await verbs.becomes(nadia, body.id, 'ready', 90_000)
    const page = (await verbs.fetches(nadia, body.id, 'html')).bytes.toString()
    for (let number = 1; number <= MESSAGES; number++) expect(page.split(`${SAID} numéro ${number}.`)).toHaveLength(2)
    expect(page).toMatch(/<\/html>\n$/)
    const { text } = await readPdf((await verbs.fetches(nadia, body.id, 'pdf')).bytes)
    for (let number = 1; number <= MESSAGES; number++) expect(text.split(`${SAID} numéro ${number}.`)).toHaveLength(2)

    const said = async () => (await own.stage.noticesOf(room)).filter((notice) => notice.body.includes(`(motif : Motif : ${moment})`))
    await eventually(async () => expect(await said()).toHaveLength(1))
    expect(await toldOf(body.id, 'export.ready')).toHaveLength(1)
    expect(await partsOf(body.id)).toBe(0)
    // What comes after the notice shows that no second one was on its way.
    await killAndRestart(work())
    await own.stage.settled(circle)
    expect(await said()).toHaveLength(1)
    const bell = await database.query(`select 1 from notification where person = $1 and key = $2`, [nadia.id, `export:${body.id}`])
    expect(bell.rows).toHaveLength(1)
    // The second moment and the third are surely in its making.
    if (moment === 'when its making begins' || moment === 'when the journal is read')
      expect(Number((await rowOf(body.id))?.['attempts'])).toBeGreaterThan(1)
  },
  180_000,
)

test('the work comes again for what is ready, as after a death at the very end: nothing is made anew, and the files stay', async () => {
  const { circle, nadia } = place
  const made = await verbs.exported(nadia, circle)
  const before = await rowOf(made.id)
  await database.query(
    `select graphile_worker.add_job('make-export', json_build_object('export', $1::text), job_key := 'export:' || $1::text)`,
    [made.id],
  )
  const waiting = `select count(*)::int as count from graphile_worker.jobs where key = 'export:' || $1::text`
  await eventually(async () => expect(await one(waiting, [made.id])).toEqual({ count: 0 }))
  expect(await rowOf(made.id)).toEqual(before)
  for (const format of ['html', 'pdf']) expect((await verbs.fetches(nadia, made.id, format)).status).toBe(200)
  expect(await toldOf(made.id, 'export.ready')).toHaveLength(1)
}, 120_000)

test('who leaves the circle while it is made gets nothing, is told so, and nothing of it stays', async () => {
  const { circle, paul } = place
  const { body } = await verbs.asks(paul, circle)
  await until(async () => (await rowOf(body.id))?.['state'] === 'running')
  const part = work()
  const killed = part?.pid()
  part?.kill('SIGKILL')
  await eventually(() => expect(part?.pid()).not.toBe(killed))
  await own.stage.endMember(circle, paul.id)
  await part?.start()
  const ended = await verbs.becomes(paul, body.id, 'failed', 90_000)
  expect(ended).toMatchObject({ failure: { code: 'NOT_IN_THE_CIRCLE', fr: expect.stringContaining('registre') }, files: [] })
  expect((await verbs.fetches(paul, body.id, 'html')).status).toBe(403)
  expect(await partsOf(body.id)).toBe(0)
  expect(await toldOf(body.id, 'export.ready')).toEqual([])
  await eventually(async () => expect((await paul.told()).filter((words) => words.includes('n’a pas été fait'))).toHaveLength(1))
  expect((await own.stage.noticesOf(place.room)).filter(({ body: said }) => said.startsWith(`${paul.fullName} a exporté`))).toEqual([])
}, 180_000)

test('Synapse goes away while it is made: it is made once Synapse is back', async () => {
  const { circle, nadia } = place
  const synapse = own.stack.processes['synapse']
  // The work stands still before it reads the room.
  await database.query('begin; lock table room_event in access exclusive mode')
  const { body } = await verbs.asks(nadia, circle)
  await until(async () => (await rowOf(body.id))?.['state'] === 'running')
  await synapse?.stop()
  await database.query('commit')
  await eventually(async () => expect(Number((await rowOf(body.id))?.['attempts'])).toBeGreaterThan(1), 60_000)
  await synapse?.start()
  await eventually(async () => expect((await rowOf(body.id))?.['state']).toBe('ready'), 120_000)
  expect((await verbs.fetches(nadia, body.id, 'html')).status).toBe(200)
  expect(await toldOf(body.id, 'export.ready')).toHaveLength(1)
}, 240_000)

test('what is not fetched in time is thrown away, and was never readable where it lay', async () => {
  const { circle, nadia } = place
  const made = await verbs.exported(nadia, circle)
  expect(Date.parse(String(made.until)) - Date.now()).toBeLessThan(31_000)
  expect(await partsOf(made.id)).toBeGreaterThan(1)
  // While both files lie there: neither in the database nor in a log is there a word of them.
  const places = new Map([...(await textsIn(own.stack.databaseUrl)), ...logsIn(own.dir)])
  expect(foundIn(places, { said: [SAID, Buffer.from(SAID).toString('hex')] })).toEqual([])
  await eventually(async () => expect(await verbs.read(nadia, made.id)).toMatchObject({ state: 'expired' }), 60_000)
  expect(await verbs.fetches(nadia, made.id, 'html')).toMatchObject({ status: 410, code: 'EXPORT_GONE' })
  await eventually(async () => expect(await partsOf(made.id)).toBe(0))
  await eventually(async () => expect(await toldOf(made.id, 'export.expired')).toHaveLength(1))
}, 180_000)
