import { expect, inject, test } from 'vitest'
import { HeldDetail } from '../src/contract.ts'
import { aCircleOf, atTheConsole, numberOf } from './support/held.ts'
import { aStructure, aSystem, inSeconds, membersOf, refused } from './support/registry.ts'
import { eventually, sharedStage } from './support/rooms.ts'

const stage = sharedStage()
const doors = inject('stack')

/** Three circles of eight, of one structure: 24 people, of whom more than ten percent are three, and the floor is ten. */
async function aStructureOf24() {
  const portal = await aSystem()
  const { id } = await aStructure(portal)
  const circles = [
    await aCircleOf(8, portal, stage, { structure: id }),
    await aCircleOf(8, portal, stage, { structure: id }),
    await aCircleOf(8, portal, stage, { structure: id }),
  ]
  const all = circles.flatMap((circle) => circle.people.map((person) => ({ circle: circle.id, person: person.id })))
  const remove = (index: number) => portal.delete(`/circles/${all[index]?.circle}/members/${all[index]?.person}`)
  const present = async () => (await Promise.all(circles.map((circle) => membersOf(portal, circle.id)))).flat().length
  return { portal, structure: id, circles, all, remove, present }
}

test('many small removals count together: the tenth waits, what follows joins it, and they are decided together', async () => {
  const { portal, structure, remove, present } = await aStructureOf24()
  for (let index = 0; index < 9; index++) expect((await remove(index)).status).toBe(204)
  const id = numberOf(refused(await remove(9)))
  for (const index of [10, 11, 12, 10]) expect(numberOf(refused(await remove(index)))).toBe(id)
  expect(await present()).toBe(15)

  const claire = await atTheConsole(stage, doors)
  const [series, ...others] = await claire.waitingOf(portal.name)
  expect(others).toEqual([])
  expect(series).toMatchObject({ id, kind: 'period.end', level: 'structure', ref: structure, inputs: 4, endings: 13, ofMemberships: 24 })
  expect((await claire.held(id)).difference.losses).toBe(4)
  // Another one joins after it was read: what was read is not what would be approved.
  const version = `"v${series?.version}"`
  expect(numberOf(refused(await remove(13)))).toBe(id)
  expect(await claire.decide(id, 'approval', 'vu', { 'if-match': version })).toMatchObject({
    status: 412,
    body: { code: 'CHANGED_MEANWHILE' },
  })
  expect((await claire.decide(id, 'approval')).status).toBe(200)
  expect(await present()).toBe(10)

  // Another author has a count of their own.
  const other = await aSystem()
  expect(refused(await other.delete(`/circles/${(await aCircleOf(1, other, stage)).id}/members/inconnu`)).code).toBe('MEMBER_UNKNOWN')
  // The same author still has ended too much.
  expect(numberOf(refused(await remove(20)))).not.toBe(id)
})

test('a series shows every kind of act that it holds, who would lose and who would enter, circle after circle, by pages', async () => {
  const { portal, circles, all, remove, present } = await aStructureOf24()
  for (let index = 0; index < 9; index++) expect((await remove(index)).status).toBe(204)
  const id = numberOf(refused(await remove(9)))
  const [, second, third] = circles as [(typeof circles)[0], (typeof circles)[0], (typeof circles)[0]]
  const [newcomer, leaver] = [await stage.newPerson({}, { withPassword: false }), second.people[7]?.id]
  // Of the third circle one is missing, and somebody is new.
  expect(numberOf(refused(await third.put([...third.people.slice(1), newcomer])))).toBe(id)
  expect(numberOf(refused(await portal.ask('POST', `/people/${leaver}/departure`, { body: { reason: 'retraite' } })))).toBe(id)
  const earlier = { role: 'Infirmière', end: inSeconds(1_800) }
  expect(numberOf(refused(await portal.put(`/circles/${second.id}/members/${second.people[6]?.id}`, earlier)))).toBe(id)

  const claire = await atTheConsole(stage, doors)
  const acts = ['period.end', 'members.replace', 'departure', 'period.put'].map((kind) => ({ kind, inputs: 1 }))
  const series = await claire.held(id)
  expect(series).toMatchObject({ kind: 'period.end', inputs: 4, acts, difference: { losses: 4, gains: 1 } })
  expect(await claire.waitingOf(portal.name)).toMatchObject([{ id, acts }])
  const lines: HeldDetail['difference']['items'] = []
  let pages = 0
  for (let cursor: string | null = ''; cursor !== null; pages++) {
    const { difference } = HeldDetail.parse((await claire.call('GET', `/held-changes/${id}?limit=2&cursor=${cursor}`)).body)
    lines.push(...difference.items)
    cursor = difference.next
  }
  expect(pages).toBe(3)
  expect(lines).toEqual(series.difference.items)
  const told = lines.map(({ change, person, circle }) => `${change} ${person.id} ${circle?.id}`)
  const lost = [all[9]?.person, leaver, second.people[6]?.id].map((person) => `lost ${person} ${second.id}`)
  const inThird = [`lost ${third.people[0]?.id} ${third.id}`, `gained ${newcomer.id} ${third.id}`]
  expect(told.toSorted()).toEqual([...lost, ...inThird].toSorted())
  // One circle after the other, and in each who loses it before who enters.
  const of = (circle: string) => told.filter((one) => one.endsWith(` ${circle}`))
  expect([
    [...of(second.id), ...of(third.id)],
    [...of(third.id), ...of(second.id)],
  ]).toContainEqual(told)
  expect(of(third.id)).toEqual(inThird)
  expect(lines.find(({ change }) => change === 'gained')?.since).toBeNull()

  expect((await claire.decide(id, 'approval')).status).toBe(200)
  expect((await membersOf(portal, third.id)).map(({ personId }) => personId)).toContain(newcomer.id)
  await eventually(async () => expect(await present()).toBe(13))
})

test('of parallel removals that are too many together, only those pass that are not', async () => {
  const { remove, present } = await aStructureOf24()
  const answers = await Promise.all(Array.from({ length: 16 }, (_none, index) => remove(index)))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    ...Array<number>(9).fill(204),
    ...Array<number>(7).fill(409),
  ])
  expect(new Set(answers.filter(({ status }) => status === 409).map((answer) => numberOf(refused(answer)))).size).toBe(1)
  expect(await present()).toBe(15)
})

test('an end in the next minutes is an ending, one that is far is none', async () => {
  const portal = await aSystem()
  const circle = await aCircleOf(8, portal, stage)
  const ending = (seconds: number) => ({
    members: circle.people.map(({ id: personId }) => ({ personId, role: 'Infirmière', end: inSeconds(seconds) })),
  })
  expect((await portal.put(`/circles/${circle.id}/members`, ending(86_400))).status).toBe(200)
  numberOf(refused(await portal.put(`/circles/${circle.id}/members`, ending(5))))
  for (const { end } of await membersOf(portal, circle.id)) expect(Date.parse(String(end)) - Date.now()).toBeGreaterThan(3_600_000)
})

test('who ends one circle is taken at their word; who ends circle after circle is stopped', async () => {
  const { portal, circles, present } = await aStructureOf24()
  const [first, second] = circles
  expect((await portal.delete(`/circles/${first?.id}`)).status).toBe(204)
  const id = numberOf(refused(await portal.delete(`/circles/${second?.id}`)))
  expect(await present()).toBe(16)
  const claire = await atTheConsole(stage, doors)
  expect(await claire.held(id)).toMatchObject({ kind: 'circle.end', endings: 16, ofMemberships: 24, difference: { losses: 8 } })
  expect((await claire.decide(id, 'approval')).status).toBe(200)
  expect(await present()).toBe(8)
})

test('a DAC that stops being one would put its team out: it waits, and the rooms stay as they were', async () => {
  const portal = await aSystem()
  const dac = await aStructure(portal, { name: 'DAC du Marais', kind: 'DAC', dac: true })
  const team = await Promise.all(Array.from({ length: 6 }, () => stage.newPerson({}, { withPassword: false })))
  for (const { id } of team) await portal.put(`/people/${id}/employments/${dac.id}`, { role: 'member' })
  const rooms = await stage.settledDac(dac.id)
  const id = numberOf(refused(await portal.put(`/structures/${dac.id}`, { name: dac.name, kind: dac.kind, dac: false })))
  expect(await stage.joinedIn(rooms.liaison)).toHaveLength(6)

  const claire = await atTheConsole(stage, doors)
  expect(await claire.held(id)).toMatchObject({ level: 'team', kind: 'structure.put', about: dac.name, difference: { losses: 6 } })
  expect((await claire.decide(id, 'rejection')).status).toBe(200)
  expect((await portal.delete(`/people/${team[0]?.id}/employments/${dac.id}`)).status).toBe(204)
})

test('a person in many circles of one structure does not go from all of them at a word; the same again stays one', async () => {
  const portal = await aSystem()
  const { id: structure } = await aStructure(portal)
  const busy = await stage.newPerson({}, { withPassword: false })
  for (let index = 0; index < 10; index++) {
    const circle = await aCircleOf(1, portal, stage, { structure })
    await portal.put(`/circles/${circle.id}/members/${busy.id}`, { role: 'Médecin traitant' })
  }
  const { id: _id, userId: _userId, account: _account, version: _version, fullName: _name, password: _password, ...body } = busy
  const suspend = () => portal.put(`/people/${busy.id}`, { ...body, status: 'suspended', reason: 'Enquête' })
  const id = numberOf(refused(await suspend()))
  expect(numberOf(refused(await suspend()))).toBe(id)
  expect(await stage.told('GET', `/people/${busy.id}`)).toMatchObject({ status: 'active' })

  const claire = await atTheConsole(stage, doors)
  expect(await claire.held(id)).toMatchObject({
    kind: 'person.put',
    level: 'structure',
    endings: 10,
    ofMemberships: 20,
    difference: { losses: 10 },
    reason: 'Enquête',
  })
  expect((await claire.decide(id, 'approval')).status).toBe(200)
  expect(await stage.told('GET', `/people/${busy.id}`)).toMatchObject({ status: 'suspended' })
  // Approved, it keeps why it was asked.
  const told = (await stage.eventsOf(`personId=${busy.id}`)).find(({ type }) => type === 'person.suspended')
  expect(told).toMatchObject({ reason: 'Enquête' })
})
