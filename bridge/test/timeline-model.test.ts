import * as fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Counts } from '../src/contract.ts'
import { type Json, ask, sharedStage, some } from './support/rooms.ts'

const stage = sharedStage()
const { secrets, apiUrl, databaseUrl, serverName } = inject('stack')
const db = new Client(databaseUrl)
beforeAll(() => db.connect())
afterAll(() => db.end())

/** What may happen in a journal of three people. `who` and `what` name a person and an earlier message by their number, in a circle. */
type Act =
  | { act: 'say'; who: number; thread: number | null; kind: 'm.text' | 'm.notice' }
  | { act: 'delete'; what: number }
  | { act: 'read'; who: number; what: number; sort: 'm.read' | 'm.read.private'; thread: boolean }
  | { act: 'repeat' }
const number = fc.nat({ max: 40 })
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('say' as const),
      who: fc.nat({ max: 2 }),
      thread: fc.option(number, { freq: 2 }),
      kind: fc.constantFrom('m.text' as const, 'm.text' as const, 'm.notice' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('delete' as const), what: number }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('read' as const),
      who: fc.nat({ max: 1 }),
      what: number,
      sort: fc.constantFrom('m.read' as const, 'm.read.private' as const),
      thread: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('repeat' as const) }) },
)

interface Said {
  id: string
  who: number
  counts: boolean
  root: string | null
  deleted: boolean
}
/** The same, by hand: a list, and for each person and thread the furthest place that they have read. */
function modelOf() {
  const said: Said[] = []
  const read = new Map<string, number>()
  const upTo = (who: number, thread: string) => read.get(`${who} ${thread}`) ?? -1
  return {
    said,
    read(who: number, at: number, thread: string) {
      read.set(`${who} ${thread}`, Math.max(upTo(who, thread), at))
    },
    unread: (who: number) =>
      said.filter((one, at) => one.counts && !one.deleted && one.who !== who && at > upTo(who, '') && at > upTo(who, one.root ?? 'main'))
        .length,
  }
}

/** People and rooms that only the registry knows: what the homeserver would deliver is written by hand. */
async function aJournal() {
  const [circle, room] = [some('c'), `!${some('model')}:${serverName}`]
  const patient = some('usager')
  const structure = await stage.newStructure()
  const people = Array.from({ length: 3 }, () => some('modele'))
  await db.query(`insert into patient (id, display_name, identifiers) values ($1, 'Modèle', '[]')`, [patient])
  await db.query(`insert into circle (id, patient, structure, status) values ($1, $2, $3, 'active')`, [circle, patient, structure.id])
  for (const person of people) {
    await db.query(
      `insert into person (id, given_name, family_name, profession, status, administrator, localpart, account_state)
       values ($1, 'Camille', 'Modèle', 'Infirmière', 'active', false, $1, 'ready')`,
      [person],
    )
    await db.query(
      `insert into circle_membership (circle, person, source, role, start_at, requested_by) values ($1, $2, 'essais', 'Infirmière', now() - interval '1 day', 'essais')`,
      [circle, person],
    )
  }
  await db.query(`insert into room (kind, ref, scope, room_id, in_step) values ('journal', $1, 'circle', $2, true)`, [circle, room])
  return { circle, room, people, users: people.map((person) => `@${person}:${serverName}`) }
}

test('whatever is said, deleted, read and delivered twice, however it is grouped: the order and the counts are those of a simple list', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(act, fc.boolean()), { maxLength: 40, size: 'max' }),
      fc.boolean(),
      async (acts, alwaysWithThread) => {
        const { circle, room, people, users } = await aJournal()
        const model = modelOf()
        let batch: { events: Json[]; ephemeral: Json[] } = { events: [], ephemeral: [] }
        let before = batch
        let unsaid = false
        const deliver = async (body: object) =>
          expect((await ask(`${apiUrl}/_matrix/app/v1/transactions/${some('txn')}`, 'PUT', secrets.hsToken, body)).status).toBe(200)
        const event = (sender: string, type: string, content: Json) => {
          const one = { event_id: `$${some('model')}`, room_id: room, type, sender, origin_server_ts: Date.now(), content }
          batch.events.push(one)
          return one.event_id
        }
        for (const [one, endsBatch] of acts) {
          const target = 'what' in one ? one.what % Math.max(1, model.said.length) : 0
          const found = model.said[target]
          if (one.act === 'say') {
            const parent = one.thread === null ? undefined : model.said[one.thread % Math.max(1, model.said.length)]
            // There are no threads in threads.
            const root = parent === undefined ? null : (parent.root ?? parent.id)
            const relation = root === null ? {} : { 'm.relates_to': { rel_type: 'm.thread', event_id: root } }
            const id = event(users[one.who] ?? '', 'm.room.message', { msgtype: one.kind, body: 'x', ...relation })
            model.said.push({ id, who: one.who, counts: one.kind === 'm.text', root, deleted: false })
          } else if (one.act === 'delete' && found !== undefined) {
            event(users[found.who] ?? '', 'm.room.redaction', { redacts: found.id })
            found.deleted = true
          } else if (one.act === 'read' && found !== undefined) {
            const thread = one.thread || alwaysWithThread ? (found.root ?? 'main') : ''
            const said = { ts: Date.now(), ...(thread === '' ? {} : { thread_id: thread }) }
            batch.ephemeral.push({
              type: 'm.receipt',
              room_id: room,
              content: { [found.id]: { [one.sort]: { [users[one.who] ?? '']: said } } },
            })
            model.read(one.who, target, thread)
            if (thread === '') unsaid = true
          }
          if (one.act === 'repeat') await deliver(before)
          if (endsBatch) {
            await deliver(batch)
            before = batch
            batch = { events: [], ephemeral: [] }
          }
        }
        await deliver(batch)
        const { rows } = await db.query<{ event_id: string; deleted: boolean }>(
          `select event_id, deleted_at is not null as deleted from room_event where ref = $1 order by position`,
          [circle],
        )
        const ids = new Set(model.said.map(({ id }) => id))
        expect(rows.filter(({ event_id }) => ids.has(event_id))).toEqual(model.said.map(({ id, deleted }) => ({ event_id: id, deleted })))
        const counts = await Promise.all(people.map((person) => stage.told<Counts>('GET', `/people/${person}/counts`)))
        const ours = counts.map(({ journals }) => journals.find(({ circleId }) => circleId === circle)?.unread ?? 0)
        const theirs = people.map((_, who) => model.unread(who))
        // A receipt that does not say its thread may mean less than the whole room: nothing is taken for read that may not be.
        if (unsaid && model.said.some(({ root }) => root !== null))
          for (const [who, count] of ours.entries()) expect(count).toBeGreaterThanOrEqual(theirs[who] ?? 0)
        else expect(ours).toEqual(theirs)
      },
    ),
    { numRuns: 30 },
  )
})
