import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../src/db/connect.ts'
import { listMeasures } from '../src/db/platform.ts'
import { daysUntil } from '../src/flows/platform/days.ts'
import { measureDays } from '../src/flows/platform/measure-days.ts'
import type { World } from '../src/flows/world.ts'
import { ownDatabase } from './support/own-database.ts'

// What each day counted, by a clock of our own in a database of our own.
let db: Db
let end: () => Promise<void>
beforeAll(async () => {
  ;({ db, end } = await ownDatabase())
  for (const id of ['nadia', 'paul', 'canari-1'])
    await db
      .insertInto('person')
      .values({
        id,
        given_name: 'N',
        family_name: id,
        profession: 'x',
        rpps: null,
        email: null,
        telephone: null,
        status: 'active',
        administrator: false,
        console_role: null,
        localpart: id,
      })
      .execute()
  for (const ref of ['c1', 'c2', 'canari-c'])
    await db
      .insertInto('room')
      .values({
        kind: 'journal',
        ref,
        scope: 'circle',
        structure: null,
        room_id: null,
        in_step: true,
        dirty_since: null,
        next_try_at: null,
        last_error: null,
        last_error_at: null,
        checked_at: null,
        announcing: null,
      })
      .execute()
}, 60_000)
afterAll(() => end())

let number = 0
const says = (person: string | null, at: string) =>
  db
    .insertInto('room_event')
    .values({
      event_id: `$${number++}`,
      kind: 'journal',
      ref: 'c1',
      at: new Date(at),
      sender: `@${person ?? 'x'}:x`,
      person,
      said: person !== null,
      thread: null,
      deleted_at: null,
    })
    .execute()
const refused = (user: string, at: string, count: number) =>
  db
    .insertInto('decision')
    .values({
      minute: new Date(at),
      first_at: new Date(at),
      last_at: new Date(at),
      count,
      allowed: false,
      question: 'event.send',
      action: null,
      rule: 'r',
      code: 'C',
      person: null,
      user_id: `@${user}:x`,
      subject: null,
      room_id: null,
      kind: null,
      ref: null,
      via: 'module',
      instance: String(number++),
    })
    .execute()
const step = (ref: string, inStep: boolean) => db.updateTable('room').set({ in_step: inStep }).where('ref', '=', ref).execute()
const measureAt = (at: string) => measureDays({ db, now: () => new Date(at), zone: 'Europe/Paris' } as World)
async function dayOf(day: string) {
  const mine = (await listMeasures(db, '2000-01-01')).filter((one) => one.day === day)
  return Object.fromEntries(mine.map(({ measure, value }) => [measure, value]))
}

test('a day is that of the platform’s zone, measured again and again it is the same, and canaries count for nothing', async () => {
  await says('nadia', '2026-11-29T22:59:00Z')
  await says('nadia', '2026-11-29T23:00:00Z')
  await says('nadia', '2026-11-30T08:00:00Z')
  await says('paul', '2026-11-30T08:01:00Z')
  await says(null, '2026-11-30T08:02:00Z')
  await refused('paul', '2026-11-30T09:00:00Z', 3)
  await refused('canari-1', '2026-11-30T09:00:00Z', 40)
  await refused('service_canari-1', '2026-11-30T09:00:00Z', 40)
  await step('c1', false)
  await step('canari-c', false)
  for (let times = 0; times < 3; times++) await Promise.all([measureAt('2026-11-30T10:00:00Z'), measureAt('2026-11-30T10:00:00Z')])
  expect(await dayOf('2026-11-30')).toEqual({ 'active-people': 2, messages: 3, refusals: 3, 'out-of-step': 1 })
  expect(await dayOf('2026-11-29')).toEqual({ 'active-people': 1, messages: 1, refusals: 0 })
  expect(await dayOf('2026-11-01')).toEqual({ 'active-people': 0, messages: 0, refusals: 0 })
  expect(await dayOf('2026-10-31')).toEqual({})
})

test('the most that was out of step at once is kept; what comes after the last look of a day is counted once the day is over', async () => {
  await step('c2', false)
  await measureAt('2026-11-30T11:00:00Z')
  await step('c1', true)
  await step('c2', true)
  await says('paul', '2026-11-30T22:58:00Z')
  await measureAt('2026-11-30T22:50:00Z')
  await says('paul', '2026-11-30T22:59:00Z')
  await measureAt('2026-12-01T00:10:00Z')
  expect(await dayOf('2026-11-30')).toEqual({ 'active-people': 2, messages: 5, refusals: 3, 'out-of-step': 2 })
  expect(await dayOf('2026-12-01')).toEqual({ 'active-people': 0, messages: 0, refusals: 0, 'out-of-step': 0 })
})

test('a month in which clocks change has a day for each of its dates', () => {
  const days = daysUntil(new Date('2026-11-10T23:30:00Z'), 'Europe/Paris', 30)
  expect(days).toHaveLength(30)
  expect([days[0], days.at(-1)]).toEqual(['2026-10-13', '2026-11-11'])
  expect(new Set(days).size).toBe(30)
})
