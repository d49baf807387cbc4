import { describe, expect, test } from 'vitest'
import type { Circle } from '../src/contract.ts'
import { Difference } from '../src/contract.ts'
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

type Row = { personId: string; role: string; start?: string; end?: string | null }
const row = ({ id }: { id: string }, role = 'Infirmière'): Row => ({ personId: id, role })
const snapshot = (by: System, circle: string, members: readonly Row[], query = '') =>
  by.put(`/circles/${circle}/members${query}`, { members, reason: 'relève' })

/** Nadia and Yann are in the circle; Zoé is not. */
async function aCircleOfTwo() {
  const portal = await aSystem()
  const [circle, nadia, yann, zoe] = await Promise.all([
    aCircle(portal),
    aPerson(portal, { givenName: 'Nadia', familyName: 'Benali' }),
    aPerson(portal, { givenName: 'Yann', familyName: 'Le Goff' }),
    aPerson(portal, { givenName: 'Zoé', familyName: 'Lefèvre' }),
  ])
  told(await snapshot(portal, circle.id, [row(nadia), row(yann, 'Médecin')]), Difference)
  return { portal, circle, nadia, yann, zoe }
}
const people = async (by: System, circle: Circle) =>
  (await membersOf(by, circle.id)).map(({ personId, role }) => `${personId} ${role}`).toSorted()

test('a snapshot brings who is new, ends who is missing, changes who changed and leaves the others alone', async () => {
  const { portal, circle, nadia, yann, zoe } = await aCircleOfTwo()
  const thomas = await aPerson(portal)
  await snapshot(portal, circle.id, [row(nadia), row(yann, 'Médecin'), row(thomas)])
  const before = await eventsOfCircle(portal, circle.id)

  const { changes } = told(await snapshot(portal, circle.id, [row(nadia, 'Coordinatrice'), row(thomas), row(zoe)]), Difference)

  expect(new Map(changes.map(({ personId, change, words }) => [String(personId), `${change}: ${words}`]))).toEqual(
    new Map([
      [String(nadia.id), 'changed: Nadia BENALI : Infirmière → Coordinatrice.'],
      [String(yann.id), 'ended: Yann LE GOFF quitte le cercle de soins.'],
      [String(zoe.id), 'added: Zoé LEFÈVRE entre dans le cercle de soins (Infirmière).'],
    ]),
  )
  expect(changes).toHaveLength(3)
  expect(await people(portal, circle)).toEqual([`${nadia.id} Coordinatrice`, `${thomas.id} Infirmière`, `${zoe.id} Infirmière`].toSorted())
  const events = (await eventsOfCircle(portal, circle.id)).slice(before.length)
  expect(typesOf(events).toSorted()).toEqual([
    'member.joined',
    'member.left',
    'member.role-changed',
    'membership.added',
    'membership.changed',
    'membership.ended',
  ])
  expect(events.map(({ reason }) => reason)).toEqual(events.map(() => 'relève'))
})

test('the same snapshot again changes nothing', async () => {
  const { portal, circle, nadia, yann } = await aCircleOfTwo()
  const before = await eventsOfCircle(portal, circle.id)

  expect(told(await snapshot(portal, circle.id, [row(yann, 'Médecin'), row(nadia)]), Difference).changes).toEqual([])
  expect(await eventsOfCircle(portal, circle.id)).toEqual(before)
})

test('a trial run tells the difference in words and changes nothing', async () => {
  const { portal, circle, nadia, zoe } = await aCircleOfTwo()
  const before = { members: await membersOf(portal, circle.id, 'all'), events: await eventsOfCircle(portal, circle.id) }
  const members = [row(nadia, 'Coordinatrice'), row(zoe)]

  const trial = told(await snapshot(portal, circle.id, members, '?dryRun=true'), Difference)
  expect({ members: await membersOf(portal, circle.id, 'all'), events: await eventsOfCircle(portal, circle.id) }).toEqual(before)

  const real = told(await snapshot(portal, circle.id, members), Difference)
  expect(trial.dryRun).toBe(true)
  expect(real).toEqual({ ...trial, dryRun: false })
})

test('a change of dates is told in words as well', async () => {
  const { portal, circle, nadia, yann } = await aCircleOfTwo()
  const end = '2099-12-31T12:00:00Z'

  const { changes } = told(await snapshot(portal, circle.id, [{ ...row(nadia), end }, row(yann, 'Médecin')], '?dryRun=true'), Difference)

  expect(changes).toMatchObject([{ personId: nadia.id, change: 'changed' }])
  expect(changes[0]?.words).toContain('31/12/2099')
  expect(changes[0]?.words).not.toContain('Infirmière → Infirmière')
})

test('who was to come later and is no longer listed does not come', async () => {
  const { portal, circle, nadia, yann, zoe } = await aCircleOfTwo()
  const start = inSeconds(10 * DAY)
  await snapshot(portal, circle.id, [row(nadia), row(yann, 'Médecin'), { ...row(zoe), start }])

  const { changes } = told(await snapshot(portal, circle.id, [row(nadia), row(yann, 'Médecin')]), Difference)

  expect(changes).toMatchObject([{ personId: zoe.id, change: 'cancelled', words: 'L’arrivée prévue de Zoé LEFÈVRE est annulée.' }])
  expect((await membersOf(portal, circle.id, 'all')).map(({ personId }) => personId)).not.toContain(zoe.id)
})

test('an empty list puts everybody out only when that is confirmed', async () => {
  const { portal, circle } = await aCircleOfTwo()
  const before = await people(portal, circle)

  for (const query of ['', '?dryRun=true', '?confirmEmpty=false'])
    expect(refused(await snapshot(portal, circle.id, [], query))).toMatchObject({ status: 409, code: 'EMPTY_SNAPSHOT', path: 'members' })
  expect(await people(portal, circle)).toEqual(before)

  expect(told(await snapshot(portal, circle.id, [], '?confirmEmpty=true'), Difference).changes).toHaveLength(2)
  expect(await people(portal, circle)).toEqual([])
  expect(told(await snapshot(portal, circle.id, []), Difference).changes).toEqual([])
})

test('whom another system placed stays', async () => {
  const { portal, circle, nadia, yann, zoe } = await aCircleOfTwo()
  const dac = await aSystem()
  await dac.put(`/circles/${circle.id}/members/${zoe.id}`, { role: 'Assistante sociale' })

  await snapshot(portal, circle.id, [row(nadia)])
  expect(await people(portal, circle)).toEqual([`${nadia.id} Infirmière`, `${zoe.id} Assistante sociale`].toSorted())

  await snapshot(dac, circle.id, [row(yann)])
  expect(await people(portal, circle)).toEqual([`${nadia.id} Infirmière`, `${yann.id} Infirmière`].toSorted())
})

describe('one bad row refuses the whole snapshot, names the row and changes nothing:', () => {
  const cases: [string, (one: Awaited<ReturnType<typeof aCircleOfTwo>>) => Row | Promise<Row>, object][] = [
    ['somebody twice', ({ nadia }) => row(nadia), { status: 400, code: 'TWICE_IN_SNAPSHOT', path: 'members[2].personId' }],
    [
      'somebody unknown',
      () => ({ personId: newId('inconnu'), role: 'Médecin' }),
      { status: 422, code: 'REFERENCE_UNKNOWN', path: 'members[2].personId' },
    ],
    [
      'an end before the start',
      ({ yann }) => ({ ...row(yann), start: '2026-02-01T08:00:00Z', end: '2026-01-01T08:00:00Z' }),
      { status: 400, code: 'END_BEFORE_START', path: 'members[2].end' },
    ],
    [
      'somebody who departed',
      async ({ portal }) => {
        const gone = await aPerson(portal)
        await portal.delete(`/people/${gone.id}`)
        return row(gone)
      },
      { status: 409, code: 'PERSON_DEPARTED', path: 'members[2].personId' },
    ],
    [
      'somebody who left the circle, then departed',
      async ({ portal, circle }) => {
        const gone = await aPerson(portal)
        await portal.put(`/circles/${circle.id}/members/${gone.id}`, {
          role: 'Médecin',
          start: '2026-01-01T08:00:00Z',
          end: '2026-02-01T08:00:00Z',
        })
        await portal.delete(`/people/${gone.id}`)
        return row(gone)
      },
      { status: 409, code: 'PERSON_DEPARTED', path: 'members[2].personId' },
    ],
  ]
  test.each(cases)('%s', async (_what, bad, refusal) => {
    const made = await aCircleOfTwo()
    const { portal, circle, nadia, zoe } = made
    const rows = [row(nadia, 'Coordinatrice'), row(zoe), await bad(made)]
    const before = { members: await membersOf(portal, circle.id, 'all'), events: await eventsOfCircle(portal, circle.id) }

    expect(refused(await snapshot(portal, circle.id, rows))).toMatchObject(refusal)
    expect({ members: await membersOf(portal, circle.id, 'all'), events: await eventsOfCircle(portal, circle.id) }).toEqual(before)
  })
})

test('a snapshot made from an older reading is refused', async () => {
  const { portal, circle, nadia, yann } = await aCircleOfTwo()
  const read = (await portal.get(`/circles/${circle.id}/members`)).headers.get('etag') ?? ''
  await portal.delete(`/circles/${circle.id}/members/${yann.id}`)
  const put = (etag: string) => portal.put(`/circles/${circle.id}/members`, { members: [row(nadia), row(yann)] }, { 'if-match': etag })

  expect(refused(await put(read))).toMatchObject({ status: 412, code: 'CHANGED_MEANWHILE' })
  expect(await people(portal, circle)).toEqual([`${nadia.id} Infirmière`])
})

test('a snapshot of a circle that does not exist is refused', async () => {
  const portal = await aSystem()
  expect(refused(await snapshot(portal, newId('cercle'), []))).toMatchObject({ status: 404, code: 'CIRCLE_UNKNOWN' })
})
