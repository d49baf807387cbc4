import { describe, expect, test } from 'vitest'
import { Circle, Member } from '../src/contract.ts'
import {
  aCircle,
  aPerson,
  aSystem,
  DAY,
  eventsOfCircle,
  inSeconds,
  membersOf,
  newId,
  refused,
  type System,
  told,
  typesOf,
} from './support/registry.ts'

async function aCircleWithout() {
  const portal = await aSystem()
  const [circle, nadia] = await Promise.all([aCircle(portal), aPerson(portal)])
  return { portal, circle, nadia, path: `/circles/${circle.id}/members/${nadia.id}` }
}
const peopleAt = async (by: System, circle: string, at?: string) => (await membersOf(by, circle, at)).map(({ personId }) => personId)

test('a nurse who is put into a circle is a member from then on, with her role and who asked', async () => {
  const { portal, circle, nadia, path } = await aCircleWithout()

  const member = told(await portal.put(path, { role: 'Infirmière', reason: 'relais' }), Member)

  expect(member).toMatchObject({
    personId: nadia.id,
    role: 'Infirmière',
    end: null,
    source: portal.name,
    requestedBy: portal.name,
    reason: 'relais',
  })
  expect(await membersOf(portal, circle.id)).toEqual([member])
  expect(told(await portal.get(`/circles/${circle.id}`), Circle)).toMatchObject({ memberCount: 1, version: 2 })
  expect(await eventsOfCircle(portal, circle.id)).toMatchObject([
    { type: 'circle.created' },
    { type: 'membership.added', before: null, after: { role: 'Infirmière' }, reason: 'relais' },
    {
      type: 'member.joined',
      source: portal.name,
      by: portal.name,
      reason: 'relais',
      after: { role: 'Infirmière', givenName: nadia.givenName },
    },
  ])
})

test('a portal that sends the same membership again changes nothing', async () => {
  const { portal, circle, path } = await aCircleWithout()
  const bodies = [
    { role: 'Infirmière' },
    { role: 'Infirmière', start: inSeconds(-3 * DAY), end: inSeconds(3 * DAY) },
    { role: 'Infirmière', end: inSeconds(-DAY) },
  ]
  for (const body of bodies) {
    const first = told(await portal.put(path, body), Member)
    const events = await eventsOfCircle(portal, circle.id)

    expect(told(await portal.put(path, body), Member)).toEqual(first)
    expect(await eventsOfCircle(portal, circle.id)).toEqual(events)
  }
})

test('a doctor who leaves and returns has two periods, and one may ask who was there at any instant', async () => {
  const { portal, circle, nadia, path } = await aCircleWithout()
  const first = { start: '2026-01-01T08:00:00.000Z', end: '2026-02-01T08:00:00.000Z' }
  const second = { start: '2026-03-01T08:00:00.000Z', end: null }
  await portal.put(path, { role: 'Médecin', ...first })
  await portal.put(path, { role: 'Médecin', ...second })

  expect(await membersOf(portal, circle.id, 'all')).toMatchObject([first, second])
  const there = async (at: string) => (await peopleAt(portal, circle.id, at)).includes(nadia.id)
  expect(await there('2025-12-31T23:59:59Z')).toBe(false)
  expect(await there('2026-01-01T09:00:00+01:00')).toBe(true)
  expect(await there('2026-02-01T07:59:59Z')).toBe(true)
  expect(await there('2026-02-01T08:00:00Z')).toBe(false)
  expect(await there('2026-03-01T08:00:00Z')).toBe(true)
  expect(typesOf(await eventsOfCircle(portal, circle.id)).slice(1)).toEqual(['membership.added', 'membership.added', 'member.returned'])
})

test('who is taken out now leaves now, is told as gone, and may come back', async () => {
  const { portal, circle, nadia, path } = await aCircleWithout()
  await portal.put(path, { role: 'Infirmière', start: inSeconds(-DAY) })

  expect((await portal.delete(`${path}?reason=cong%C3%A9`)).status).toBe(204)
  expect(await peopleAt(portal, circle.id)).toEqual([])
  expect(await peopleAt(portal, circle.id, inSeconds(-DAY / 2))).toEqual([nadia.id])
  expect((await portal.delete(path)).status).toBe(204)
  await portal.put(path, { role: 'Infirmière' })

  const events = (await eventsOfCircle(portal, circle.id)).slice(3)
  expect(typesOf(events)).toEqual(['membership.ended', 'member.left', 'membership.added', 'member.returned'])
  expect(events[1]).toMatchObject({ reason: 'congé', before: { role: 'Infirmière' } })
})

test('a change of role is told as such', async () => {
  const { portal, circle, path } = await aCircleWithout()
  await portal.put(path, { role: 'Infirmière' })
  await portal.put(path, { role: 'Coordinatrice' })

  expect((await eventsOfCircle(portal, circle.id)).slice(3)).toMatchObject([
    { type: 'membership.changed', before: { role: 'Infirmière' }, after: { role: 'Coordinatrice' } },
    { type: 'member.role-changed', before: { role: 'Infirmière' }, after: { role: 'Coordinatrice' } },
  ])
  expect(await membersOf(portal, circle.id, 'all')).toHaveLength(1)
})

test('periods still to come do not make a member yet, and are cancelled with the rest', async () => {
  const { portal, circle, nadia, path } = await aCircleWithout()
  await portal.put(path, { role: 'Infirmière', start: inSeconds(10 * DAY), end: inSeconds(20 * DAY) })

  expect(await peopleAt(portal, circle.id)).toEqual([])
  expect(await peopleAt(portal, circle.id, inSeconds(15 * DAY))).toEqual([nadia.id])

  expect((await portal.delete(path)).status).toBe(204)
  expect(await membersOf(portal, circle.id, 'all')).toEqual([])
  expect(typesOf(await eventsOfCircle(portal, circle.id)).slice(1)).toEqual(['membership.added', 'membership.cancelled'])
})

describe('a nurse whom two systems place in the circle', () => {
  test('stays when one of them ends, and is not told as gone', async () => {
    const { portal, circle, nadia, path } = await aCircleWithout()
    const dac = await aSystem()
    await portal.put(path, { role: 'Infirmière', start: inSeconds(-2 * DAY) })
    await dac.put(path, { role: 'Infirmière', start: inSeconds(-DAY) })
    expect(told(await portal.get(`/circles/${circle.id}`), Circle).memberCount).toBe(1)

    expect((await portal.delete(path)).status).toBe(204)
    expect(await membersOf(portal, circle.id)).toMatchObject([{ personId: nadia.id, source: dac.name }])
    expect(typesOf(await eventsOfCircle(portal, circle.id))).not.toContain('member.left')

    expect((await dac.delete(path)).status).toBe(204)
    expect((await eventsOfCircle(portal, circle.id)).at(-1)).toMatchObject({ type: 'member.left', source: dac.name })
  })

  test('is let go by another system only with every right', async () => {
    const { portal, circle, nadia, path } = await aCircleWithout()
    const dac = await aSystem({ scopes: ['circles:write'] })
    await portal.put(path, { role: 'Infirmière' })

    expect(refused(await dac.delete(path))).toMatchObject({ status: 404, code: 'MEMBER_UNKNOWN' })
    const other = `${path}?source=${portal.name}`
    for (const answer of [await dac.delete(other), await dac.put(other, { role: 'Médecin' })])
      expect(refused(answer)).toMatchObject({ status: 403, code: 'ONLY_WITH_ALL_RIGHTS', path: 'source' })
    expect(await peopleAt(portal, circle.id)).toEqual([nadia.id])

    const root = await aSystem()
    expect((await root.delete(other)).status).toBe(204)
    expect(await membersOf(portal, circle.id, 'all')).toMatchObject([{ source: portal.name, requestedBy: root.name }])
  })
})

test.each([
  [
    'an end before the start',
    { start: '2026-02-01T08:00:00Z', end: '2026-01-01T08:00:00Z' },
    { status: 400, code: 'END_BEFORE_START', path: 'end' },
  ],
  [
    'an end at the start',
    { start: '2026-02-01T08:00:00Z', end: '2026-02-01T08:00:00Z' },
    { status: 400, code: 'END_BEFORE_START', path: 'end' },
  ],
  ['a day that does not exist', { start: '2026-02-30T08:00:00Z' }, { status: 400, path: 'start' }],
  ['an hour without an offset', { start: '2026-02-01T08:00:00' }, { status: 400, path: 'start' }],
  [
    'a period over two others',
    { start: '2026-01-15T08:00:00Z', end: '2026-03-15T08:00:00Z' },
    { status: 409, code: 'PERIODS_OVERLAP', path: 'start' },
  ],
])('a membership with %s is refused and nothing changes', async (_what, period, refusal) => {
  const { portal, circle, path } = await aCircleWithout()
  await portal.put(path, { role: 'Infirmière', start: '2026-01-01T08:00:00Z', end: '2026-02-01T08:00:00Z' })
  await portal.put(path, { role: 'Infirmière', start: '2026-03-01T08:00:00Z', end: '2026-04-01T08:00:00Z' })
  const [members, events] = [await membersOf(portal, circle.id, 'all'), await eventsOfCircle(portal, circle.id)]

  expect(refused(await portal.put(path, { role: 'Infirmière', ...period }))).toMatchObject(refusal)

  expect(await membersOf(portal, circle.id, 'all')).toEqual(members)
  expect(await eventsOfCircle(portal, circle.id)).toEqual(events)
})

test('a membership of nobody, of no circle or of somebody who departed is refused', async () => {
  const { portal, circle, nadia, path } = await aCircleWithout()
  const role = { role: 'Infirmière' }
  const nowhere = newId('inconnu')

  expect(refused(await portal.put(`/circles/${circle.id}/members/${nowhere}`, role))).toMatchObject({ status: 404, code: 'PERSON_UNKNOWN' })
  for (const answer of [
    await portal.put(`/circles/${nowhere}/members/${nadia.id}`, role),
    await portal.delete(`/circles/${nowhere}/members/${nadia.id}`),
    await portal.get(`/circles/${nowhere}/members`),
    await portal.get(`/circles/${nowhere}/state`),
    await portal.get(`/circles/${nowhere}`),
  ])
    expect(refused(answer)).toMatchObject({ status: 404, code: 'CIRCLE_UNKNOWN' })

  await portal.delete(`/people/${nadia.id}`)
  expect(refused(await portal.put(path, role))).toMatchObject({ status: 409, code: 'PERSON_DEPARTED' })
  expect(refused(await portal.delete(path))).toMatchObject({ status: 404, code: 'MEMBER_UNKNOWN' })
})

test('who changes a membership on the strength of an older reading of the circle is refused', async () => {
  const { portal, circle, nadia, path } = await aCircleWithout()
  const read = (await portal.get(`/circles/${circle.id}/members`)).headers.get('etag') ?? ''
  expect((await portal.put(path, { role: 'Infirmière' }, { 'if-match': read })).status).toBe(200)

  expect(refused(await portal.put(path, { role: 'Médecin' }, { 'if-match': read })).status).toBe(412)
  expect(refused(await portal.delete(path, { 'if-match': read })).status).toBe(412)
  expect(await membersOf(portal, circle.id)).toMatchObject([{ personId: nadia.id, role: 'Infirmière' }])
})
