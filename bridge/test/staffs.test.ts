import { expect, test } from 'vitest'
import type { StaffEmployment, Structure } from '../src/contract.ts'
import { sharedStage, some } from './support/rooms.ts'

const stage = sharedStage()
const { told } = stage
interface Page<Item> {
  items: Item[]
  next: string | null
}
async function pages<Item>(path: string, limit: number): Promise<Item[]> {
  const items: Item[] = []
  for (let cursor = ''; ;) {
    const page = await told<Page<Item>>('GET', `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`)
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    if (page.next === null) return items
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
}
const DAY = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString()

test('who works for a structure is listed by name with since when and who is away; namesakes are not lost between pages', async () => {
  const { id } = await stage.newStructure({ dac: true })
  const name = some('Homonyme')
  const people = await Promise.all(Array.from({ length: 5 }, () => stage.newPerson({ familyName: name }, { withPassword: false })))
  for (const [number, person] of people.entries()) await stage.employ(person, id, number === 0 ? 'manager' : 'member')
  const [boss, away] = people
  if (boss === undefined || away === undefined) expect.fail('two people')
  const [from, until] = [inDays(-1), inDays(7)]
  await told('PUT', `/people/${away.id}/absence`, { from, until, replacement: boss.id })

  const all = await pages<StaffEmployment>(`/structures/${id}/employments`, 2)
  expect(all.map(({ personId }) => personId).toSorted()).toEqual(people.map((one) => one.id).toSorted())
  expect(all.find(({ personId }) => personId === boss.id)).toMatchObject({ role: 'manager', end: null, absence: null, replaces: null })
  expect(all.find(({ personId }) => personId === away.id)?.absence).toMatchObject({ until, replacement: { id: boss.id } })

  const later = await stage.newPerson({}, { withPassword: false })
  await told('PUT', `/people/${later.id}/employments/${id}`, { start: inDays(2) })
  await told('DELETE', `/people/${away.id}/employments/${id}?reason=D%C3%A9part`)
  const when = async (which: string) =>
    (await pages<StaffEmployment>(`/structures/${id}/employments?when=${which}`, 50)).map((one) => one.personId)
  expect(await when('later')).toEqual([later.id])
  expect(await when('past')).toEqual([away.id])
  expect(await when('now')).not.toContain(away.id)
  expect(await stage.registry('GET', `/structures/${some('inconnue')}/employments`)).toMatchObject({ status: 404 })
  expect(await stage.registry('GET', `/structures/${id}/employments?when=demain`)).toMatchObject({ status: 400, body: { path: 'when' } })
})

test('structures are found by what they are, and what they are is listed once', async () => {
  const kind = some('Équipe')
  const twins = some('Jumelles')
  const made = await Promise.all([1, 2, 3].map((number) => stage.newStructure({ kind, name: twins, dac: number === 1 })))
  const found = await pages<Structure>(`/structures?kind=${encodeURIComponent(kind)}`, 1)
  expect(found.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted())
  const dacs = await pages<Structure>(`/structures?dac=true&search=${twins}`, 50)
  expect(dacs.map(({ id }) => id)).toEqual([made[0]?.id])
  const { items } = await told<{ items: string[] }>('GET', '/structure-kinds')
  expect(items.filter((one) => one === kind)).toEqual([kind])
})
