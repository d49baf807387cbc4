import { expect, inject, test } from 'vitest'
import { type Job, type Overview, Platform, ROUTES } from '../src/contract.ts'
import { consoleOf } from './support/console.ts'
import { exportsOf } from './support/exports.ts'
import { aSystem, knock, newId, refused, told } from './support/registry.ts'
import { eventually, sharedStage, some } from './support/rooms.ts'

const stage = sharedStage()
const { baseUrl, apiKey, secrets } = inject('stack')
const PARTS = 'homeserver module gateway policy work database queue rooms email push scanner files webhooks brake canary audit'.split(' ')

test('support sees each part with its version and its processes, and no name, key or password with it', async () => {
  const asSupport = await consoleOf(await stage.newPerson({ consoleRole: 'support' }))
  const platform = await eventually(async () => {
    const read = Platform.parse((await asSupport('GET', '/platform')).body)
    for (const name of ['homeserver', 'module', 'gateway', 'policy', 'work', 'database', 'files'])
      expect(read.parts.find(({ part }) => part === name)).toMatchObject({ part: name, status: 'ok', advice: null })
    return read
  })
  const part = (name: string) => platform.parts.find((one) => one.part === name)
  expect(platform.parts.map((one) => one.part)).toEqual(PARTS)
  expect(part('homeserver')?.version).toMatch(/^Synapse \d+\.\d+/)
  expect(part('database')?.version).toMatch(/^PostgreSQL \d+/)
  expect(part('module')?.processes.length).toBeGreaterThan(0)
  expect(part('gateway')?.processes).toMatchObject([{ status: 'ok', version: platform.version }])
  for (const { status, advice, detail } of platform.parts) {
    expect(advice === null).toBe(status === 'ok')
    expect(detail).not.toBe('')
  }
  const said = JSON.stringify(platform)
  for (const secret of [apiKey, ...Object.values(secrets).map(String)]) expect(said).not.toContain(secret)
  expect(said).not.toMatch(/smtp:|postgresql:|@/)
})

test('in English, who asks for English; and what everybody may read names neither version nor process', async () => {
  const system = await aSystem({ scopes: ['state:read'] })
  const english = await knock('GET', '/api/v1/platform', {
    headers: { authorization: `Bearer ${system.key}`, 'accept-language': 'en' },
  })
  expect(told(english, Platform).parts.find(({ part }) => part === 'database')?.detail).toBe('answers')
  const open = await knock('GET', '/health')
  expect(Object.keys((open.json as { parts: object[] }).parts[0] ?? {}).toSorted()).toEqual(
    ['advice', 'detail', 'lastSuccess', 'part', 'status'].toSorted(),
  )
  expect(open.text).not.toContain('Node ')
})

test('a copy of a journal that is being made is told to each by their rights, is stopped for a reason, and its person finds it cancelled', async () => {
  const { journal, asks, becomes, says } = exportsOf(stage, baseUrl)
  const { circle, room, nadia } = await journal()
  for (let number = 0; number < 5; number++) await says(nadia, room, `Passage ${number}`)
  const [asAdministrator, asSupport, asAuditor] = await Promise.all(
    [{ administrator: true }, { consoleRole: 'support' }, { consoleRole: 'auditor' }].map(async (right) =>
      consoleOf(await stage.newPerson(right)),
    ),
  )
  if (asAdministrator === undefined || asSupport === undefined || asAuditor === undefined) throw new Error('three sessions')

  // Asked again and again until one is caught while it is being made.
  const caught = await eventually(async () => {
    const { body } = await asks(nadia, circle.id)
    const [admin, support, auditor] = await Promise.all(
      [asAdministrator, asSupport, asAuditor].map(async (as) => {
        const { items } = (await as<{ items: Job[] }>('GET', '/platform/jobs')).body
        return items.find(({ kind, id }) => kind === 'export' && id === body.id)
      }),
    )
    if (admin === undefined || support === undefined || auditor === undefined || !admin.cancellable) {
      await nadia.api('DELETE', `/exports/${body.id}`)
      throw new Error('it was made already')
    }
    return { id: body.id, admin, support, auditor }
  })
  expect(caught.admin).toMatchObject({ circleId: circle.id, about: circle.patient.displayName, askedBy: nadia.fullName, cancellable: true })
  expect(caught.auditor).toMatchObject({ about: circle.patient.displayName, cancellable: false })
  expect(caught.support).toMatchObject({ about: null, askedBy: null, cancellable: false })

  const path = `/platform/jobs/export/${caught.id}/cancellation`
  expect((await asSupport('POST', path, { reason: 'Demandé deux fois' })).status).toBe(403)
  expect((await asAuditor('POST', path, { reason: 'Demandé deux fois' })).status).toBe(403)
  expect(await asAdministrator('POST', path, { reason: '' })).toMatchObject({ status: 400, body: { path: 'reason' } })
  const { status, body } = await asAdministrator('POST', path, { reason: 'Demandé deux fois' })
  expect(status).toBe(200)
  if (body['cancelled'] === false) return expect((await becomes(nadia, caught.id, 'ready')).state).toBe('ready')
  await becomes(nadia, caught.id, 'cancelled')
  const { items } = (
    await asAdministrator<{ items: { reason: string | null }[] }>('GET', `/audit/events?kind=export.cancelled&circleId=${circle.id}`)
  ).body
  expect(items.map(({ reason }) => reason)).toContain('Demandé deux fois')
  expect((await asAdministrator('POST', path, { reason: 'Encore' })).body).toEqual({ cancelled: false })
})

test('what cannot be stopped says so, and so does what nobody asked for', async () => {
  const root = await aSystem()
  const cancel = (kind: string, id: string) => root.ask('POST', `/platform/jobs/${kind}/${id}/cancellation`, { body: { reason: 'Essai' } })
  expect(refused(await cancel('canary', '1'))).toMatchObject({ status: 409, code: 'JOB_NOT_CANCELLABLE', path: 'kind' })
  expect(refused(await cancel('export', 'inconnu'))).toMatchObject({ status: 404, code: 'EXPORT_UNKNOWN' })
  expect(refused(await cancel('tout', '1'))).toMatchObject({ status: 400, path: 'kind' })
})

test('trends have thirty days each, and who may not decide is not told of what waits for a decision', async () => {
  const system = await aSystem()
  const gone = await system.ask('POST', '/webhooks', { body: { name: newId('w'), url: 'https://192.0.2.1/recu', kinds: ['circle.*'] } })
  expect(gone.status).toBe(422)
  const asSupport = await consoleOf(await stage.newPerson({ consoleRole: 'support' }))
  const overview = await eventually(async () => {
    const { body } = await asSupport<Overview>('GET', '/platform/overview')
    expect(ROUTES.getOverview.answer.safeParse(body).success).toBe(true)
    expect(body.trends.find(({ measure }) => measure === 'messages')?.days.at(-1)?.value).not.toBeNull()
    return body
  }, 60_000)
  expect(overview.trends.map(({ measure, days }) => [measure, days.length])).toEqual([
    ['active-people', 30],
    ['messages', 30],
    ['out-of-step', 30],
    ['refusals', 30],
  ])
  for (const { kind } of overview.incidents) expect(kind).toBe('export')
})

test('what systems posted is listed with where, when and by whom, is narrowed down, and its words are nowhere', async () => {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  await stage.addMember(circle.id, (await stage.newPerson()).id)
  await stage.settled(circle.id)
  const sensors = await aSystem({ scopes: ['notices:write'], name: newId('Capteurs') })
  const words = some('pile-vide')
  for (const key of ['n1', 'n2'])
    expect((await sensors.ask('POST', `/circles/${circle.id}/notices`, { body: { key, text: words } })).status).toBe(201)
  const asAuditor = await consoleOf(await stage.newPerson({ consoleRole: 'auditor' }))
  const listed = await eventually(async () => {
    const { body } = await asAuditor('GET', `/notices?keyId=${sensors.keyId}`)
    const page = ROUTES.listNotices.answer.parse(body)
    expect(page.items.map(({ state }) => state)).toEqual(['said', 'said'])
    return page
  })
  expect(listed.items.map(({ key }) => key)).toEqual(['n2', 'n1'])
  expect(listed.items[0]).toMatchObject({
    system: { keyId: sensors.keyId, name: sensors.name, source: sensors.name, revoked: false },
    circleId: circle.id,
    structureId: null,
    place: circle.patient.displayName,
  })
  expect(JSON.stringify(listed)).not.toContain(words)
  const root = await aSystem()
  const narrowed = async (query: string) => told(await root.get(`/notices?${query}`), ROUTES.listNotices.answer)
  const first = await narrowed(`circleId=${circle.id}&limit=1`)
  const second = await narrowed(`circleId=${circle.id}&limit=1&cursor=${first.next ?? ''}`)
  expect([...first.items, ...second.items].map(({ key }) => key)).toEqual(['n2', 'n1'])
  expect(second.next).toBeNull()
  expect((await narrowed(`circleId=${circle.id}&state=waiting`)).items).toEqual([])
  expect(refused(await root.get(`/notices?circleId=${circle.id}&structureId=s-1`))).toMatchObject({ status: 400, path: 'structureId' })
  // A system sees its own notices by their keys, and nobody’s list.
  expect(refused(await sensors.get('/notices'))).toMatchObject({ status: 403, code: 'SCOPE_MISSING' })
})

test('a key that is changed stays the same key; the secret before opens for as long as was said, and no longer', async () => {
  const [root, portal, other] = [
    await aSystem(),
    await aSystem({ scopes: ['people:read', 'keys:write'] }),
    await aSystem({ scopes: ['keys:write'] }),
  ]
  const opens = async (key: string) => (await knock('GET', '/api/v1/whoami', { headers: { authorization: `Bearer ${key}` } })).status
  const rotate = (by: typeof root, id: string, graceHours: number) => by.ask('POST', `/keys/${id}/rotation`, { body: { graceHours } })

  const changed = told(await rotate(root, portal.keyId, 1), ROUTES.rotateKey.answer)
  expect(changed).toMatchObject({ id: portal.keyId, name: portal.name, scopes: ['people:read', 'keys:write'] })
  expect(changed.key).not.toBe(portal.key)
  expect([await opens(portal.key), await opens(changed.key)]).toEqual([200, 200])
  const again = told(await rotate(root, portal.keyId, 0), ROUTES.rotateKey.answer)
  expect([await opens(portal.key), await opens(changed.key), await opens(again.key)]).toEqual([401, 401, 200])

  // From the console, by whoever has just given their password again.
  const asAdministrator = await consoleOf(await stage.newPerson({ administrator: true }))
  const fromConsole = () => asAdministrator('POST', `/keys/${portal.keyId}/rotation`, { graceHours: 1, reason: 'Secret connu d’autres' })
  expect(await fromConsole()).toMatchObject({ status: 403, body: { code: 'CONFIRMATION_NEEDED' } })
  expect(refused(await rotate(other, portal.keyId, 1))).toMatchObject({ status: 403, code: 'ONLY_WITH_ALL_RIGHTS' })
  expect(await opens(again.key)).toBe(200)
  expect((await root.delete(`/keys/${portal.keyId}`)).status).toBe(204)
  expect(refused(await rotate(root, portal.keyId, 1))).toMatchObject({ status: 404, code: 'KEY_UNKNOWN' })
  expect(await opens(again.key)).toBe(401)
})

test('accounts of other systems and keys are listed page by page', async () => {
  const root = await aSystem()
  const ids = [newId('a'), newId('b')].toSorted()
  for (const id of ids) expect((await root.put(`/services/${id}`, { name: `Capteurs ${id}` })).status).toBe(200)
  const found: string[] = []
  for (let cursor = ''; ;) {
    const page = told(await root.get(`/services?limit=1${cursor}`), ROUTES.listServices.answer)
    found.push(...page.items.map(({ id }) => id))
    if (page.next === null) break
    cursor = `&cursor=${page.next}`
  }
  expect(found).toEqual(found.toSorted())
  expect(found.filter((id) => ids.includes(id as never))).toEqual(ids)
  const [newest] = told(await root.get('/keys?limit=1'), ROUTES.listKeys.answer).items
  expect(newest).toBeDefined()
})
