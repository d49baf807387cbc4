import { expect, test } from 'vitest'
import type { AuditEvent, Movement } from '../src/contract.ts'
import { consoleOf } from './support/console.ts'
import { aSystem } from './support/registry.ts'
import { eventually, sharedStage, some } from './support/rooms.ts'

const stage = sharedStage()
const { told } = stage
interface Listed {
  items: Movement[]
  next: string | null
}
/** Every page, a few at a time. */
async function movements(filter: string, limit = 200): Promise<Movement[]> {
  const items: Movement[] = []
  for (let cursor = ''; ;) {
    const page = await told<Listed>('GET', `/movements?limit=${limit}&${filter}${cursor}`)
    items.push(...page.items)
    if (page.next === null) return items
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
}
const said = (items: readonly Movement[]) => items.map(({ change, applied }) => [change, applied.state])
const DAY = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString()

test('who comes, changes and goes is told with who asked, why, and since when the journal shows it', { timeout: 120_000 }, async () => {
  const [nadia, paul] = await Promise.all([stage.newPerson(), stage.newPerson()])
  const circle = await stage.newCircle((await stage.newStructure()).id)
  await stage.addMember(circle.id, nadia.id, { role: 'Infirmière', reason: 'Sortie d’hôpital' })
  await stage.addMember(circle.id, paul.id)
  await stage.settled(circle.id)
  await stage.addMember(circle.id, nadia.id, { role: 'Infirmière référente' })
  await told('DELETE', `/circles/${circle.id}/members/${paul.id}?reason=${encodeURIComponent('Fin de suivi')}`)
  await stage.settled(circle.id)

  const all = await movements(`circleId=${circle.id}`)
  expect(said(all)).toEqual([
    ['ended', 'applied'],
    ['changed', 'applied'],
    ['added', 'applied'],
    ['added', 'applied'],
  ])
  const [gone, , , came] = all
  expect(gone).toMatchObject({ personId: paul.id, personName: paul.fullName, reason: 'Fin de suivi', structureId: null })
  expect(came).toMatchObject({
    circleId: circle.id,
    place: circle.patient.displayName,
    personName: nadia.fullName,
    after: { role: 'Infirmière', end: null },
    reason: 'Sortie d’hôpital',
  })
  // Each since the journal first showed it, not since the last time that it was looked at.
  for (const one of all) expect(Date.parse(String(one.applied.at))).toBeGreaterThanOrEqual(Date.parse(one.at))
  expect(Date.parse(String(came?.applied.at))).toBeLessThan(Date.parse(String(gone?.at)))

  // Page by page, what came in one transaction as what came alone, nothing twice and nothing missed.
  for (const limit of [1, 2, 3])
    expect((await movements(`circleId=${circle.id}`, limit)).map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  expect((await movements(`circleId=${circle.id}&personId=${nadia.id}`)).map(({ change }) => change)).toEqual(['changed', 'added'])
  expect(await movements(`circleId=${circle.id}&from=${encodeURIComponent(inDays(1))}`)).toEqual([])
  expect(await movements(`circleId=${circle.id}&to=${encodeURIComponent(inDays(-1))}`)).toEqual([])
  expect(await movements(`circleId=${circle.id}&from=${encodeURIComponent(inDays(-1))}&to=${encodeURIComponent(inDays(1))}`)).toHaveLength(
    4,
  )
})

test('a whole circle that one file replaces is one transaction, and is paged through like any other', { timeout: 120_000 }, async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => stage.newPerson({}, { withPassword: false })))
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const system = await aSystem({ scopes: ['circles:read', 'circles:write', 'people:read'], name: some('import') })
  const body = { members: people.map(({ id }) => ({ personId: id, role: 'Soignant' })), reason: 'Import' }
  expect((await system.put(`/circles/${circle.id}/members`, body)).status).toBe(200)
  const all = await movements(`source=${system.name}`)
  expect(new Set(all.map(({ personId }) => personId))).toEqual(new Set(people.map(({ id }) => id)))
  expect(new Set(all.map(({ at }) => at)).size).toBe(1)
  const one = await movements(`source=${system.name}&circleId=${circle.id}`, 2)
  expect(one.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  expect(await movements(`source=${some('autre')}`)).toEqual([])
})

test(
  'what a journal does not show yet is found with its cause, is replayed, and is then shown; what is to come is told with its day',
  { timeout: 120_000 },
  async () => {
    const [held, later, never] = await Promise.all([0, 1, 2].map(() => stage.newPerson({}, { withPassword: false })))
    if (held === undefined || later === undefined || never === undefined) expect.fail('three people')
    await stage.withAccount(held)
    const suspend = async (on: boolean) => {
      const path = `/_synapse/admin/v1/suspend/${encodeURIComponent(held.userId)}`
      expect((await stage.admin('PUT', path, { suspend: on })).status).toBe(200)
    }
    await suspend(true)
    const circle = await stage.newCircle((await stage.newStructure()).id)
    await stage.addMember(circle.id, held.id)
    const start = inDays(3)
    await stage.addMember(circle.id, later.id, { start })
    await stage.addMember(circle.id, never.id, { start })
    await stage.endMember(circle.id, never.id)

    const waiting = await eventually(async () => {
      const found = (await movements('pending=true')).filter(({ circleId }) => circleId === circle.id)
      expect(found.map(({ personId, applied }) => [personId, applied.state])).toEqual([
        [never.id, 'waiting'],
        [later.id, 'planned'],
        [held.id, 'waiting'],
      ])
      expect(found.at(-1)?.applied.cause).toMatch(/\w/)
      return found.at(-1)
    })
    expect(waiting?.applied).toMatchObject({ rooms: [{ kind: 'journal', ref: circle.id }], at: null })
    expect(Date.parse(String(waiting?.applied.since))).not.toBeNaN()
    const ofCircle = () => movements(`circleId=${circle.id}`)
    expect((await ofCircle()).map(({ personId, change, applied }) => [personId, change, applied.state])).toEqual([
      [never.id, 'cancelled', 'waiting'],
      [never.id, 'added', 'replaced'],
      [later.id, 'added', 'planned'],
      [held.id, 'added', 'waiting'],
    ])
    expect((await ofCircle())[2]?.applied.at).toBe(start)

    await suspend(false)
    expect(await told('POST', '/drift/repairs', { rooms: waiting?.applied.rooms })).toEqual({ queued: 1 })
    await stage.settled(circle.id)
    expect((await ofCircle()).map(({ applied }) => applied.state)).toEqual(['applied', 'replaced', 'planned', 'applied'])
    const left = (await movements(`pending=true&circleId=${circle.id}`)).map(({ personId }) => personId)
    expect(left).toEqual([later.id])
  },
)

test(
  'a team’s movements are those of its structure; a structure without rooms has nowhere to show them',
  { timeout: 120_000 },
  async () => {
    const [dac, office] = [await stage.newStructure({ dac: true, name: some('DAC') }), await stage.newStructure()]
    const person = await stage.newPerson({}, { withPassword: false })
    await stage.employ(person, dac.id, 'editor')
    await stage.employ(person, office.id)
    await stage.settledDac(dac.id)
    const [ofDac, ...others] = await movements(`structureId=${dac.id}`)
    expect(others).toEqual([])
    expect(ofDac).toMatchObject({
      structureId: dac.id,
      circleId: null,
      place: dac.name,
      after: { role: 'editor' },
      applied: { state: 'applied' },
    })
    expect(ofDac?.applied.at).toMatch(/^20/)
    expect(said(await movements(`structureId=${office.id}`))).toEqual([['added', 'nowhere']])
    expect((await movements(`personId=${person.id}`)).map(({ structureId }) => structureId)).toEqual([office.id, dac.id])
  },
)

test(
  'support sees that something is late and not whom it is about; who may read it all leaves a trace of it',
  { timeout: 120_000 },
  async () => {
    const hostile = '<img src=x onerror=alert(1)>'
    const person = await stage.newPerson({ familyName: `${hostile}${some('x')}` }, { withPassword: false })
    const circle = await stage.newCircle((await stage.newStructure()).id)
    await stage.addMember(circle.id, person.id, { reason: `${hostile} sa fille est prévenue` })
    const [support, auditor] = await Promise.all(
      (['support', 'auditor'] as const).map((consoleRole) => stage.newPerson({ consoleRole, familyName: some('Regard') })),
    )
    if (support === undefined || auditor === undefined) expect.fail('two people')
    const path = `/movements?circleId=${circle.id}`
    const seen = await (await consoleOf(support))<Listed>('GET', path)
    expect(seen.status).toBe(200)
    expect(seen.body.items).toMatchObject([{ place: null, personName: null, by: null, reason: null, replaces: null, change: 'added' }])
    for (const secret of [circle.patient.displayName, person.familyName, 'sa fille'])
      expect(JSON.stringify(seen.body)).not.toContain(secret)

    const read = await (await consoleOf(auditor))<Listed>('GET', path)
    expect(read.body.items).toMatchObject([{ place: circle.patient.displayName, personName: person.fullName }])
    expect(read.body.items[0]?.reason).toContain(hostile)
    const looks = async (by: string) =>
      (await told<{ items: AuditEvent[] }>('GET', `/audit/events?kind=consultation.opened&by=${encodeURIComponent(by)}`)).items
    expect(await looks(auditor.fullName)).toMatchObject([{ circleId: circle.id, after: { address: '/movements' } }])
    expect(await looks(support.fullName)).toEqual([])
    const system = await aSystem({ scopes: ['people:read'] })
    expect((await system.get('/movements')).status).toBe(403)
  },
)

test('a question that is not one is refused by its field', async () => {
  for (const [query, path] of [
    ['pending=oui', 'pending'],
    ['from=hier', 'from'],
    ['circleId=a%20b', 'circleId'],
    ['source=', 'source'],
    ['limit=0', 'limit'],
    ['type=membership.added', 'type'],
  ])
    expect(await stage.registry('GET', `/movements?${query}`)).toMatchObject({ status: 400, body: { path } })
  // A cursor of somebody else’s making is no cursor: the list begins.
  expect((await stage.registry('GET', '/movements?limit=1&cursor=eA')).status).toBe(200)
})
