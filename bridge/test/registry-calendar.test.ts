import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { Circle, ROUTES } from '../src/contract.ts'
import { connect } from '../src/db/connect.ts'
import {
  aCircle,
  aPerson,
  aStructure,
  aSystem,
  eventsOfCircle,
  eventsOfPerson,
  inSeconds,
  membersOf,
  type System,
  told,
  typesOf,
} from './support/registry.ts'

const patience = { timeout: 90_000, interval: 250 }
const soon = (by: System, circle: string) => expect.poll(async () => typesOf(await eventsOfCircle(by, circle)), patience)

test('a nurse who begins in two seconds becomes a member by herself, on behalf of who asked for it', async () => {
  const portal = await aSystem()
  const [circle, nadia] = await Promise.all([aCircle(portal), aPerson(portal)])
  const start = inSeconds(2)
  await portal.put(`/circles/${circle.id}/members/${nadia.id}`, { role: 'Infirmière', start, reason: 'relais' })

  await soon(portal, circle.id).toContain('member.joined')

  const joined = (await eventsOfCircle(portal, circle.id)).find(({ type }) => type === 'member.joined')
  expect(joined).toMatchObject({
    personId: nadia.id,
    source: portal.name,
    by: portal.name,
    reason: 'relais',
    after: { role: 'Infirmière' },
  })
  expect(Date.parse(joined?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(start))
  expect(await membersOf(portal, circle.id)).toMatchObject([{ personId: nadia.id }])
  expect(told(await portal.get(`/circles/${circle.id}`), Circle).memberCount).toBe(1)
  const inRoom = async () => told(await portal.get(`/circles/${circle.id}/state`), ROUTES.getCircleState.answer).members
  await expect.poll(inRoom, patience).toMatchObject([{ personId: nadia.id, wanted: true, actual: 'join', inStep: true }])
})

test('a doctor whose period ends in a few seconds leaves by himself, and is put out of the journal', async () => {
  const portal = await aSystem()
  const [circle, yann] = await Promise.all([aCircle(portal), aPerson(portal)])
  await portal.put(`/circles/${circle.id}/members/${yann.id}`, { role: 'Médecin', start: inSeconds(-60), end: inSeconds(4) })
  expect(typesOf(await eventsOfCircle(portal, circle.id))).toContain('member.joined')

  await soon(portal, circle.id).toContain('member.left')

  expect(await membersOf(portal, circle.id)).toEqual([])
  const inRoom = async () => told(await portal.get(`/circles/${circle.id}/state`), ROUTES.getCircleState.answer).members
  await expect.poll(inRoom, patience).toEqual([])
})

test('a replacement that begins and ends by the calendar is told once each, in order', async () => {
  const portal = await aSystem()
  const [circle, zoe] = await Promise.all([aCircle(portal), aPerson(portal)])
  await portal.put(`/circles/${circle.id}/members/${zoe.id}`, { role: 'Remplaçante', start: inSeconds(1), end: inSeconds(6) })
  await soon(portal, circle.id).toContain('member.left')

  expect(typesOf(await eventsOfCircle(portal, circle.id))).toEqual(['circle.created', 'membership.added', 'member.joined', 'member.left'])
})

test('who moved the start of a membership is followed: the old hour passes without anybody joining', async () => {
  const portal = await aSystem()
  const [circle, nadia, yann] = await Promise.all([aCircle(portal), aPerson(portal), aPerson(portal)])
  await portal.put(`/circles/${circle.id}/members/${nadia.id}`, { role: 'Infirmière', start: inSeconds(5) })
  await portal.put(`/circles/${circle.id}/members/${nadia.id}`, { role: 'Infirmière', start: inSeconds(86_400) })
  await portal.put(`/circles/${circle.id}/members/${yann.id}`, { role: 'Médecin', start: inSeconds(6) })

  await soon(portal, circle.id).toContain('member.joined')

  const joined = (await eventsOfCircle(portal, circle.id)).filter(({ type }) => type === 'member.joined')
  expect(joined.map(({ personId }) => personId)).toEqual([yann.id])
})

test('an employment in a DAC begins by itself', async () => {
  const portal = await aSystem()
  const [dac, nadia] = await Promise.all([aStructure(portal, { dac: true }), aPerson(portal)])
  await portal.put(`/people/${nadia.id}/employments/${dac.id}`, { start: inSeconds(2) })

  await expect
    .poll(async () => typesOf(await eventsOfPerson(portal, nadia.id)), patience)
    .toEqual(['person.created', 'employment.added', 'staff.joined'])
})

test('the database itself refuses that one system says two things of one instant, of a circle or of an employment', async () => {
  const portal = await aSystem()
  const [circle, nadia] = await Promise.all([aCircle(portal), aPerson(portal)])
  const { db } = connect(inject('stack').databaseUrl, 1)
  const trx = await db.startTransaction().execute()
  const say = (table: string, subject: string, ref: string, start: string, end: string | null) =>
    sql`insert into ${sql.table(table)} (${sql.ref(subject)}, person, source, role, start_at, end_at, requested_by)
      values (${ref}, ${nadia.id}, 'essai', 'member', ${start}, ${end}, 'essai')`.execute(trx)
  try {
    for (const [table, subject, ref] of [
      ['circle_membership', 'circle', circle.id],
      ['employment', 'structure', circle.structure.id],
    ] as const) {
      await say(table, subject, ref, '2026-01-01', '2026-02-01')
      await say(table, subject, ref, '2026-02-01', null)
      const before = await trx.savepoint('before').execute()
      await expect(say(table, subject, ref, '2026-01-15', '2026-01-16')).rejects.toMatchObject({ code: '23P01' })
      await before.rollbackToSavepoint('before').execute()
    }
  } finally {
    await trx.rollback().execute()
    await db.destroy()
  }
})
