import { createHash } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import type { AuditEvent, ChainCheck, ChainState } from '../src/contract.ts'
import { consoleOf } from './support/console.ts'
import { eventually, sharedStage, some } from './support/rooms.ts'

const stage = sharedStage()
const { told } = stage
type List = { items: AuditEvent[]; next: string | null }

test('the record is read newest first, by whom and what it is about, by hours and by the words of its reasons', async () => {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const person = await stage.newPerson({}, { withPassword: false })
  const start = new Date().toISOString()
  await stage.addMember(circle.id, person.id, { reason: 'Sortie d’hospitalisations répétées' })
  await stage.endMember(circle.id, person.id, '?reason=D%C3%A9m%C3%A9nagement')
  const find = (query: string) => told<List>('GET', `/audit/events?circleId=${circle.id}&${query}`)

  const { items } = await find('')
  expect(items.map(({ id }) => Number(id))).toEqual(items.map(({ id }) => Number(id)).toSorted((a, b) => b - a))
  expect(items.find(({ type }) => type === 'membership.added')).toMatchObject({
    personId: person.id,
    personName: person.fullName,
    patientName: circle.patient.displayName,
    reason: 'Sortie d’hospitalisations répétées',
  })
  const types = async (query: string) => [...new Set((await find(query)).items.map(({ type }) => type))].toSorted()
  expect(await types('kind=membership.*')).toEqual(['membership.added', 'membership.ended'])
  expect(await types('kind=membership.ended')).toEqual(['membership.ended'])
  // As people search: without accents, in the singular.
  expect(await types('search=hospitalisation')).toEqual(['member.joined', 'membership.added'])
  expect(await types('search=demenagement')).toContain('membership.ended')
  expect(await types('search=introuvable')).toEqual([])
  expect(await types(`to=${start}`)).toEqual(['circle.created'])
  expect(await types(`from=${start}`)).not.toContain('circle.created')
  expect(await types('source=nulle-part')).toEqual([])

  const paged: AuditEvent[] = []
  for (let cursor = ''; ;) {
    const page = await find(`limit=2${cursor}`)
    paged.push(...page.items)
    if (page.next === null) break
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
  expect(paged.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
  const refused = await stage.registry('GET', '/audit/events?kind=inconnu.*')
  expect(refused).toMatchObject({ status: 400, body: { path: 'kind' } })
})

test('the export is JSON Lines which anybody verifies: one hash after the other', async () => {
  const person = await stage.newPerson({ familyName: 'É"\\\u2028 test' }, { withPassword: false })
  const response = await fetch(`${inject('stack').baseUrl}/api/v1/audit/export?from=${new Date(Date.now() - 3_600_000).toISOString()}`, {
    headers: { authorization: `Bearer ${inject('stack').apiKey}` },
  })
  expect(response.headers.get('content-type')).toContain('application/x-ndjson')
  const lines = (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string | null>)
  expect(lines.some((line) => line['person'] === person.id)).toBe(true)
  let before: string | null = null
  for (const line of lines) {
    const { previous, hash, ...covered } = line
    if (before !== null) expect(previous).toBe(before)
    const made = createHash('sha256')
      .update(Buffer.from(previous ?? '', 'hex'))
      .update(JSON.stringify(Object.values(covered)))
      .digest('hex')
    expect(made).toBe(hash)
    before = hash ?? ''
  }
})

test('the whole chain is verified on demand, and found whole', async () => {
  const asked = await told<ChainCheck>('POST', '/audit/chain/checks')
  const done = await eventually(async () => {
    const check = await told<ChainCheck>('GET', `/audit/chain/checks/${asked.id}`)
    expect(check.finishedAt).not.toBeNull()
    return check
  })
  expect(done).toMatchObject({ faultCount: 0, faults: [], length: done.verified })
  const chain = await told<ChainState>('GET', '/audit/chain')
  expect(chain.length).toBeGreaterThanOrEqual(done.verified)
  expect(chain.hash).toMatch(/^[0-9a-f]{64}$/)
  expect((await stage.registry('GET', '/audit/chain/checks/999999999')).status).toBe(404)
})

test('what an administrator looks at is recorded before they see it, once for a while, without what they searched', async () => {
  const [watcher, watched] = [await stage.newPerson({ administrator: true }), await stage.newPerson({}, { withPassword: false })]
  const asWatcher = await consoleOf(watcher)
  const searched = some('Nom-de-patient')
  const circle = await stage.newCircle((await stage.newStructure()).id)
  for (const path of [
    `/people/${watched.id}`,
    `/people/${watched.id}`,
    `/circles/${circle.id}`,
    `/circles/${circle.id}/members`,
    `/circles?search=${searched}`,
  ])
    expect((await asWatcher('GET', path)).status).toBe(200)
  const looks = (await told<List>('GET', `/audit/events?kind=consultation.opened&limit=200&by=${encodeURIComponent(watcher.fullName)}`))
    .items
  expect(looks.map(({ personId, circleId, source, after }) => ({ personId, circleId, source, after })).toReversed()).toEqual([
    { personId: watched.id, circleId: null, source: 'console', after: { address: '/people/:id', readerId: watcher.id } },
    { personId: null, circleId: circle.id, source: 'console', after: { address: '/circles/:id', readerId: watcher.id } },
    { personId: null, circleId: null, source: 'console', after: { address: '/circles', readerId: watcher.id, searched: true } },
  ])
  expect(JSON.stringify(looks)).not.toContain(searched)
})
