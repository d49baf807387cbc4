import fc from 'fast-check'
import { type Transaction, sql } from 'kysely'
import { afterAll, expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { deleteDocuments, linkDocuments } from '../src/db/document-series.ts'
import { insertDocuments } from '../src/db/documents.ts'
import type { Schema } from '../src/db/schema.ts'
import { some } from './support/rooms.ts'

const { db } = connect(inject('stack').databaseUrl, 1)
afterAll(() => db.destroy())

/** A file that was deposited: which earlier one it answers, if any; whether it is removed later. */
interface Deposit {
  readonly answers: number | null
  readonly removed: boolean
}
const deposits = fc
  .array(fc.record({ answers: fc.option(fc.nat(7)), removed: fc.boolean() }), { minLength: 1, maxLength: 8 })
  .map((all) =>
    all.map(({ answers, removed }, index): Deposit => ({ answers: answers !== null && answers < index ? answers : null, removed })),
  )
/** In which order they become known, and after how many of them each delivery ends. */
const arrival = fc.record({
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8, maxLength: 8 }),
  most: fc.integer({ min: 1, max: 4 }),
})

/** Obviously right: the first that it leads back to; its place among those of the same series that are still there. */
function naive(all: readonly Deposit[]): (readonly [series: number, version: number, newest: boolean] | null)[] {
  const first = (index: number): number => {
    const answers = all[index]?.answers ?? null
    return answers === null ? index : first(answers)
  }
  const living = (series: number) => all.flatMap((one, index) => (!one.removed && first(index) === series ? [index] : []))
  return all.map(({ removed }, index) => {
    if (removed) return null
    const there = living(first(index))
    return [first(index), there.indexOf(index) + 1, there.at(-1) === index]
  })
}

type Trx = Transaction<Schema>
async function inAFolder(act: (trx: Trx, folder: string) => Promise<void>): Promise<void> {
  const trx = await db.startTransaction().execute()
  const id = some('dac')
  try {
    await sql`insert into structure (id, name, kind, dac) values (${id}, 'DAC', 'DAC', true)`.execute(trx)
    await sql`insert into folder (id, structure, name, created_at) values (${id}, ${id}, 'Documents', now())`.execute(trx)
    await sql`insert into room (kind, ref, scope, structure, room_id) values ('documents', ${id}, 'staff', ${id}, ${`!${id}`})`.execute(trx)
    await sql`insert into person (id, given_name, family_name, profession, status, administrator, localpart) values (${id}, 'A', 'B', 'C', 'active', false, ${id})`.execute(trx) // prettier-ignore
    await act(trx, id)
  } finally {
    await trx.rollback().execute()
  }
}
const eventOf = (folder: string, index: number) => `$${folder}-${index}`

async function arrive(trx: Trx, folder: string, all: readonly Deposit[], indexes: readonly number[]): Promise<void> {
  for (const index of indexes)
    await sql`insert into room_event (event_id, kind, ref, at, sender, person, said)
      values (${eventOf(folder, index)}, 'documents', ${folder}, ${new Date(1e12 + index)}, '@a:x', ${folder}, true)`.execute(trx)
  const known = indexes.map((index) => {
    const answers = all[index]?.answers ?? null
    const name = `${index}.pdf`
    const repliesTo = answers === null ? null : eventOf(folder, answers)
    return { eventId: eventOf(folder, index), address: 'mxc://x/x', name, title: name, repliesTo, type: 'application/pdf', size: 1, category: 'pdf' } as const // prettier-ignore
  })
  await insertDocuments(trx, known)
  await linkDocuments(trx, known)
}
async function remove(trx: Trx, events: readonly string[]): Promise<void> {
  await sql`update room_event set deleted_at = now() where event_id = any(${events}::text[])`.execute(trx)
  await deleteDocuments(trx, events)
}

test(
  'whatever the order in which documents and removals become known, series and versions are the same',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(deposits, arrival, async (all, { order, most }) =>
        inAFolder(async (trx, folder) => {
          const coming = order.filter((index) => index < all.length)
          for (let from = 0; from < coming.length; from += most) {
            const batch = coming.slice(from, from + most)
            await arrive(trx, folder, all, batch)
            await remove(
              trx,
              batch.filter((index) => all[index]?.removed === true).map((index) => eventOf(folder, index)),
            )
          }
          const { rows } = await sql<{ event_id: string; series: string; version: number; newest: boolean }>`
          select event_id, series, version, newest from document where ref = ${folder}`.execute(trx)
          const found = all.map((_, index) => {
            const row = rows.find((one) => one.event_id === eventOf(folder, index))
            return row === undefined ? null : [Number(row.series.split('-').at(-1)), row.version, row.newest]
          })
          expect(found).toEqual(naive(all))
        }),
      ),
      { numRuns: 150 },
    )
  },
)
