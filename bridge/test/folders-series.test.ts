import fc from 'fast-check'
import { type Transaction, sql } from 'kysely'
import { afterAll, expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { removeDocuments, takeRemovalNotes } from '../src/db/document-removals.ts'
import { linkDocuments } from '../src/db/document-series.ts'
import { insertDocuments } from '../src/db/documents.ts'
import type { Schema } from '../src/db/schema.ts'
import { some } from './support/rooms.ts'

const { db } = connect(inject('stack').databaseUrl, 1)
afterAll(() => db.destroy())

/** A file that was deposited: which earlier one it answers, if any; whether it is removed, and known before that or only afterwards. */
interface Deposit {
  readonly answers: number | null
  readonly removed: 'never' | 'known' | 'unknown'
}
const deposits = fc
  .array(fc.record({ answers: fc.option(fc.nat(7)), removed: fc.constantFrom('never', 'known', 'unknown') }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((all) =>
    all.map(({ answers, removed }, index): Deposit => ({ answers: answers !== null && answers < index ? answers : null, removed })),
  )
/** In which order they become known, and after how many of them each delivery ends. */
const arrival = fc.record({
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8, maxLength: 8 }),
  most: fc.integer({ min: 1, max: 4 }),
})

/** Obviously right: the first that it leads back to; its place in that series; whether it is the last there that was not removed. */
function naive(all: readonly Deposit[]): (readonly [series: number, version: number, newest: boolean | 'removed'])[] {
  const first = (index: number): number => {
    const answers = all[index]?.answers ?? null
    return answers === null ? index : first(answers)
  }
  const indexes = [...all.keys()]
  return all.map(({ removed }, index) => {
    const series = indexes.filter((other) => first(other) === first(index))
    const last = series.findLast((other) => all[other]?.removed === 'never')
    return [first(index), series.indexOf(index) + 1, removed === 'never' ? index === last : 'removed']
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

const repliedTo = (folder: string, { answers }: Deposit) => (answers === null ? null : eventOf(folder, answers))
const isRemoved = ({ removed }: Deposit) => removed !== 'never'

/** Their events become known; `told`: of which it is known too what they are. */
async function arrive(trx: Trx, folder: string, all: readonly Deposit[], indexes: readonly number[], told: (one: Deposit) => boolean) {
  for (const index of indexes)
    await sql`insert into room_event (event_id, kind, ref, at, sender, person, said)
      values (${eventOf(folder, index)}, 'documents', ${folder}, ${new Date(1e12 + index)}, '@a:x', ${folder}, true)`.execute(trx)
  const known = indexes.flatMap((index) => {
    const one = all[index]
    if (one === undefined || !told(one)) return []
    const name = `${index}.pdf`
    return [{ eventId: eventOf(folder, index), address: 'mxc://x/x', name, title: name, repliesTo: repliedTo(folder, one), type: 'application/pdf', size: 1, category: 'pdf' } as const] // prettier-ignore
  })
  await insertDocuments(trx, known)
  await linkDocuments(trx, known)
}
async function remove(trx: Trx, folder: string, indexes: readonly number[]): Promise<void> {
  const removals = indexes.map((index) => ({ eventId: eventOf(folder, index), roomId: `!${folder}`, sender: `@${folder}:x`, at: new Date(2e12), reason: 'Périmé' })) // prettier-ignore
  await sql`update room_event set deleted_at = now() where event_id = any(${removals.map(({ eventId }) => eventId)}::text[])`.execute(trx)
  await removeDocuments(trx, removals, 'x')
}
/** The room says what they replied to. */
async function note(trx: Trx, folder: string, all: readonly Deposit[], indexes: readonly number[]): Promise<void> {
  const notes = indexes.flatMap((index) => {
    const one = all[index]
    const to = one === undefined || !isRemoved(one) ? null : repliedTo(folder, one)
    return to === null ? [] : [{ note: `$note-${eventOf(folder, index)}`, document: eventOf(folder, index), repliedTo: to }]
  })
  for (const { note: id } of notes)
    await sql`insert into room_event (event_id, kind, ref, at, sender, said) values (${id}, 'documents', ${folder}, ${new Date(2e12)}, '@pont:x', false)`.execute(
      trx,
    )
  await takeRemovalNotes(trx, notes)
}

async function seen(trx: Trx, folder: string, all: readonly Deposit[]) {
  const { rows } = await sql<{
    event_id: string
    series: string
    version: number
    removed: boolean
    shown: string | null
    shown_version: number
    newest: boolean
  }>`
    select l.event_id, l.series, l.version, l.removed_at is not null and l.removed_by = ${folder} as removed, d.series as shown, d.version as shown_version, d.newest
    from document_link l left join document d on d.event_id = l.event_id where l.ref = ${folder}`.execute(trx)
  return all.map((_, index) => {
    const row = rows.find((one) => one.event_id === eventOf(folder, index))
    if (row === undefined) return null
    if (row.shown !== null && (row.shown !== row.series || row.shown_version !== row.version)) return 'shown otherwise'
    return [Number(row.series.split('-').at(-1)), row.version, row.removed ? 'removed' : row.newest]
  })
}

test(
  'whatever the order in which documents and removals become known, series and numbers are the same, also of an index made anew',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(deposits, arrival, async (all, { order, most }) =>
        inAFolder(async (trx, folder) => {
          const coming = order.filter((index) => index < all.length)
          const batches = Array.from({ length: Math.ceil(coming.length / most) }, (_, n) => coming.slice(n * most, (n + 1) * most))
          const removedOf = (indexes: readonly number[]) => indexes.filter((index) => all[index]?.removed !== 'never')
          for (const batch of batches) {
            await arrive(trx, folder, all, batch, ({ removed }) => removed !== 'unknown')
            await remove(trx, folder, removedOf(batch))
          }
          for (const batch of batches.toReversed()) await note(trx, folder, all, batch)
          expect(await seen(trx, folder, all)).toEqual(naive(all))

          // Made anew from the homeserver alone, which has forgotten what the removed ones were.
          await sql`delete from document where ref = ${folder}`.execute(trx)
          await sql`delete from room_event where ref = ${folder}`.execute(trx)
          const inOrder = coming.toSorted((a, b) => a - b)
          await arrive(trx, folder, all, inOrder, (one) => !isRemoved(one))
          await remove(trx, folder, removedOf(inOrder))
          await note(trx, folder, all, inOrder)
          expect(await seen(trx, folder, all)).toEqual(naive(all))
        }),
      ),
      { numRuns: 150 },
    )
  },
)
