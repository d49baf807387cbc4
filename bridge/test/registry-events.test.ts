import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { ROUTES, type RegistryEvent } from '../src/contract.ts'
import {
  aCircle,
  aPatient,
  aPerson,
  aSystem,
  DAY,
  eventsAfter,
  eventsOfCircle,
  eventsOfPerson,
  inSeconds,
  refused,
  type System,
  told,
} from './support/registry.ts'

const endOfFeed = async (by: System): Promise<string> => (await eventsAfter(by, '0')).at(-1)?.id ?? '0'
const ids = (events: readonly RegistryEvent[]) => events.map(({ id }) => id)

/** Reads the feed from a cursor on, in pages of one size, until the work is done and nothing more comes. */
async function follow(by: System, cursor: string, limit: number, isOver: () => boolean): Promise<RegistryEvent[]> {
  const seen: RegistryEvent[] = []
  for (let after = cursor; ;) {
    const over = isOver()
    const { items, next } = told(await by.get(`/events?after=${after}&limit=${limit}`), ROUTES.listEvents.answer)
    seen.push(...items)
    if (over && items.length === 0) return seen
    after = next
  }
}

test('whoever follows the feed while twenty systems write at once misses nothing and sees nothing twice', async () => {
  const portal = await aSystem()
  const [circle, people] = await Promise.all([aCircle(portal), Promise.all(Array.from({ length: 4 }, () => aPerson(portal)))])
  const cursor = await endOfFeed(portal)
  let over = false
  const readers = [1, 7, 100].map((limit) => follow(portal, cursor, limit, () => over))

  const write = async (writer: number) => {
    for (let round = 0; round < 5; round++) {
      const person = people[writer % people.length]?.id ?? ''
      // Some write one event, some several in one transaction, some in the same circle as others.
      if (writer % 3 === 0)
        await portal.put(`/circles/${circle.id}/members/${person}`, { role: `rôle ${writer}.${round}`, start: inSeconds(-DAY) })
      else await aPatient(portal, `Usager ${writer}.${round}`)
    }
  }
  await Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer)))
  over = true
  const seen = await Promise.all(readers)

  // Others may write after the readers went home: the feed up to the last event that a reader saw.
  const final = await eventsAfter(portal, cursor)
  for (const events of seen) expect(ids(events)).toEqual(ids(final.slice(0, events.length)))
  const mine = final.filter(({ source }) => source === portal.name)
  for (const events of seen) expect(ids(events.filter(({ source }) => source === portal.name))).toEqual(ids(mine))
  expect(mine.filter(({ type }) => type === 'patient.created')).toHaveLength(13 * 5)
  expect(new Set(ids(final)).size).toBe(final.length)
  expect(ids(final)).toEqual(ids(final).toSorted((a, b) => Number(BigInt(a) - BigInt(b))))
})

test('an event tells who did what, through which system, why, and what was before and after', async () => {
  const portal = await aSystem()
  const person = await aPerson(portal, { givenName: 'Nadia' })
  const { id, version: _, userId: __, account: ___, ...body } = person
  await portal.put(`/people/${id}`, { ...body, givenName: 'Nadège' })

  const [created, changed] = await eventsOfPerson(portal, id)

  expect(created).toMatchObject({
    type: 'person.created',
    personId: id,
    source: portal.name,
    by: portal.name,
    before: null,
    after: { givenName: 'Nadia' },
  })
  expect(changed).toMatchObject({
    type: 'person.changed',
    before: { givenName: 'Nadia', version: 1 },
    after: { givenName: 'Nadège', version: 2 },
  })
  expect(Date.parse(changed?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(created?.at ?? ''))
})

test('the feed of one circle or one person holds theirs alone', async () => {
  const portal = await aSystem()
  const [circle, other, nadia] = await Promise.all([aCircle(portal), aCircle(portal), aPerson(portal)])
  for (const { id } of [circle, other]) await portal.put(`/circles/${id}/members/${nadia.id}`, { role: 'Infirmière' })

  expect(new Set((await eventsOfCircle(portal, circle.id)).map(({ circleId }) => circleId))).toEqual(new Set([circle.id]))
  expect(new Set((await eventsOfPerson(portal, nadia.id)).map(({ circleId }) => circleId))).toEqual(new Set([null, circle.id, other.id]))
})

test('at the end of the feed the cursor stays where it is', async () => {
  const portal = await aSystem()
  const far = '999999999999999999'
  expect(told(await portal.get(`/events?after=${far}`), ROUTES.listEvents.answer)).toEqual({ items: [], next: far })
})

test.each(['after=hier', 'after=-1', 'after=1.5', 'after=9999999999999999999', 'limit=0', 'limit=501'])(
  'a reader who asks for %s is refused',
  async (query) => {
    const portal = await aSystem()
    expect(refused(await portal.get(`/events?${query}`))).toMatchObject({ status: 400, path: query.split('=')[0] })
  },
)

test('nobody rewrites what happened, not even with the database at hand', async () => {
  const portal = await aSystem()
  const { id } = await aPerson(portal)
  const before = await eventsOfPerson(portal, id)
  const db = new Client({ connectionString: inject('stack').databaseUrl })
  await db.connect()
  try {
    await expect(db.query(`update event set reason = 'autre' where person = $1`, [id])).rejects.toThrow('append-only')
    await expect(db.query('delete from event where person = $1', [id])).rejects.toThrow('append-only')
  } finally {
    await db.end()
  }
  expect(before).toHaveLength(1)
  expect(await eventsOfPerson(portal, id)).toEqual(before)
})
