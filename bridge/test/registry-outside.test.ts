import { expect, test, vi } from 'vitest'
import { Health, ROUTES } from '../src/contract.ts'
import { aCircle, aPerson, aSystem, knock, refused, told } from './support/registry.ts'

interface Operation {
  operationId?: string
  parameters?: { name: string; in: string; required: boolean }[]
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, unknown>; required?: string[] } }> }
  responses: Record<string, unknown>
}
interface Description {
  openapi: string
  servers: { url: string }[]
  components: { schemas: Record<string, unknown> }
  paths: Record<string, Record<string, Operation>>
}

test('who integrates the API finds every route of the contract in its description, which is OpenAPI 3.1', async () => {
  const answer = await knock('GET', '/api/openapi.json')
  const description = answer.json as Description

  expect(answer.status).toBe(200)
  expect(description.openapi).toMatch(/^3\.1\.\d+$/)
  expect(description.servers[0]?.url).toMatch(/\/api\/v1$/)
  expect(description.components.schemas['Error']).toMatchObject({ required: ['code', 'message'] })
  for (const [operationId, { method, path, params, ...rest }] of Object.entries(ROUTES)) {
    const operation = description.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method]
    expect(operation?.operationId, operationId).toBe(operationId)
    const inPath = operation?.parameters?.filter((parameter) => parameter.in === 'path')
    expect(inPath?.map(({ name, required }) => [name, required])).toEqual(Object.keys(params.shape).map((name) => [name, true]))
    expect(operation?.requestBody !== undefined).toBe('body' in rest || 'takes' in rest)
    expect(Object.keys(operation?.responses ?? {})).toContain('4XX')
  }
  const named = Object.values(description.paths).flatMap((operations) => Object.keys(operations))
  expect(named).toHaveLength(Object.keys(ROUTES).length)
})

test('the description says which fields a professional needs', async () => {
  const description = (await knock('GET', '/api/openapi.json')).json as Description
  const schema = description.paths['/people/{id}']?.['put']?.requestBody?.content['application/json']?.schema

  expect(schema?.required?.toSorted()).toEqual(['familyName', 'givenName', 'profession'])
  expect(Object.keys(schema?.properties ?? {})).toContain('rpps')
})

test('whoever is on watch sees each part of the installation, with advice only where it is not well', async () => {
  const health = Health.parse((await knock('GET', '/health')).json)

  expect(health.parts.map(({ part }) => part)).toEqual(
    expect.arrayContaining(['database', 'homeserver', 'policy', 'module', 'queue', 'rooms']),
  )
  for (const { status, advice, detail } of health.parts) {
    expect(advice === null).toBe(status === 'ok')
    expect(detail).not.toBe('')
  }
  // A stack that has just started has not heard its module yet.
  await vi.waitFor(
    async () => {
      const { parts } = Health.parse((await knock('GET', '/health')).json)
      for (const name of ['database', 'homeserver', 'policy', 'module'])
        expect(parts.find(({ part }) => part === name)).toMatchObject({ status: 'ok' })
    },
    { timeout: 90_000, interval: 200 },
  )
})

test('health of one process needs nothing else to answer', async () => {
  expect(await knock('GET', '/health/live')).toMatchObject({ status: 200, json: { live: true } })
})

test('the measures can be read by Prometheus and tell nothing of anybody', async () => {
  const portal = await aSystem()
  const [circle, nadia] = await Promise.all([aCircle(portal), aPerson(portal)])
  await portal.put(`/circles/${circle.id}/members/${nadia.id}`, { role: 'Infirmière' })
  refused(await portal.get(`/people/${nadia.id}x`))

  const { status, headers, text } = await knock('GET', '/metrics')

  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^text\/plain; *version=0\.0\.4/)
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  for (const line of lines) expect(line).toMatch(/^[a-zA-Z_:][\w:]*(\{[^}]*\})? (-?[\d.e+-]+|NaN|[+-]Inf)( \d+)?$/)
  expect(text).toMatch(/^care_http_answers_total\{method="PUT",status="200"\} \d+$/m)
  for (const name of ['care_queue_waiting', 'care_queue_oldest_seconds', 'care_rooms_out_of_step', 'care_job_seconds_bucket'])
    expect(text).toContain(name)
  for (const secret of [nadia.id, nadia.localpart, nadia.familyName, circle.id, circle.patient.id, portal.name, portal.key, '@'])
    expect(text).not.toContain(secret)
})

test('nothing of the API is kept by caches', async () => {
  const portal = await aSystem()
  const { id } = await aPerson(portal)
  for (const path of [`/people/${id}`, '/people', '/nulle-part'])
    expect((await portal.get(path)).headers.get('cache-control')).toBe('no-store')
})

test('who read a record and asks for it again is told that it has not changed', async () => {
  const portal = await aSystem()
  const { id } = await aPerson(portal)
  const etag = (await portal.get(`/people/${id}`)).headers.get('etag') ?? ''

  // Without a word on caches, fetch itself would say no-cache.
  const again = { 'if-none-match': etag, 'cache-control': 'max-age=0' }
  expect((await portal.get(`/people/${id}`, again)).status).toBe(304)
  await portal.delete(`/people/${id}`)
  expect((await portal.get(`/people/${id}`, again)).status).toBe(200)
})

test('an account in the making says so until the homeserver has it', async () => {
  const portal = await aSystem()
  const { id } = await aPerson(portal)
  await expect
    .poll(async () => told(await portal.get(`/people/${id}`), ROUTES.getPerson.answer).account, { timeout: 90_000 })
    .toEqual({ state: 'ready' })
})
