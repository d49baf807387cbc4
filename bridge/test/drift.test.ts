import { expect, test } from 'vitest'
import type { AuditEvent, Drift, DriftCause, RoomState } from '../src/contract.ts'
import { consoleOf } from './support/console.ts'
import { eventually, sharedStage } from './support/rooms.ts'

const stage = sharedStage()
const { told } = stage
interface Listed {
  items: Drift[]
  next: string | null
  total: number
  causes: DriftCause[]
}
/** Every page. */
async function drift(query = ''): Promise<Drift[]> {
  const items: Drift[] = []
  for (let cursor = ''; ;) {
    const page = await told<Listed>('GET', `/drift?limit=50&${query}${cursor}`)
    items.push(...page.items)
    if (page.next === null) return items
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
}

test(
  'a journal that cannot follow is listed under its cause, by name to those alone who may read it, and is repaired at once when the cause is gone',
  { timeout: 120_000 },
  async () => {
    const person = await stage.newPerson({}, { withPassword: false })
    await stage.withAccount(person)
    const suspend = async (on: boolean) => {
      const path = `/_synapse/admin/v1/suspend/${encodeURIComponent(person.userId)}`
      expect((await stage.admin('PUT', path, { suspend: on })).status).toBe(200)
    }
    await suspend(true)
    const circle = await stage.newCircle((await stage.newStructure()).id)
    await stage.addMember(circle.id, person.id)
    const mine = (items: readonly Drift[]) => items.find(({ circleId }) => circleId === circle.id)
    const listed = await eventually(async () => {
      const found = mine(await drift())
      expect(found?.cause).toMatch(/\w/)
      return found
    })
    expect(listed).toMatchObject({ kind: 'journal', ref: circle.id, name: circle.patient.displayName })
    const cause = String(listed?.cause)
    expect(mine(await drift(`cause=${encodeURIComponent(cause)}`))).toBeDefined()
    expect(mine(await drift('cause='))).toBeUndefined()
    const { causes, total } = await told<Listed>('GET', '/drift')
    expect(causes.find((one) => one.cause === cause)?.count).toBeGreaterThan(0)
    expect(total).toBe(causes.reduce((sum, { count }) => sum + count, 0))

    // Support sees that it is out of step and why, and not whose it is.
    const asSupport = await consoleOf(await stage.newPerson({ consoleRole: 'support' }))
    const { body: shown } = await asSupport<RoomState>('GET', `/circles/${circle.id}/state`)
    expect([shown.inStep, shown.name]).toEqual([false, ''])
    const { body } = await asSupport<Listed>('GET', `/drift?limit=200&cause=${encodeURIComponent(cause)}`)
    expect(mine(body.items)).toMatchObject({ name: null })
    expect(JSON.stringify(body)).not.toContain(circle.patient.displayName)
    expect((await asSupport('POST', '/drift/repairs', { cause })).status).toBe(403)

    await suspend(false)
    expect(await told('POST', '/drift/repairs', { rooms: [{ kind: 'journal', ref: circle.id }] })).toEqual({ queued: 1 })
    await stage.settled(circle.id)
    expect(mine(await drift())).toBeUndefined()
    // What is in step is not touched, and is told so.
    expect(await told('POST', '/drift/repairs', { rooms: [{ kind: 'journal', ref: circle.id }] })).toEqual({ queued: 0 })
    const { items } = await told<{ items: AuditEvent[] }>('GET', '/audit/events?kind=drift.repair-asked&limit=200')
    expect(items.length).toBeGreaterThan(0)
  },
)

test('what to repair is said in one way', async () => {
  for (const body of [{}, { cause: 'x', rooms: [{ kind: 'journal', ref: 'x' }] }])
    expect(await stage.registry('POST', '/drift/repairs', body)).toMatchObject({ status: 400, body: { code: 'REPAIR_WHAT' } })
  expect(await stage.registry('POST', '/drift/repairs', { rooms: [] })).toMatchObject({ status: 400, body: { path: 'rooms' } })
  expect(await stage.registry('POST', '/drift/repairs', { rooms: [{ kind: 'salon', ref: 'x' }] })).toMatchObject({ status: 400 })
})
