import { afterAll, expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { insertPart } from '../src/db/exports.ts'
import { fetchFile } from '../src/flows/exports/fetch-file.ts'
import { exportsOf } from './support/exports.ts'
import { type Json, sharedStage, some } from './support/rooms.ts'

const { baseUrl, databaseUrl, secrets, serverName } = inject('stack')
const stage = sharedStage()
const { writer, journal, asks, exported, read, fetches } = exportsOf(stage, baseUrl)
const { db } = connect(databaseUrl, 2)
afterAll(() => db.destroy())
const partsOf = async (id: string) => (await db.selectFrom('export_part').select('part').where('export', '=', id).execute()).length

test('who is not a member is refused, and learns nothing: of a circle that there is as of one that there is not', async () => {
  const { circle, nadia } = await journal()
  const stranger = await writer()
  for (const circleId of [circle.id, some('c')])
    expect(await asks(stranger, circleId)).toMatchObject({ status: 403, body: { code: 'NOT_IN_THE_CIRCLE', path: 'circleId' } })
  const made = await exported(nadia, circle.id)
  expect((await stranger.api('GET', `/exports/${made.id}`)).body).toMatchObject({ code: 'EXPORT_UNKNOWN' })
  for (const format of ['html', 'pdf'])
    expect(await fetches(stranger, made.id, format)).toMatchObject({ status: 404, code: 'EXPORT_UNKNOWN' })
  expect((await stranger.api('DELETE', `/exports/${made.id}`)).status).toBe(404)
  expect((await stranger.api<{ items: unknown[] }>('GET', '/exports')).body.items).toEqual([])
  // No system reads a journal, not even with every right.
  for (const [method, path] of [
    ['GET', ''],
    ['GET', `/${made.id}`],
    ['GET', `/${made.id}/file?format=html`],
    ['DELETE', `/${made.id}`],
  ] as const)
    expect(await stage.registry(method, `/people/${nadia.id}/exports${path}`)).toMatchObject({
      status: 403,
      body: { code: 'SCOPE_MISSING' },
    })
  expect(await read(nadia, made.id)).toMatchObject({ state: 'ready' })
})

test('who leaves the circle asks for nothing more, and fetches nothing of what was made; who returns does', async () => {
  const { circle, nadia } = await journal()
  const made = await exported(nadia, circle.id)
  await stage.endMember(circle.id, nadia.id)
  for (const format of ['html', 'pdf'])
    expect(await fetches(nadia, made.id, format)).toMatchObject({ status: 403, code: 'NOT_IN_THE_CIRCLE' })
  expect((await asks(nadia, circle.id)).body).toMatchObject({ code: 'NOT_IN_THE_CIRCLE' })
  await stage.addMember(circle.id, nadia.id)
  expect((await fetches(nadia, made.id, 'html')).status).toBe(200)
})

test('of two who fetch the same file at the same moment, one has it; a look uses nothing up', async () => {
  const { circle, nadia } = await journal()
  const made = await exported(nadia, circle.id)
  const looked = await fetch(`${baseUrl}/api/v1/people/me/exports/${made.id}/file?format=html`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${nadia.holder.token}` },
  })
  expect(looked.status).toBe(404)
  expect(await fetches(nadia, made.id, 'doc')).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
  const answers = await Promise.all(Array.from({ length: 6 }, () => fetches(nadia, made.id, 'html')))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 410)).toHaveLength(5)
})

test('a download that breaks off may be begun again, three times in all', async () => {
  const { circle, nadia } = await journal()
  const made = await exported(nadia, circle.id)
  // When exactly a connection breaks cannot be said from outside.
  const world = {
    db,
    serverName,
    now: () => new Date(),
    secret: secrets.linkSecret,
    decisions: { record: () => undefined, stop: () => Promise.resolve() },
    matrix: { bridge: `@sphere:${serverName}` } as Parameters<typeof fetchFile>[0]['matrix'],
  }
  const begin = () =>
    fetchFile(world, { person: nadia.id, id: made.id, format: 'html' }, { source: 'essai', by: nadia.fullName, priority: 0 })
  for (let times = 0; times < 2; times++) await (await begin()).end(false)
  expect((await fetches(nadia, made.id, 'html')).bytes.toString()).toMatch(/<\/html>\n$/)
  await expect(begin()).rejects.toMatchObject({ code: 'EXPORT_GONE' })
})

test('what is wrong with a demand is told, field by field; the same key gives the same export, and asks for no other', async () => {
  const { circle, nadia } = await journal()
  const bad: [Json, string][] = [
    [{ reason: undefined }, 'reason'],
    [{ reason: '  ' }, 'reason'],
    [{ reason: 'a'.repeat(501) }, 'reason'],
    [{ from: '2026-02-30' }, 'from'],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'to'],
    [{ language: 'de' }, 'language'],
    [{ key: '' }, 'key'],
    [{ circleId: '' }, 'circleId'],
    [{ format: 'html' }, 'format'],
  ]
  for (const [given, path] of bad)
    expect(await asks(nadia, circle.id, given), path).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST', path } })

  const key = some('cle')
  const same = await Promise.all([1, 2, 3].map(() => asks(nadia, circle.id, { key })))
  expect(new Set(same.map(({ body }) => body.id)).size).toBe(1)
  expect((await asks(nadia, circle.id, { key, reason: 'Autre motif' })).body).toMatchObject({ code: 'EXPORT_KEY_REUSED', path: 'key' })
  await asks(nadia, circle.id)
  await asks(nadia, circle.id)
  expect(await asks(nadia, circle.id)).toMatchObject({ status: 409, body: { code: 'EXPORTS_UNDER_WAY' } })

  // Thrown away, there is place again; the list tells of all of them, page by page.
  const id = String(same[0]?.body.id)
  for (let times = 0; times < 2; times++) expect((await nadia.api('DELETE', `/exports/${id}`)).status).toBe(204)
  expect(await read(nadia, id)).toMatchObject({ state: 'cancelled' })
  // Whoever was still making it keeps nothing of it.
  expect(await insertPart(db, { export: id, format: 'html', part: 99, sealed: Buffer.from('x') })).toBe(false)
  expect(await partsOf(id)).toBe(0)
  expect((await fetches(nadia, id, 'html')).status).toBe(410)
  expect((await asks(nadia, circle.id)).status).toBe(201)
  const first = (await nadia.api<{ items: { id: string }[]; next: string }>('GET', '/exports?limit=3')).body
  const second = (await nadia.api<{ items: { id: string }[]; next: null }>('GET', `/exports?limit=3&cursor=${first.next}`)).body
  expect([first.items.length, second.items.length, second.next]).toEqual([3, 1, null])
  expect(new Set([...first.items, ...second.items].map((one) => one.id)).size).toBe(4)
})
