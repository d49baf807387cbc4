import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChainFault } from '../src/contract.ts'
import type { Db } from '../src/db/connect.ts'
import { type NewEvent, recordEvents } from '../src/db/events.ts'
import { up } from '../src/db/migrations/2026-12-03-d-event-chain.ts'
import { sealChain, sealKeyOf } from '../src/flows/audit/seal-chain.ts'
import { verifyChain } from '../src/flows/audit/verify-chain.ts'
import { ownDatabase } from './support/own-database.ts'

const EVENTS = 24
const key = sealKeyOf(Buffer.alloc(32, 7).toString('base64url'))
const now = () => new Date('2026-11-30T10:00:00.123Z')
let own: Awaited<ReturnType<typeof ownDatabase>>
let ids: string[]

/** As odd as what people and systems write. */
const odd: readonly NewEvent[] = [
  {
    type: 'membership.added',
    circle: 'c-1',
    person: 'p-1',
    reason: 'sortie « d’hôpital »\n\tsuite \\ "fin" \u2028 \u001f é 👩‍⚕️',
    after: { role: 'IDE', b: 1, a: [1.5, null, { z: 1e21 }] },
  },
  { type: 'person.changed', person: 'p-2', before: { name: 'É' }, after: { name: 'È', emptied: '' } },
  { type: 'structure.created', structure: 's-1', after: {} },
]
const record = (db: Db, events: readonly NewEvent[]) =>
  db.transaction().execute((trx) => recordEvents(trx, { source: 'essais', by: 'Essais' }, now(), events))

beforeAll(async () => {
  own = await ownDatabase()
  for (let made = 0; made < EVENTS; made += odd.length) await record(own.db, odd)
  await sealChain({ db: own.db, now }, key)
  await record(own.db, odd)
  ids = (await own.db.selectFrom('event').select('id').orderBy('id').execute()).map(({ id }) => id)
}, 120_000)
afterAll(() => own.end())

const verified = (db: Db, open = key.open) => verifyChain(db, { key: open })
/** What somebody with all rights over the database does to it, and what the verification says; then it never was. */
async function afterTampering(...statements: readonly ReturnType<typeof sql>[]): Promise<ChainFault[]> {
  const trx = await own.db.startTransaction().execute()
  try {
    await sql`alter table event disable trigger all`.execute(trx)
    for (const statement of statements) await statement.execute(trx)
    return [...(await verified(trx)).faults]
  } finally {
    await trx.rollback().execute()
  }
}
const at = (index: number): string => ids[index] ?? ''

test('what was recorded is whole, whatever was written in it', async () => {
  expect(await verified(own.db)).toMatchObject({ verified: ids.length, faultCount: 0, faults: [] })
})

const COLUMNS = ['batch', 'at', 'type', 'circle', 'person', 'structure', 'patient', 'source', 'by', 'reason', 'before', 'after'] as const
const VALUES: Record<(typeof COLUMNS)[number], string> = {
  batch: `batch + 1`,
  at: `at + interval '1 microsecond'`,
  type: `type || '.'`,
  circle: `coalesce(circle, '') || 'x'`,
  person: `coalesce(person, '') || 'x'`,
  structure: `coalesce(structure, '') || 'x'`,
  patient: `coalesce(patient, '') || 'x'`,
  source: `source || ' '`,
  by: `by || ' '`,
  reason: `coalesce(reason, '') || ' '`,
  before: `coalesce(before, '{}') || '{"more": 1}'`,
  after: `coalesce(after, '{}') || '{"more": 1}'`,
}

test('whatever row is changed, taken away, put in or moved, the place is named', async () => {
  const index = fc.integer({ min: 0, max: EVENTS + odd.length - 1 })
  const change = fc.record({ act: fc.constant('change' as const), index, column: fc.constantFrom(...COLUMNS) })
  const other = fc.record({ act: fc.constantFrom('delete', 'insert', 'swap', 'hash', 'previous'), index, with: index })
  await fc.assert(
    fc.asyncProperty(fc.oneof(change, other), async (given) => {
      const id = at(given.index)
      if (given.act === 'change') {
        const faults = await afterTampering(
          sql`update event set ${sql.ref(given.column)} = ${sql.raw(VALUES[given.column])} where id = ${id}`,
        )
        expect(faults).toContainEqual({ fault: 'changed', after: ids[given.index - 1] ?? null, id })
        return
      }
      const elsewhere = at('with' in given ? given.with : 0)
      switch (given.act) {
        case 'delete': {
          const faults = await afterTampering(sql`delete from event where id = ${id}`)
          const after = ids[given.index - 1] ?? null
          const named = given.index === ids.length - 1 ? { fault: 'cut', after, id } : { fault: 'broken', after, id: at(given.index + 1) }
          expect(faults).toContainEqual(named)
          return
        }
        case 'insert': {
          // Room is made first: identifiers follow each other.
          const faults = await afterTampering(
            sql`update event set id = -id - 1 where id > ${id}`,
            sql`update event set id = -id where id < 0`,
            sql`insert into event select id + 1, batch, at, type, circle, person, structure, patient, source, by, reason, before, after, previous, hash from event where id = ${id}`,
          )
          expect(faults.map((fault) => fault.id)).toContain(String(BigInt(id) + 1n))
          return
        }
        case 'swap': {
          if (id === elsewhere) return
          const faults = await afterTampering(
            sql`update event set id = -id where id in (${id}, ${elsewhere})`,
            sql`update event set id = case id when -(${id}::bigint) then ${elsewhere}::bigint else ${id}::bigint end where id < 0`,
          )
          for (const moved of [id, elsewhere]) expect(faults.map((fault) => fault.id)).toContain(moved)
          return
        }
        case 'hash': {
          const faults = await afterTampering(sql`update event set hash = sha256('x') where id = ${id}`)
          expect(faults).toContainEqual({ fault: 'changed', after: ids[given.index - 1] ?? null, id })
          return
        }
        default: {
          const faults = await afterTampering(sql`update event set previous = sha256('x') where id = ${id}`)
          expect(faults).toContainEqual({ fault: 'broken', after: ids[given.index - 1] ?? null, id })
        }
      }
    }),
    { numRuns: 120 },
  )
})

test('many faults are all counted, in their order, with the first hundred told', async () => {
  const [second, tenth] = [at(1), at(9)]
  const faults = await afterTampering(sql`update event set reason = 'autre' where id in (${second}, ${tenth})`)
  expect(faults.map(({ id }) => id)).toEqual([second, tenth])
})

test('an event behind the end, put there by hand with a right hash, is of nobody', async () => {
  const last = at(ids.length - 1)
  const faults = await afterTampering(
    sql`insert into event select id + 1, batch, at, type, circle, person, structure, patient, source, by, reason, before, after, hash, sha256(hash) from event where id = ${last}`,
  )
  expect(faults).toContainEqual({ fault: 'beyond', after: last, id: String(BigInt(last) + 1n) })
})

/** Makes the chain anew from the first event to the last, as whoever knows how it is made can. */
async function madeAnew(trx: Db): Promise<void> {
  await sql`drop table event_chain, event_check`.execute(trx)
  await sql`create temporary table seals on commit drop as select * from event_seal`.execute(trx)
  await sql`drop table event_seal`.execute(trx)
  await sql`alter table event drop column previous, drop column hash`.execute(trx)
  for (const index of ['type', 'author', 'source', 'patient']) await sql.raw(`drop index event_of_${index}`).execute(trx)
  await sql`drop index event_recorded_at, event_reason, event_of_status`.execute(trx)
  await up(trx as unknown as Parameters<typeof up>[0])
  await sql`insert into event_seal select * from seals`.execute(trx)
}

test('whoever makes the whole chain anew over a changed event is found out by what was signed; a signature of another key is none', async () => {
  const trx = await own.db.startTransaction().execute()
  try {
    await sql`alter table event disable trigger all`.execute(trx)
    await sql`update event set reason = 'autre' where id = ${at(2)}`.execute(trx)
    await madeAnew(trx)
    expect((await verified(trx)).faults).toEqual([{ fault: 'rewritten', after: null, id: at(EVENTS - 1) }])
  } finally {
    await trx.rollback().execute()
  }
  const another = sealKeyOf(Buffer.alloc(32, 8).toString('base64url'))
  expect((await verified(own.db, another.open)).faults).toEqual([{ fault: 'unsigned', after: null, id: at(EVENTS - 1) }])
})

test('what was recorded before there was a chain is chained as it stands, and goes on', async () => {
  const trx = await own.db.startTransaction().execute()
  try {
    await madeAnew(trx)
    expect(await verified(trx)).toMatchObject({ verified: ids.length, faultCount: 0 })
    await recordEvents(trx, { source: 'essais', by: 'Essais' }, now(), odd)
    expect(await verified(trx)).toMatchObject({ verified: ids.length + odd.length, faultCount: 0 })
  } finally {
    await trx.rollback().execute()
  }
})

test('many who record at once make one chain', async () => {
  const before = await verified(own.db)
  await Promise.all(Array.from({ length: 20 }, () => record(own.db, odd)))
  expect(await verified(own.db)).toMatchObject({ verified: before.verified + 20 * odd.length, faultCount: 0 })
})
