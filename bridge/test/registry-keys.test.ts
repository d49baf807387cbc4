import { expect, test } from 'vitest'
import { Caller, Person, ROUTES } from '../src/contract.ts'
import { aPatient, aPerson, aSystem, inSeconds, knock, newId, refused, type System, somebody, told } from './support/registry.ts'

const withKey = (authorization: string) => knock('GET', '/api/v1/whoami', { headers: { authorization } })
const newKey = (by: System, body: unknown) => by.ask('POST', '/keys', { body })

test('without a key, or with one that nobody gave, one is told that a key is needed', async () => {
  const portal = await aSystem()
  const wrong = `${portal.key.slice(0, -4)}${portal.key.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`

  expect(refused(await knock('GET', '/api/v1/people'))).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
  for (const authorization of [
    `Bearer ${wrong}`,
    `Basic ${portal.key}`,
    'Bearer',
    'Bearer ccm_x',
    `Bearer ccm_000000000000_${'a'.repeat(43)}`,
  ])
    expect(refused(await withKey(authorization))).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
})

test('a key says who calls, and what is written with it keeps that name as its source', async () => {
  const portal = await aSystem({ scopes: ['people:read', 'people:write', 'events:read'] })
  const { id } = await aPerson(portal)

  expect(told(await portal.get('/whoami'), Caller)).toMatchObject({ kind: 'key', name: portal.name, source: portal.name })
  const { items } = told(await portal.get(`/events?personId=${id}`), ROUTES.listEvents.answer)
  expect(items).toMatchObject([{ source: portal.name, by: portal.name, type: 'person.created' }])
})

test('a key that has expired or was revoked opens nothing', async () => {
  const [root, expired, revoked] = [await aSystem(), await aSystem({ expiresAt: inSeconds(-1) }), await aSystem()]
  expect((await revoked.get('/whoami')).status).toBe(200)
  expect((await root.delete(`/keys/${revoked.keyId}`)).status).toBe(204)

  for (const late of [expired, revoked]) expect(refused(await late.get('/whoami'))).toMatchObject({ status: 401, code: 'KEY_EXPIRED' })
  expect(refused(await root.delete(`/keys/${revoked.keyId}`))).toMatchObject({ status: 404, code: 'KEY_UNKNOWN' })
})

test('a key without the scope is refused, and nothing is kept', async () => {
  const reader = await aSystem({ scopes: ['people:read'] })
  const portal = await aSystem()
  const { id } = await aPerson(portal)
  const [unborn, patient] = [newId('pro'), await aPatient(portal)]

  expect((await reader.get(`/people/${id}`)).status).toBe(200)
  for (const answer of [
    await reader.put(`/people/${unborn}`, somebody()),
    await reader.delete(`/people/${id}`),
    await reader.get(`/patients/${patient.id}`),
    await reader.get('/events'),
    await newKey(reader, { name: newId('clé'), scopes: ['people:read'] }),
  ])
    expect(refused(answer)).toMatchObject({ status: 403, code: 'SCOPE_MISSING' })
  expect(refused(await portal.get(`/people/${unborn}`)).status).toBe(404)
  expect(told(await portal.get(`/people/${id}`), Person).status).toBe('active')
})

test('every route but whoami refuses a key that has only another scope', async () => {
  const patientsOnly = await aSystem({ scopes: ['patients:read'] })
  const others = Object.values(ROUTES).filter(({ scope }) => scope !== 'any' && scope !== 'patients:read')
  for (const { method, path } of others) {
    const answer = await patientsOnly.ask(method.toUpperCase(), path.replaceAll(/:\w+/g, 'x'), method === 'get' ? {} : { body: {} })
    expect(refused(answer), `${method} ${path}`).toMatchObject({ status: 403, code: 'SCOPE_MISSING' })
  }
})

test('nobody gives a right that they do not hold, nor the name of another system', async () => {
  const clerk = await aSystem({ scopes: ['keys:write', 'circles:write'] })
  const portal = await aSystem()

  for (const scopes of [['people:read'], ['*'], ['circles:write', 'people:write']])
    expect(refused(await newKey(clerk, { name: 'clé', source: clerk.name, scopes }))).toMatchObject({
      status: 403,
      code: 'ONLY_WITH_ALL_RIGHTS',
      path: 'scopes',
    })
  for (const named of [{ name: 'clé', source: portal.name }, { name: portal.name }])
    expect(refused(await newKey(clerk, { ...named, scopes: ['circles:write'] }))).toMatchObject({ status: 403, path: 'source' })

  const given = told(await newKey(clerk, { name: 'clé', source: clerk.name, scopes: ['circles:write'] }), ROUTES.createKey.answer)
  expect(given).toMatchObject({ scopes: ['circles:write'], source: clerk.name })
})

test('only who holds every right makes an administrator', async () => {
  const portal = await aSystem({ scopes: ['people:read', 'people:write'] })
  const root = await aSystem()
  const path = `/people/${newId('pro')}`
  const body = { ...somebody(), administrator: true }

  expect(refused(await portal.put(path, body))).toMatchObject({ status: 403, code: 'ONLY_WITH_ALL_RIGHTS', path: 'administrator' })
  expect(refused(await portal.get(path)).status).toBe(404)
  expect(told(await root.put(path, body), Person).administrator).toBe(true)
})

test('keys are listed with their last use and never with their secret', async () => {
  const [root, used, unused] = [await aSystem(), await aSystem(), await aSystem()]
  await used.get('/whoami')

  const answer = await root.get('/keys')
  const keys = told(answer, ROUTES.listKeys.answer).items
  const lastUse = (system: System) => keys.find(({ id }) => id === system.keyId)?.lastUsedAt

  expect(lastUse(used)).toEqual(expect.any(String))
  expect(lastUse(unused)).toBeNull()
  // ccm_<id>_<secret>
  for (const { key } of [root, used, unused]) expect(answer.text).not.toContain(key.slice(key.indexOf('_', 4) + 1))
})

test('who made, renewed and revoked a key is recorded: with its rights and never with its secret', async () => {
  const root = await aSystem()
  const made = await newKey(root, { name: newId('clé'), scopes: ['people:read'], source: 'portail-essai' })
  const { id, key } = made.json as { id: string; key: string }
  const again = await root.ask('POST', `/keys/${id}/rotation`, { body: { graceHours: 1 } })
  expect((await root.delete(`/keys/${id}`)).status).toBe(204)
  const recorded = await root.get(`/audit/events?source=${encodeURIComponent(root.name)}`)
  const { items } = told(recorded, ROUTES.listAuditEvents.answer)
  const keys = items.filter(({ type }) => type.startsWith('key.'))
  expect(keys.map(({ type, by }) => [type, by])).toEqual(['key.revoked', 'key.rotated', 'key.created'].map((type) => [type, root.name]))
  expect(keys.at(-1)?.after).toMatchObject({ keyId: id, scopes: ['people:read'], source: 'portail-essai' })
  const secrets = [key, (again.json as { key: string }).key].map((one) => one.split('_').at(-1) ?? '')
  for (const secret of secrets) expect(JSON.stringify(recorded.json)).not.toContain(secret)
})
